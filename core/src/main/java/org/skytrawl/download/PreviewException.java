package org.skytrawl.download;

/** There is no preview image of a dataset. The message is one line for people. */
public final class PreviewException extends Exception {
    private static final long serialVersionUID = 1;

    /** What is wrong. */
    public enum Why {
        /** No row of the dataset has an image, nor links to one. */
        NONE,
        /** What came is no image of a known kind. */
        NO_IMAGE,
        /** It did not come. */
        NOT_FETCHED
    }

    private final Why why;

    PreviewException(Why why, String message) {
        super(message, null, false, false);
        this.why = why;
    }

    public Why why() {
        return why;
    }
}
