package org.skytrawl.server.facade;

import io.javalin.http.Context;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skytrawl.server.http.RequestBody;

/** Reads the parameters of a request: those of its address, and of a form that was posted. */
final class SentForm {
    private static final long MOST_BYTES = 1 << 20;
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final String FORM = "application/x-www-form-urlencoded";

    private SentForm() {}

    /**
     * @throws FacadeException if the form is of another type, or has a wrong escape
     * @throws org.skytrawl.server.http.ApiException if it is too long, or takes too long
     */
    static Parameters read(Context ctx) throws IOException {
        Map<String, List<String>> sent = new LinkedHashMap<>();
        add(ctx.queryString(), sent);
        if (ctx.req().getMethod().equals("POST")) {
            add(body(ctx), sent);
        }
        return new Parameters(sent);
    }

    private static @Nullable String body(Context ctx) throws IOException {
        String type = ctx.contentType();
        if (type != null && !type.strip().toLowerCase(Locale.ROOT).startsWith(FORM)) {
            // the body is not read
            ctx.header("Connection", "close");
            throw new FacadeException(
                    415, "UsageFault: send the parameters as " + FORM + "; this service takes no uploads", null);
        }
        byte[] bytes = RequestBody.read(ctx, MOST_BYTES, LONGEST);
        if (type == null && bytes.length > 0) {
            throw new FacadeException(415, "UsageFault: the Content-Type of a form is " + FORM, null);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static void add(@Nullable String form, Map<String, List<String>> sent) {
        if (form == null) {
            return;
        }
        for (String pair : form.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
            if (!name.isEmpty()) {
                sent.computeIfAbsent(name, it -> new ArrayList<>()).add(value);
            }
        }
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw FacadeException.refused(
                    "'" + Parameters.shown(text) + "' has a wrong escape: % needs two hex digits");
        }
    }
}
