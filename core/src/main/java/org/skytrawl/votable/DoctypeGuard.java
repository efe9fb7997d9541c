package org.skytrawl.votable;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the characters of a document before the parser and refuses declarations in the DOCTYPE and too many references to
 * undeclared entities. The parser would keep both in memory and report neither in time.
 */
final class DoctypeGuard {
    private static final String COMMENT = "<!--";
    private static final String DOCTYPE = "<!DOCTYPE";
    private static final String INSTRUCTION = "<?";
    /** XML 1.0 section 4.6. */
    private static final Set<String> PREDEFINED = Set.of("amp", "lt", "gt", "quot", "apos");

    private static final int LONGEST_PREDEFINED = 4;
    private static final int MAX_UNDECLARED = 10_000;

    private enum Part {
        BETWEEN,
        COMMENT,
        INSTRUCTION,
        DOCTYPE,
        CONTENT
    }

    private final StringBuilder tag = new StringBuilder();
    private final StringBuilder entity = new StringBuilder();
    private Part part = Part.BETWEEN;
    private char quote;
    private int closing;
    private boolean hasDoctype;
    private boolean inReference;
    private int undeclared;
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
        // without a DOCTYPE the parser ends at the first entity that is not predefined
        while (at < end && hasDoctype && refusal == null) {
            content(text[at++]);
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
            hasDoctype = true;
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

    private void content(char c) {
        if (c == '&') {
            inReference = true;
            entity.setLength(0);
        } else if (inReference && c == ';') {
            inReference = false;
            if (!PREDEFINED.contains(entity.toString()) && ++undeclared > MAX_UNDECLARED) {
                refusal = "The answer refers to more than " + MAX_UNDECLARED + " entities that it does not declare";
            }
        } else if (inReference) {
            // ends a plain ampersand of a CDATA section, and a character reference (&#...)
            inReference = c > '~' || Character.isLetterOrDigit(c) || c == '.' || c == '-' || c == '_' || c == ':';
            if (entity.length() <= LONGEST_PREDEFINED) {
                entity.append(c);
            }
        }
    }
}
