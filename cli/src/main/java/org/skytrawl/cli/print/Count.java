package org.skytrawl.cli.print;

/** Counts in English. */
public final class Count {
    private Count() {}

    /** {@code 1 service}, {@code 2 services}. */
    public static String of(long count, String singular) {
        return count + " " + (count == 1 ? singular : singular + "s");
    }
}
