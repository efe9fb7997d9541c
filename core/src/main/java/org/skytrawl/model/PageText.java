package org.skytrawl.model;

import org.jspecify.annotations.Nullable;

/** Reads title and text of web pages that servers send instead of tables and files. Takes linear time. */
public final class PageText {
    private static final String[] WITH_CONTENT = {"script", "style", "head"};

    /** Longer ones are not taken for tags. */
    private static final int LONGEST_TAG = 2000;

    private static final int LONGEST_TITLE = 500;

    private PageText() {}

    /** At most the first 500 characters of the title as written; null if there is none. */
    public static @Nullable String title(String page) {
        int tag = find(page, "<title", 0);
        while (tag >= 0) {
            int close = page.indexOf('>', tag);
            if (close < 0) {
                return null;
            }
            int end = page.indexOf('<', close);
            end = Math.min(end < 0 ? page.length() : end, close + 1 + LONGEST_TITLE);
            if (end > close + 1) {
                return page.substring(close + 1, end);
            }
            tag = find(page, "<title", close + 1);
        }
        return null;
    }

    /** Roughly the text: each tag, and each style sheet, script and head with its content, becomes a blank. */
    public static String withoutTags(String page) {
        return withoutSingleTags(withoutContent(page));
    }

    private static String withoutContent(String page) {
        StringBuilder text = new StringBuilder(page.length());
        // if one element of a name has no end tag, later ones have none either
        boolean[] endless = new boolean[WITH_CONTENT.length];
        int from = 0;
        for (int tag = page.indexOf('<'); tag >= 0; tag = page.indexOf('<', Math.max(from, tag + 1))) {
            for (int k = 0; k < WITH_CONTENT.length; k++) {
                int nameEnd = tag + 1 + WITH_CONTENT[k].length();
                boolean begins = !endless[k]
                        && page.regionMatches(true, tag + 1, WITH_CONTENT[k], 0, WITH_CONTENT[k].length())
                        && !isWord(page, nameEnd);
                int end = begins ? endOf(page, "</" + WITH_CONTENT[k], nameEnd) : -1;
                endless[k] |= begins && end < 0;
                if (end >= 0) {
                    text.append(page, from, tag).append(' ');
                    from = end;
                    break;
                }
            }
        }
        return text.append(page, from, page.length()).toString();
    }

    private static boolean isWord(String page, int at) {
        return at < page.length() && OutsideText.isWordCharacter(page.charAt(at));
    }

    /** The index after the first such end tag, or -1. */
    private static int endOf(String page, String tag, int from) {
        for (int i = find(page, tag, from); i >= 0; i = find(page, tag, i + 1)) {
            int close = OutsideText.skipBlanks(page, i + tag.length());
            if (close < page.length() && page.charAt(close) == '>') {
                return close + 1;
            }
        }
        return -1;
    }

    private static String withoutSingleTags(String page) {
        StringBuilder text = new StringBuilder(page.length());
        int from = 0;
        int close = -1;
        for (int tag = page.indexOf('<'); tag >= 0; tag = page.indexOf('<', Math.max(from, tag + 1))) {
            close = close > tag ? close : page.indexOf('>', tag);
            if (close < 0) {
                break;
            }
            if (close - tag - 1 <= LONGEST_TAG) {
                text.append(page, from, tag).append(' ');
                from = close + 1;
            }
        }
        return text.append(page, from, page.length()).toString();
    }

    /** The index of an ASCII text that begins with {@code <}, in any case; or -1. */
    private static int find(String page, String text, int from) {
        for (int i = page.indexOf('<', from); i >= 0; i = page.indexOf('<', i + 1)) {
            if (page.regionMatches(true, i, text, 0, text.length())) {
                return i;
            }
        }
        return -1;
    }
}
