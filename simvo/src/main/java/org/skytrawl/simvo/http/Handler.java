package org.skytrawl.simvo.http;

/** Answers requests; called by many threads at once. */
@FunctionalInterface
public interface Handler {
    /**
     * The answer to a request.
     *
     * @throws Exception for any failure; the server answers 500 with its message
     */
    Response handle(Request request) throws Exception;
}
