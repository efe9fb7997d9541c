package org.skytrawl.simvo.tap;

import java.util.Locale;

/** In which form an answer can be had. */
enum DaliFormat {
    VOTABLE("application/x-votable+xml") {
        @Override
        boolean isCalled(String name) {
            return switch (name) {
                case "votable",
                        "votable/td",
                        "application/x-votable+xml",
                        "application/x-votable+xml;serialization=tabledata",
                        "text/xml" -> true;
                default -> false;
            };
        }
    },
    CSV("text/csv;header=present") {
        @Override
        boolean isCalled(String name) {
            return name.equals("csv") || name.equals("text/csv") || name.equals("text/csv;header=present");
        }
    };

    private final String mediaType;

    DaliFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    /** Whether it goes by a name, in lower case and without blanks. */
    abstract boolean isCalled(String name);

    /** @throws TapError if there is no such format */
    static DaliFormat of(String asked) throws TapError {
        String name = asked.toLowerCase(Locale.ROOT).replace(" ", "").replace("\"", "");
        for (DaliFormat format : values()) {
            if (format.isCalled(name)) {
                return format;
            }
        }
        throw new TapError("unknown format '" + asked + "': this service writes votable and csv");
    }

    String mediaType() {
        return mediaType;
    }
}
