package org.skytrawl.server.http;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HandlerType;
import io.javalin.http.SameSite;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who may ask, and what browsers may do with the answers (docs/api.md, "Who may ask"). Thread-safe. */
public final class Guard {
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:;"
                    + " connect-src 'self'; frame-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";
    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final Set<String> CHANGING = Set.of("POST", "PUT", "PATCH");

    private static final String BEARER = "Bearer ";
    private static final int LONGEST_TOKEN = 200;

    private final OwnAddress own;
    private final byte @Nullable [] token;

    /** @param token without it requests are not answered; null if none is needed */
    public Guard(OwnAddress own, @Nullable String token) {
        this.own = own;
        this.token = token == null ? null : token.getBytes(StandardCharsets.UTF_8);
    }

    /** For each answer; a handler may set another policy after it. */
    public void headers(Context ctx) {
        ctx.header("Content-Security-Policy", POLICY);
        ctx.header("X-Content-Type-Options", "nosniff");
        ctx.header("X-Frame-Options", "DENY");
        ctx.header("Referrer-Policy", "no-referrer");
        ctx.header("Cross-Origin-Resource-Policy", "same-origin");
        ctx.header("Cross-Origin-Opener-Policy", "same-origin");
        ctx.header("Cache-Control", "no-store");
    }

    /** @throws ApiException if the request may not be answered */
    public void check(Context ctx) {
        if (!own.isHost(ctx.header("Host"))) {
            throw new ApiException(
                    403, "forbidden_host", "this server answers only to its own address, not to another name for it");
        }
        if (SkytrawlRequest.isRefused(ctx)) {
            throw new ApiException(403, "forbidden_client", SkytrawlRequest.REFUSED);
        }
        if (SurveyFrame.isScript(ctx)) {
            return;
        }
        checkOrigin(ctx);
        if (token != null && !isGiven(ctx, token)) {
            throw new ApiException(
                    401,
                    "token_needed",
                    "give the token: open the address that skytrawl serve printed, with ?token=...");
        }
        if (CHANGING.contains(ctx.req().getMethod()) && ctx.path().startsWith("/api/") && !isDataType(ctx)) {
            throw new ApiException(
                    415,
                    "wrong_type",
                    "the Content-Type must be application/json, or application/octet-stream for a file");
        }
    }

    private void checkOrigin(Context ctx) {
        String origin = ctx.header("Origin");
        if (origin != null && !origin.equalsIgnoreCase("http://" + ctx.header("Host"))) {
            throw new ApiException(403, "forbidden_origin", "pages of other sites may not ask this server");
        }
        String site = ctx.header("Sec-Fetch-Site");
        boolean isOther = site != null && !site.equals("same-origin") && !site.equals("none");
        // a link to the page from elsewhere, such as a mail, may be followed
        boolean isLink = READING.contains(ctx.req().getMethod())
                && ctx.path().equals("/")
                && "navigate".equals(ctx.header("Sec-Fetch-Mode"));
        if (isOther && !isLink) {
            throw new ApiException(403, "forbidden_origin", "pages of other sites may not ask this server");
        }
    }

    private static boolean isDataType(Context ctx) {
        String header = ctx.req().getContentType();
        int end = header == null ? -1 : header.indexOf(';');
        String type = header == null ? "" : (end < 0 ? header : header.substring(0, end)).strip();
        return type.equalsIgnoreCase("application/json") || type.equalsIgnoreCase("application/octet-stream");
    }

    private boolean isGiven(Context ctx, byte[] wanted) {
        String header = ctx.header("Authorization");
        String visit = ctx.path().equals("/") ? ctx.queryParam("token") : null;
        // the token of a visit comes before the cookie, which may be that of an earlier server
        String given = visit != null
                ? visit
                : header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                        ? header.substring(BEARER.length()).strip()
                        : ctx.cookie(cookie(ctx));
        return given != null
                && given.length() <= LONGEST_TOKEN
                && MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), wanted);
    }

    /** Cookies are sent to all ports of a host: each server has its own name. */
    private static String cookie(Context ctx) {
        return "skytrawl-" + ctx.req().getLocalPort();
    }

    /**
     * For a visit of {@code /?token=TOKEN}: sets the cookie, and leads to the address without the token.
     *
     * @return whether it was such a visit
     */
    public boolean tookToken(Context ctx) {
        String given = ctx.queryParam("token");
        if (!ctx.method().equals(HandlerType.GET) || !ctx.path().equals("/") || given == null) {
            return false;
        }
        if (token != null) {
            Cookie cookie = new Cookie(cookie(ctx), given);
            cookie.setHttpOnly(true);
            cookie.setPath("/");
            cookie.setSameSite(SameSite.STRICT);
            ctx.cookie(cookie);
        }
        StringBuilder rest = new StringBuilder();
        ctx.queryParamMap().forEach((name, values) -> {
            if (!name.equals("token")) {
                values.forEach(value -> rest.append(rest.isEmpty() ? "/?" : "&")
                        .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
                        .append('=')
                        .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
            }
        });
        ctx.status(303).header("Location", rest.isEmpty() ? "/" : rest.toString());
        return true;
    }
}
