package org.skytrawl.simvo.fault;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.http.Wire;

/**
 * Access URLs with 240,000 slashes and an x before their path. Which dataset they mean is nobody's to tell, unless there is
 * a DID: so this is none of the faults that keep the truth exact. The slashes are put in while it is sent, so that long
 * tables take no memory here.
 */
public record UrlSlashes() implements Fault {
    private static final Set<String> COLUMNS = Set.of("acref", "access_url");

    /** In no document: XML does not have it. */
    private static final String MARK = "\u0001";

    private static final Pattern HOST = Pattern.compile("^(https?://[^/]*)");
    private static final byte[] SLASHES = slashes(240_000);

    private static byte[] slashes(int count) {
        byte[] slashes = new byte[count + 1];
        Arrays.fill(slashes, (byte) '/');
        slashes[count] = 'x';
        return slashes;
    }

    @Override
    public String name() {
        return "url_slashes";
    }

    @Override
    public String description() {
        return "sends access URLs with 240,000 slashes and an x";
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
        Response response = healthy.handle(request);
        String marked = Changed.cells(
                Changed.text(response),
                COLUMNS::contains,
                url -> HOST.matcher(url).replaceFirst("$1" + MARK));
        String[] pieces = marked.split(MARK, -1);
        wire.send(new Response(response.status(), response.contentType(), response.headers(), out -> {
            for (int i = 0; i < pieces.length; i++) {
                if (i > 0) {
                    out.write(SLASHES);
                }
                out.write(pieces[i].getBytes(StandardCharsets.UTF_8));
            }
        }));
    }
}
