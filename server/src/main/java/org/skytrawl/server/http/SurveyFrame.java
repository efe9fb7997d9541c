package org.skytrawl.server.http;

import io.javalin.http.Context;

/**
 * The frame in which Aladin Lite shows survey images. Aladin Lite comes from the CDS when the user asks for it, so its
 * page is a sandbox without an origin: what runs there cannot read the API. A browser asks for the script of such a page
 * as if another site did, and without cookie; the script has no secret.
 */
final class SurveyFrame {
    private static final String PAGE = "/aladin.html";
    private static final String SCRIPT = "/js/aladin-frame.js";

    /** Aladin Lite is WebAssembly, makes its own style elements, and reads survey images from many hosts. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self' https://aladin.cds.unistra.fr 'wasm-unsafe-eval';"
                    + " style-src 'unsafe-inline'; img-src https: data: blob:; font-src https: data:;"
                    + " connect-src https: data: blob:; worker-src blob:; form-action 'none'; base-uri 'none';"
                    + " frame-ancestors 'self'; sandbox allow-scripts";

    private SurveyFrame() {}

    static boolean isScript(Context ctx) {
        return ctx.req().getMethod().equals("GET") && ctx.path().equals(SCRIPT);
    }

    /** After the headers of all answers. */
    static void headers(Context ctx) {
        if (ctx.path().equals(PAGE)) {
            ctx.header("Content-Security-Policy", POLICY);
            ctx.header("X-Frame-Options", "SAMEORIGIN");
        } else if (ctx.path().equals(SCRIPT)) {
            ctx.header("Cross-Origin-Resource-Policy", "cross-origin");
        }
    }
}
