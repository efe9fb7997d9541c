package org.skytrawl.votable;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows a document's characters ahead of the parser and finds what a DOCTYPE may not have: declarations of its own, from the
 * bracket that begins them on, and endless references to entities that nobody declares. The parser would keep in memory what
 * the declarations say of attributes and the names of the entities, and can tell of neither in time.
 */
final class DoctypeGuard {
    private static final String COMMENT = "<!--";
    private static final String DOCTYPE = "<!DOCTYPE";
    private static final String INSTRUCTION = "<?";

    /** XML 1.0 section 4.6. */
    private static final Set<String> PREDEFINED = Set.of("amp", "lt", "gt", "quot", "apos");

    private static final int LONGEST_PREDEFINED = 4;

    private static final int MOST_UNDECLARED = 10_000;

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

    /** Why the document is refused, or null if it is not. */
    @Nullable
    String refusal() {
        return refusal;
    }

    /** Looks at the characters that come next. */
    void follow(char[] text, int start, int count) {
        int at = start;
        int end = start + count;
        while (at < end && part != Part.CONTENT && refusal == null) {
            prolog(text[at]);
            at++;
        }
        // a document without a DOCTYPE has no entities but the five: there the parser ends at the first other
        while (at < end && hasDoctype && refusal == null) {
            content(text[at]);
            at++;
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

    /** Passes over all up to an end; that of a comment may have more than two hyphens, as the parser will say. */
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
            if (!PREDEFINED.contains(entity.toString()) && ++undeclared > MOST_UNDECLARED) {
                refusal = "The answer refers to more than " + MOST_UNDECLARED + " entities that it does not declare";
            }
        } else if (inReference) {
            // in a CDATA section an ampersand is one; the number sign of a character's number ends it too
            inReference = c > '~' || Character.isLetterOrDigit(c) || c == '.' || c == '-' || c == '_' || c == ':';
            if (entity.length() <= LONGEST_PREDEFINED) {
                entity.append(c);
            }
        }
    }
}
