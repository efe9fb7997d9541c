package org.skytrawl.protocol.mapping;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.OutsideText;
import org.skytrawl.model.ShownUrl;

/** Checks access URLs. A run does not use them, but readers of the output may, so unusual ones are counted. */
public final class AccessUrl {
    private static final List<String> USUAL = List.of("http://", "https://", "ftp://");

    private AccessUrl() {}

    /** Whether it is not one URL for data; false for null. */
    public static boolean isOdd(@Nullable String url) {
        return url != null && (!isUsual(url, 0) || hasAnother(url));
    }

    private static boolean isUsual(String text, int from) {
        for (String start : USUAL) {
            if (text.regionMatches(true, from, start, 0, start.length())) {
                return true;
            }
        }
        return false;
    }

    /** Whether a second URL follows after a separator; one in the query of the first is part of it. */
    private static boolean hasAnother(String url) {
        for (int at = url.indexOf("://", 1); at >= 0; at = url.indexOf("://", at + 1)) {
            int start = at;
            while (start > 0 && OutsideText.isWordCharacter(url.charAt(start - 1))) {
                start--;
            }
            if (start > 0 && isUsual(url, start) && " \t\r\n,;|\"'<>".indexOf(url.charAt(start - 1)) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** The URL without user name and password, which must not be shown or sent; {@code mailto:a@example.org} stays. */
    static String withoutUser(String url) {
        boolean isUrl = url.contains("://") || url.regionMatches(true, 0, "http", 0, 4);
        return isUrl ? ShownUrl.withoutUser(url) : url;
    }
}
