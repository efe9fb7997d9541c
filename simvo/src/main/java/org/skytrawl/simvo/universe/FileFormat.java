package org.skytrawl.simvo.universe;

import java.util.Locale;

/** The format of a file of a dataset, as access URLs and metadata have it. */
public enum FileFormat {
    FITS("application/fits"),
    VOTABLE("application/x-votable+xml"),
    PNG("image/png"),
    /** Not a file but links to files. */
    DATALINK("application/x-votable+xml;content=datalink");

    private final String mediaType;

    FileFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    public String mediaType() {
        return mediaType;
    }

    /** The parameter {@code fmt} of access URLs. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
