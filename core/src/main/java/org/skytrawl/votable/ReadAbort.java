package org.skytrawl.votable;

import org.skytrawl.provenance.FailureCode;
import org.xml.sax.SAXException;

/** Ends the parse from within a handler, with the failure of the document. */
final class ReadAbort extends SAXException {
    private static final long serialVersionUID = 1L;

    private final FailureCode code;

    ReadAbort(FailureCode code, String message) {
        super(message);
        this.code = code;
    }

    ReadFailure failure() {
        return ReadFailure.of(code, String.valueOf(getMessage()));
    }
}
