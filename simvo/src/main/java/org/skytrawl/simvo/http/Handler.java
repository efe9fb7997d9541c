package org.skytrawl.simvo.http;

/** Answers requests; called by many threads at once. */
@FunctionalInterface
public interface Handler {
    Response handle(Request request) throws Exception;
}
