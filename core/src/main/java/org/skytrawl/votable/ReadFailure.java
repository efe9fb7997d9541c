package org.skytrawl.votable;

import org.skytrawl.model.PlainText;
import org.skytrawl.provenance.FailureCode;

/**
 * Why an answer is incomplete.
 *
 * @param code {@code NOT_VOTABLE}, {@code MALFORMED}, {@code TRUNCATED}, {@code FORBIDDEN_XML} or
 *     {@code SERVICE_ERROR}
 * @param message for people, without control characters
 */
public record ReadFailure(FailureCode code, String message) {
    static final int MAX_MESSAGE = 4096;

    static ReadFailure of(FailureCode code, String message) {
        return new ReadFailure(code, PlainText.of(message, MAX_MESSAGE));
    }
}
