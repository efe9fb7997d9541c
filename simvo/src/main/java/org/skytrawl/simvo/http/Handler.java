package org.skytrawl.simvo.http;

/** Answers requests; called by many threads at once. */
@FunctionalInterface
public interface Handler {
    /**
     * The answer to a request.
     *
     * @throws Exception whatever goes wrong; the server answers 500 with its message
     */
    Response handle(Request request) throws Exception;
}
