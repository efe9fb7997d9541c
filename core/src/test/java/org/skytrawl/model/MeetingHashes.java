package org.skytrawl.model;

/** Texts of which all have the same hash, as somebody who wishes to slow down a map may make them. */
public final class MeetingHashes {
    private MeetingHashes() {}

    /** One of 65536; in lower case, fit for an ivoid. */
    public static String text(int number) {
        StringBuilder text = new StringBuilder();
        for (int bit = 0; bit < 16; bit++) {
            text.append((number >> bit & 1) == 0 ? "a~" : "b_");
        }
        return text.toString();
    }
}
