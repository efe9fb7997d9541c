package org.skytrawl.simvo.fault;

import java.util.regex.Pattern;
import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.http.Wire;
import org.skytrawl.simvo.votable.VoTableWriter;

/** A TAP service that does not take all of ADQL; services that are sent no query are as they should be. */
public sealed interface Dialect extends Fault permits NoIntersects, NoRegion, NoFrame, NoCircle, NoGeometry {
    /** What is in the queries that it refuses, when all texts in them are 'x', or '' if they are blank. */
    Pattern refused();

    /** What it says then. */
    String reason();

    @Override
    default Effect effect() {
        return Effect.ALL;
    }

    @Override
    default boolean isAskedOtherwise() {
        return true;
    }

    /** Refuses as DALI 1.1 section 4.2 wants it. */
    @Override
    default void serve(Request request, Handler healthy, Wire wire) throws Exception {
        String query = request.parameter("QUERY");
        if (query != null && refused().matcher(words(query)).find()) {
            wire.send(Response.text(400, Response.VOTABLE, VoTableWriter.error("ADQL: " + reason())));
        } else {
            wire.send(healthy.handle(request));
        }
    }

    private static String words(String query) {
        return Pattern.compile("--[^\n]*|'((?:[^']|'')*)'")
                .matcher(query)
                .replaceAll(
                        found -> found.group(1) == null ? " " : found.group(1).isBlank() ? "''" : "'x'");
    }
}
