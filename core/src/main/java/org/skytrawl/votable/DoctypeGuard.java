package org.skytrawl.votable;

import org.jspecify.annotations.Nullable;

/**
 * Reads the characters of a document before the parser and refuses declarations in the DOCTYPE. The parser would keep them in
 * memory and not report them in time.
 */
final class DoctypeGuard {
    private static final String COMMENT = "<!--";
    private static final String DOCTYPE = "<!DOCTYPE";
    private static final String INSTRUCTION = "<?";

    private enum Part {
        BETWEEN,
        COMMENT,
        INSTRUCTION,
        DOCTYPE,
        CONTENT
    }

    private final StringBuilder tag = new StringBuilder();
    private Part part = Part.BETWEEN;
    private char quote;
    private int closing;
    private @Nullable String refusal;

    /** Why the document is refused, or null. */
    @Nullable
    String refusal() {
        return refusal;
    }

    void follow(char[] text, int start, int count) {
        int at = start;
        int end = start + count;
        while (at < end && part != Part.CONTENT && refusal == null) {
            prolog(text[at++]);
        }
    }

    private void prolog(char c) {
        switch (part) {
            case BETWEEN -> between(c);
            case COMMENT -> skip(c, "-->");
            case INSTRUCTION -> skip(c, "?>");
            case DOCTYPE -> doctype(c);
            case CONTENT -> {}
        }
    }

    private void between(char c) {
        if (tag.isEmpty() && c != '<') {
            return;
        }
        tag.append(c);
        String begun = tag.toString();
        if (begun.equals(COMMENT)) {
            enter(Part.COMMENT);
        } else if (begun.equals(INSTRUCTION)) {
            enter(Part.INSTRUCTION);
        } else if (begun.equals(DOCTYPE)) {
            enter(Part.DOCTYPE);
        } else if (!COMMENT.startsWith(begun) && !DOCTYPE.startsWith(begun)) {
            enter(Part.CONTENT);
        }
    }

    private void enter(Part next) {
        part = next;
        tag.setLength(0);
        closing = 0;
        quote = 0;
    }

    /** Skips to the end mark. A comment may end with more than two hyphens; the parser refuses that. */
    private void skip(char c, String end) {
        if (c == end.charAt(closing)) {
            closing++;
        } else if (closing < end.length() - 1 || c != end.charAt(0)) {
            closing = c == end.charAt(0) ? 1 : 0;
        }
        if (closing == end.length()) {
            enter(Part.BETWEEN);
        }
    }

    private void doctype(char c) {
        if (quote != 0) {
            quote = c == quote ? 0 : quote;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '[') {
            refusal = "The answer has a DOCTYPE with declarations, which are not read";
        } else if (c == '>') {
            enter(Part.BETWEEN);
        }
    }
}
