package org.skytrawl.server.http;

import io.javalin.http.Context;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;
import org.skytrawl.net.HttpFetcher;

/**
 * Recognises requests that Skytrawl sends by itself: to services that a registry lists, and to addresses in data. This server asks the
 * same services, perhaps itself, so it refuses them, whatever name of it they use. A request to a service that the user has named has
 * a comment in its User-Agent and is answered; the run that it starts sends requests without the comment, so no question goes round.
 */
public final class SkytrawlRequest {
    /** Why it is refused, for the log of the other Skytrawl. */
    public static final String REFUSED = "this is a server of Skytrawl, which asks the same services as you:"
            + " Skytrawl answers Skytrawl only if the user names its address";

    private static final String PRODUCT = "skytrawl/";

    private SkytrawlRequest() {}

    public static boolean isRefused(Context ctx) {
        return isRefused(ctx.header("User-Agent"));
    }

    static boolean isRefused(@Nullable String userAgent) {
        if (userAgent == null || userAgent.contains(HttpFetcher.NAMED_BY_USER)) {
            return false;
        }
        StringTokenizer words = new StringTokenizer(userAgent);
        while (words.hasMoreTokens()) {
            if (words.nextToken().regionMatches(true, 0, PRODUCT, 0, PRODUCT.length())) {
                return true;
            }
        }
        return false;
    }
}
