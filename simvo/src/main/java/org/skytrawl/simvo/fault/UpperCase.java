package org.skytrawl.simvo.fault;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Wire;

/** Names of columns in capitals, as some databases give them. */
public record UpperCase() implements Fault {
    private static final Pattern NAME = Pattern.compile("(?<=<FIELD name=\")[^\"]*");

    @Override
    public String name() {
        return "upper-case";
    }

    @Override
    public String description() {
        return "sends the names of its columns in upper case";
    }

    @Override
    public Effect effect() {
        return Effect.ALL;
    }

    @Override
    public void serve(Request request, Handler healthy, Wire wire) throws Exception {
        Changed.send(
                request,
                healthy,
                wire,
                document -> NAME.matcher(document)
                        .replaceAll(
                                found -> Matcher.quoteReplacement(found.group().toUpperCase(Locale.ROOT))));
    }
}
