package org.skytrawl.simvo.fault;

import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.http.Wire;

/** Answers with a web page, and a status as if all was well. */
public record Html() implements Fault {
    @Override
    public String name() {
        return "html";
    }

    @Override
    public String description() {
        return "answers with a web page";
    }

    @Override
    public void serve(Request request, Handler healthy, Wire wire) throws Exception {
        wire.send(
                Response.text(
                        200,
                        "text/html",
                        "<!DOCTYPE html>\n<html><head><title>We have moved</title></head><body><p>See our new site.</body></html>\n"));
    }
}
