package org.skytrawl.check;

/** The questions of a check, in the order in which they are asked. */
public enum Inquiry {
    ANY("any", "a few rows, without a position"),
    PLAIN("plain", "the circle"),
    MAXREC_1("maxrec-1", "the circle with MAXREC=1"),
    MAXREC_0("maxrec-0", "the circle with MAXREC=0: the columns only"),
    NO_MATCH("no-match", "the circle in the year 1804, where nothing should match"),
    RA_0("ra-0", "a circle that crosses right ascension 0"),
    NORTH_POLE("north-pole", "a circle around the north pole"),
    SOUTH_POLE("south-pole", "a circle around the south pole"),
    WRONG("wrong", "an invalid value: the service must report it");

    private final String word;
    private final String meaning;

    Inquiry(String word, String meaning) {
        this.word = word;
        this.meaning = meaning;
    }

    /** The name in reports. */
    public String word() {
        return word;
    }

    public String meaning() {
        return meaning;
    }
}
