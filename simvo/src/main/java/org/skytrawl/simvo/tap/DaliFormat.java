package org.skytrawl.simvo.tap;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

@SuppressWarnings("ImmutableEnumChecker") // the list is
enum DaliFormat {
    VOTABLE(
            "application/x-votable+xml",
            "votable",
            "votable/td",
            "application/x-votable+xml",
            "application/x-votable+xml;serialization=tabledata",
            "text/xml"),
    CSV("text/csv;header=present", "csv", "text/csv", "text/csv;header=present");

    private final String mediaType;
    private final List<String> names;

    /** @param names in lower case and without blanks */
    DaliFormat(String mediaType, String... names) {
        this.mediaType = mediaType;
        this.names = List.of(names);
    }

    static DaliFormat of(String asked) throws TapError {
        String name = asked.toLowerCase(Locale.ROOT).replace(" ", "").replace("\"", "");
        return Arrays.stream(values())
                .filter(format -> format.names.contains(name))
                .findFirst()
                .orElseThrow(() -> new TapError("unknown format '" + asked + "': this service writes votable and csv"));
    }

    String mediaType() {
        return mediaType;
    }
}
