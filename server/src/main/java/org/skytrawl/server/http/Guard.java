package org.skytrawl.server.http;

import io.javalin.http.Context;

/** Who may ask, and what browsers may do with the answers. Thread-safe. */
public final class Guard {
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:;"
            + " connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

    /** For each answer; a handler may set another policy after it. */
    public void headers(Context ctx) {
        ctx.header("Content-Security-Policy", POLICY);
        ctx.header("X-Content-Type-Options", "nosniff");
        ctx.header("Referrer-Policy", "no-referrer");
        ctx.header("Cross-Origin-Resource-Policy", "same-origin");
        ctx.header("Cross-Origin-Opener-Policy", "same-origin");
        ctx.header("Cache-Control", "no-store");
    }

    /** @throws ApiException if the request may not be answered */
    public void check(Context ctx) {}
}
