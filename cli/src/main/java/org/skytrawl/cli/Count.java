package org.skytrawl.cli;

/** Counts in English. */
final class Count {
    private Count() {}

    /** {@code 1 service}, {@code 2 services}. */
    static String of(long count, String singular) {
        return count + " " + (count == 1 ? singular : singular + "s");
    }
}
