package org.skytrawl.simvo.fault;

import java.util.Set;
import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Wire;

/**
 * Access URLs with file: and the number of the dataset still in them. Who has the same dataset from elsewhere too,
 * and no DID to tell, has it twice: so this is none of the faults that keep the truth exact.
 */
public record UrlFile() implements Fault {
    private static final Set<String> COLUMNS = Set.of("acref", "access_url");

    @Override
    public String name() {
        return "url-file";
    }

    @Override
    public String description() {
        return "sends access URLs with file:";
    }

    @Override
    public Effect effect() {
        return Effect.ALL;
    }

    @Override
    public boolean keepsTruthExact() {
        return false;
    }

    @Override
    public void serve(Request request, Handler healthy, Wire wire) throws Exception {
        Changed.send(
                request,
                healthy,
                wire,
                document -> Changed.cells(
                        document, COLUMNS::contains, url -> url.replaceFirst("^https?://[^/]*", "file://")));
    }
}
