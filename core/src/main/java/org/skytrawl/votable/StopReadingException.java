package org.skytrawl.votable;

/** Thrown by a {@link RowSink} that wants no further rows; {@link VoTableReader#read} hands it on as it was thrown. */
public class StopReadingException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * With why.
     *
     * @param message why no further rows are wanted
     */
    public StopReadingException(String message) {
        super(message);
    }
}
