package org.skytrawl.protocol.mapping;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.ShownUrl;

/** Checks access URLs. A run does not use them, but readers of the output may, so unusual ones are counted. */
public final class AccessUrl {
    private static final List<String> USUAL = List.of("http://", "https://", "ftp://");

    private AccessUrl() {}

    /** Whether it is not a URL for data; false for null. */
    public static boolean isOdd(@Nullable String url) {
        return url != null && USUAL.stream().noneMatch(start -> url.regionMatches(true, 0, start, 0, start.length()));
    }

    /** The URL without user name and password, which must not be shown or sent; {@code mailto:a@example.org} stays. */
    static String withoutUser(String url) {
        boolean isUrl = url.contains("://") || url.regionMatches(true, 0, "http", 0, 4);
        return isUrl ? ShownUrl.withoutUser(url) : url;
    }
}
