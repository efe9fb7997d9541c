package org.skytrawl.protocol.mapping;

import org.jspecify.annotations.Nullable;
import org.skytrawl.model.ShownUrl;

/** Where a record says its data are. We never go there, but who reads our output may: what is unusual is counted. */
public final class AccessUrl {
    private static final String[] USUAL = {"http://", "https://", "ftp://"};

    private AccessUrl() {}

    /** Whether it is something else than a URL that data are fetched from; a missing one is not. */
    public static boolean isOdd(@Nullable String url) {
        if (url == null) {
            return false;
        }
        for (String start : USUAL) {
            if (url.regionMatches(true, 0, start, 0, start.length())) {
                return false;
            }
        }
        return true;
    }

    /**
     * The same without user name and password, which nobody is to be shown or sent. What only looks like that, as in
     * {@code mailto:somebody@example.org}, stays.
     */
    static String withoutUser(String url) {
        boolean isUrl = url.contains("://") || url.regionMatches(true, 0, "http", 0, 4);
        return isUrl ? ShownUrl.withoutUser(url) : url;
    }
}
