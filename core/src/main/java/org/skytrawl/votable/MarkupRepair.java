package org.skytrawl.votable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns the broken XML of services into XML that a parser accepts: a bare {@code &}, entities of HTML, characters and
 * references that XML does not have, <code>]]&gt;</code> in text, {@code <} that begins no tag, and an element of HTML that is
 * not closed within a text. It follows the structure of the document only as far as this needs. Comments and CDATA stay as
 * they are.
 */
final class MarkupRepair {
    /** Stands for bytes that cannot be decoded; XML does not have this character. */
    static final char UNDECODABLE = '\uFFFF';

    private static final char REPLACEMENT = '\uFFFD';
    /** A tag that is not decided within so many characters is left to the parser. */
    private static final int MAX_LOOKAHEAD = 512;

    private static final int MAX_REFERENCE = 40;
    private static final int MORE = -1;
    private static final int NO = -2;

    private static final Set<String> PREDEFINED = Set.of("amp", "lt", "gt", "quot", "apos");
    /** The elements of all versions of VOTable that stand around text or within such elements. */
    private static final Set<String> VOTABLE = Set.of(
            "VOTABLE",
            "RESOURCE",
            "DESCRIPTION",
            "DEFINITIONS",
            "COOSYS",
            "TIMESYS",
            "INFO",
            "PARAM",
            "PARAMref",
            "TABLE",
            "FIELD",
            "FIELDref",
            "GROUP",
            "VALUES",
            "MIN",
            "MAX",
            "OPTION",
            "LINK",
            "DATA",
            "TABLEDATA",
            "TR",
            "TD",
            "BINARY",
            "BINARY2",
            "FITS",
            "STREAM");

    private static final Set<String> WITH_TEXT = Set.of("TD", "DESCRIPTION", "INFO", "LINK", "STREAM");

    private enum Part {
        TEXT,
        TAG,
        VALUE,
        COMMENT,
        CDATA,
        INSTRUCTION,
        DOCTYPE
    }

    private Part part = Part.TEXT;
    /** Open in a tag or DOCTYPE, or 0. */
    private char quote;
    /** The local name in the start tag that is read, or null. */
    private @Nullable String opening;

    private String openingInFull = "";
    private boolean rootSeen;
    /** Behind the VOTable, where nothing counts: how much of that is read depends on the buffers. */
    private boolean over;

    private boolean withinText;
    /** Elements that VOTable does not have, open in an element with text. */
    private final Deque<String> foreign = new ArrayDeque<>();

    private char before;
    private boolean counted;
    private long pieces;
    private long replaced;

    /** Cells, attribute values and other pieces of text that were repaired. */
    long pieces() {
        return pieces;
    }

    /** Characters that became U+FFFD. */
    long replaced() {
        return replaced;
    }

    /** Counts the current cell, attribute value or piece of text, once. */
    void count() {
        pieces += counted || over ? 0 : 1;
        counted = true;
    }

    /** Whether the next bytes may pass by way of {@link HealthyRows}. */
    boolean inText() {
        return part == Part.TEXT && foreign.isEmpty();
    }

    /** Tags have passed by, the last of which began a cell or not. */
    void passedBy(boolean cell) {
        withinText = cell;
        counted = false;
    }

    /**
     * Appends repaired text.
     *
     * @param last whether no more text follows
     * @return the index of the first character that was not read because what follows it decides
     */
    int repair(char[] text, int from, int to, boolean last, StringBuilder out) {
        int at = from;
        while (at < to) {
            int run = at;
            while (at < to && Plain.is(text[at])) {
                at++;
            }
            out.append(text, run, at - run);
            if (at > run) {
                before = text[at - 1];
            }
            if (at == to) {
                break;
            }
            int next = special(text, at, to, last, out);
            if (next == MORE) {
                if (!last && to - at < MAX_LOOKAHEAD) {
                    return at;
                }
                // cut off, or too long: for the parser to judge
                out.append(text[at]);
                next = at + 1;
            }
            before = text[next - 1];
            at = next;
        }
        return at;
    }

    private int special(char[] text, int at, int to, boolean last, StringBuilder out) {
        char c = text[at];
        if (c < ' ' || c >= Character.MIN_SURROGATE) {
            return illegal(text, at, to, out);
        }
        switch (part) {
            case TEXT -> {
                switch (c) {
                    case '<' -> {
                        int next = markup(text, at, to, out);
                        return next == NO ? instead("&lt;", at, out) : next;
                    }
                    case '&' -> {
                        return reference(text, at, to, last, out);
                    }
                    case ']' -> {
                        int end = match(text, at, to, "]]>");
                        if (end == MORE) {
                            return MORE;
                        }
                        if (end != NO) {
                            return instead("]]&gt;", at, out) + 2;
                        }
                    }
                    default -> {}
                }
            }
            case TAG -> {
                if (c == '"' || c == '\'') {
                    part = Part.VALUE;
                    quote = c;
                    counted = false;
                } else if (c == '>') {
                    endOfTag();
                }
            }
            case VALUE -> {
                if (c == '<') {
                    return instead("&lt;", at, out);
                } else if (c == '&') {
                    return reference(text, at, to, last, out);
                } else if (c == quote) {
                    part = Part.TAG;
                    counted = false;
                }
            }
            case COMMENT -> {
                int end = c == '-' ? match(text, at, to, "-->") : NO;
                if (end == NO && c == '-' && text[at + 1] == '-') {
                    // XML has no -- in a comment
                    return instead(" ", at, out);
                } else if (end != NO) {
                    return ended(end, text, at, out);
                }
            }
            case CDATA -> {
                int end = c == ']' ? match(text, at, to, "]]>") : NO;
                if (end != NO) {
                    return ended(end, text, at, out);
                }
            }
            case INSTRUCTION -> {
                int end = c == '?' ? match(text, at, to, "?>") : NO;
                if (end != NO) {
                    return ended(end, text, at, out);
                }
            }
            case DOCTYPE -> {
                if (quote != 0) {
                    quote = c == quote ? 0 : quote;
                } else if (c == '"' || c == '\'') {
                    quote = c;
                } else if (c == '>') {
                    part = Part.TEXT;
                }
            }
        }
        out.append(c);
        return at + 1;
    }

    private int instead(String text, int at, StringBuilder out) {
        count();
        out.append(text);
        return at + 1;
    }

    private int ended(int end, char[] text, int at, StringBuilder out) {
        if (end != MORE) {
            out.append(text, at, end - at);
            part = Part.TEXT;
        }
        return end;
    }

    /** The index behind the expected text, {@link #NO}, or {@link #MORE} if the text ends before that is known. */
    private static int match(char[] text, int at, int to, String expected) {
        for (int i = 0; i < expected.length(); i++) {
            if (at + i == to) {
                return MORE;
            }
            if (text[at + i] != expected.charAt(i)) {
                return NO;
            }
        }
        return at + expected.length();
    }

    private int illegal(char[] text, int at, int to, StringBuilder out) {
        char c = text[at];
        if (Character.isHighSurrogate(c)) {
            if (at + 1 == to) {
                return MORE;
            }
            if (Character.isLowSurrogate(text[at + 1])) {
                out.append(c).append(text[at + 1]);
                return at + 2;
            }
        }
        replaced++;
        return instead(part == Part.TAG || !rootSeen ? " " : String.valueOf(REPLACEMENT), at, out);
    }

    private int markup(char[] text, int at, int to, StringBuilder out) {
        if (at + 1 == to) {
            return MORE;
        }
        return switch (text[at + 1]) {
            case '!' -> declaration(text, at, to, out);
            case '?' -> {
                int name = nameEnd(text, at + 2, to);
                if (name > at + 2) {
                    part = Part.INSTRUCTION;
                    out.append("<?");
                    yield at + 2;
                }
                yield name == to ? MORE : NO;
            }
            case '/' -> endTag(text, at, to, out);
            default -> startTag(text, at, to, out);
        };
    }

    private int declaration(char[] text, int at, int to, StringBuilder out) {
        Map<String, Part> begun = rootSeen
                ? Map.of("<!--", Part.COMMENT, "<![CDATA[", Part.CDATA)
                : Map.of("<!--", Part.COMMENT, "<!DOCTYPE", Part.DOCTYPE);
        int result = NO;
        for (Map.Entry<String, Part> one : begun.entrySet()) {
            int end = match(text, at, to, one.getKey());
            if (end > at) {
                part = one.getValue();
                quote = 0;
                out.append(one.getKey());
                return end;
            }
            result = end == MORE ? MORE : result;
        }
        // before the root the parser refuses it
        return result == NO && !rootSeen ? ended(at + 1, text, at, out) : result;
    }

    private int startTag(char[] text, int at, int to, StringBuilder out) {
        int end = nameEnd(text, at + 1, to);
        if (end == at + 1) {
            return NO;
        }
        int next = skipBlanks(text, end, to);
        int decided = next == to
                ? MORE
                : switch (text[next]) {
                    case '>' -> next;
                    case '/' -> match(text, next, to, "/>");
                    default -> next > end ? attribute(text, next, to) : NO;
                };
        if (decided < 0) {
            return decided;
        }
        String name = localName(text, at + 1, end);
        if (VOTABLE.contains(name)) {
            closeForeign(out);
        }
        opening = name;
        openingInFull = withinText ? new String(text, at + 1, end - at - 1) : "";
        rootSeen = true;
        counted = false;
        part = Part.TAG;
        out.append(text, at, end - at);
        return end;
    }

    /** Not {@link #NO} if an attribute with a quoted value begins here. */
    private static int attribute(char[] text, int at, int to) {
        int end = nameEnd(text, at, to);
        if (end == at) {
            return NO;
        }
        int equals = skipBlanks(text, end, to);
        if (equals < to && text[equals] != '=') {
            return NO;
        }
        int value = equals == to ? to : skipBlanks(text, equals + 1, to);
        return value == to ? MORE : text[value] == '"' || text[value] == '\'' ? value : NO;
    }

    private void endOfTag() {
        String name = opening;
        if (name != null && VOTABLE.contains(name)) {
            withinText = before != '/' && WITH_TEXT.contains(name);
        } else if (name != null && withinText && before != '/') {
            foreign.push(openingInFull);
        }
        over |= before == '/' && "VOTABLE".equals(name);
        opening = null;
        part = Part.TEXT;
    }

    private int endTag(char[] text, int at, int to, StringBuilder out) {
        int end = nameEnd(text, at + 2, to);
        if (end == at + 2) {
            return end == to ? MORE : NO;
        }
        int close = skipBlanks(text, end, to);
        if (close == to) {
            return MORE;
        }
        if (text[close] != '>') {
            return NO;
        }
        if (VOTABLE.contains(localName(text, at + 2, end))) {
            closeForeign(out);
            withinText = false;
        } else if (withinText) {
            String name = new String(text, at + 2, end - at - 2);
            if (!foreign.contains(name)) {
                return NO;
            }
            for (String open = foreign.pop(); !open.equals(name); open = foreign.pop()) {
                close(open, out);
            }
            out.append(text, at, close + 1 - at);
            return close + 1;
        }
        counted = false;
        over |= localName(text, at + 2, end).equals("VOTABLE");
        out.append(text, at, close + 1 - at);
        return close + 1;
    }

    private void closeForeign(StringBuilder out) {
        while (!foreign.isEmpty()) {
            close(foreign.pop(), out);
        }
    }

    private void close(String element, StringBuilder out) {
        count();
        out.append("</").append(element).append('>');
    }

    private static String localName(char[] text, int from, int to) {
        int start = to;
        while (start > from && text[start - 1] != ':') {
            start--;
        }
        if (to - start == 2 && text[start] == 'T') {
            return text[start + 1] == 'D' ? "TD" : text[start + 1] == 'R' ? "TR" : "";
        }
        return new String(text, start, to - start);
    }

    /** The end of a name that begins here, {@code at} if none does. */
    private static int nameEnd(char[] text, int at, int to) {
        int end = at;
        while (end < to && isNamePart(text[end], end > at)) {
            end++;
        }
        return end;
    }

    private static boolean isNamePart(char c, boolean within) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || c == '_'
                || c == ':'
                || (c >= 0xC0 && Character.isLetter(c))
                || (within && ((c >= '0' && c <= '9') || c == '-' || c == '.'));
    }

    private static int skipBlanks(char[] text, int at, int to) {
        int next = at;
        while (next < to && (text[next] == ' ' || text[next] == '\n' || text[next] == '\t' || text[next] == '\r')) {
            next++;
        }
        return next;
    }

    private int reference(char[] text, int at, int to, boolean last, StringBuilder out) {
        int limit = Math.min(to, at + MAX_REFERENCE);
        int end = at + 1;
        while (end < limit && isReferencePart(text[end])) {
            end++;
        }
        if (end == to && limit == to && !last) {
            return MORE;
        }
        if (end < limit && text[end] == ';' && end > at + 1) {
            String name = new String(text, at + 1, end - at - 1);
            if (PREDEFINED.contains(name)) {
                out.append(text, at, end + 1 - at);
                return end + 1;
            }
            String meant = name.charAt(0) == '#' ? character(name) : HtmlEntities.BY_NAME.get(name);
            if (meant != null) {
                boolean isXml = name.charAt(0) == '#' && name.charAt(1) != 'X' && meant.charAt(0) != REPLACEMENT;
                if (!isXml) {
                    count();
                }
                appendEscaped(meant, out);
                return end + 1;
            }
        }
        return instead("&amp;", at, out);
    }

    private static boolean isReferencePart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '#';
    }

    /** The character of a reference such as {@code #xE9}; U+FFFD if XML does not have it, null if it is no number. */
    private @Nullable String character(String reference) {
        boolean hexadecimal = reference.startsWith("#x") || reference.startsWith("#X");
        String digits = reference.substring(hexadecimal ? 2 : 1);
        long code = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = Character.digit(digits.charAt(i), hexadecimal ? 16 : 10);
            if (digit < 0) {
                return null;
            }
            code = Math.min(code * (hexadecimal ? 16 : 10) + digit, Integer.MAX_VALUE);
        }
        if (digits.isEmpty()) {
            return null;
        }
        boolean isXml = code == '\t'
                || code == '\n'
                || code == '\r'
                || (code >= ' ' && code < Character.MIN_SURROGATE)
                || (code > Character.MAX_SURROGATE && code < 0xFFFE)
                || (code > 0xFFFF && code <= Character.MAX_CODE_POINT);
        replaced += isXml ? 0 : 1;
        return isXml ? Character.toString((int) code) : String.valueOf(REPLACEMENT);
    }

    private static void appendEscaped(String characters, StringBuilder out) {
        for (int i = 0; i < characters.length(); i++) {
            char c = characters.charAt(i);
            if (c > '>' && c != ']') {
                out.append(c);
            } else {
                // as a reference: no markup, and no blank that an attribute would change
                out.append("&#").append((int) c).append(';');
            }
        }
    }

    /** Characters that mean nothing to XML anywhere. */
    private static final class Plain {
        private static final boolean[] ASCII = new boolean[128];

        static {
            for (char c = 0; c < ASCII.length; c++) {
                ASCII[c] = c >= ' ' ? "<&]>\"'-?".indexOf(c) < 0 : c == '\n' || c == '\t' || c == '\r';
            }
        }

        static boolean is(char c) {
            return c < 128 ? ASCII[c] : c < Character.MIN_SURROGATE || (c > Character.MAX_SURROGATE && c < 0xFFFE);
        }
    }

    /** The named characters of HTML (HTML Standard section 13.5). */
    private static final class HtmlEntities {
        static final Map<String, String> BY_NAME = read();

        private static Map<String, String> read() {
            Map<String, String> byName = new HashMap<>();
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                    Objects.requireNonNull(MarkupRepair.class.getResourceAsStream("html-entities.txt")),
                    StandardCharsets.US_ASCII))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    String[] words = line.split(" ", -1);
                    StringBuilder characters = new StringBuilder();
                    for (int i = 1; i < words.length; i++) {
                        characters.appendCodePoint(Integer.parseInt(words[i], 16));
                    }
                    byName.put(words[0], characters.toString());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return byName;
        }
    }
}
