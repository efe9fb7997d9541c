package org.skytrawl.votable;

/** A {@link RowSink} needs no more rows. {@link VoTableReader#read} throws the same instance. */
public class StopReadingException extends Exception {
    private static final long serialVersionUID = 1L;

    public StopReadingException(String message) {
        super(message);
    }
}
