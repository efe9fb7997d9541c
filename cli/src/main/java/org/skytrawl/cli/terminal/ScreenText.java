package org.skytrawl.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.PlainText;

/**
 * Text measured in the columns of a terminal: East Asian characters and emoji have two, accents none (Unicode Standard Annex 11).
 */
public final class ScreenText {
    public static final String CUT = "…";

    /** A longer text is not read in a cell. It also bounds the accents that one column can hold. */
    private static final int MOST_CHARS = 300;

    /** First and last code points of two columns each; emoji are known by Java. */
    private static final int[] WIDE = {
        0x1100, 0x115F, 0x2E80, 0x303E, 0x3041, 0x4DBF, 0x4E00, 0xA4CF, 0xA960, 0xA97F, 0xAC00, 0xD7A3, 0xF900, 0xFAFF,
        0xFE10, 0xFE19, 0xFE30, 0xFE6F, 0xFF01, 0xFF60, 0xFFE0, 0xFFE6, 0x16FE0, 0x18CFF, 0x1AFF0, 0x1B2FF, 0x1F200,
        0x1F265, 0x20000, 0x3FFFD
    };

    private ScreenText() {}

    /**
     * Text that a cell of a table can hold, at most 300 characters of it. Without variation selectors, of which terminals disagree
     * whether they change the width.
     */
    static String cell(@Nullable String text) {
        String plain = PlainText.of(text, MOST_CHARS);
        return plain.chars().noneMatch(ScreenText::isVariation) ? plain : plain.replaceAll("[\uFE00-\uFE0F]", "");
    }

    private static boolean isVariation(int c) {
        return c >= 0xFE00 && c <= 0xFE0F;
    }

    /** The columns that a text without control characters takes. */
    static int columns(String text) {
        return text.codePoints().map(ScreenText::columns).sum();
    }

    /** The columns that a character takes. */
    static int columns(int c) {
        if (c < 0x300) {
            return 1;
        }
        int type = Character.getType(c);
        boolean jamoWithin = c >= 0x1160 && c <= 0x11FF;
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || jamoWithin) {
            return 0;
        }
        for (int i = 0; i < WIDE.length; i += 2) {
            if (c >= WIDE[i] && c <= WIDE[i + 1]) {
                return 2;
            }
        }
        return Character.isEmojiPresentation(c) ? 2 : 1;
    }

    /** The text, or as much of it as fits with an ellipsis. */
    static String cut(String text, int most) {
        if (columns(text) <= most) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        int used = CUT.length();
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            used += columns(c);
            if (used > most) {
                break;
            }
            kept.appendCodePoint(c);
            i += Character.charCount(c);
        }
        return kept.toString().stripTrailing() + CUT;
    }

    /**
     * The text in lines of at most so many columns, broken at blanks. A word longer than a line stays whole, so that it can be
     * copied.
     *
     * @param begin the begin of the first line
     * @param indent number of blanks at the begin of the others
     */
    public static List<String> wrapped(String begin, String text, int indent, int columns) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(begin);
        int used = columns(begin);
        boolean empty = true;
        for (String word : text.split(" ", -1)) {
            int more = columns(word);
            if (!empty && used + 1 + more > columns) {
                lines.add(line.toString());
                line = new StringBuilder(" ".repeat(indent));
                used = indent;
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            used += more + (empty ? 0 : 1);
            empty = false;
        }
        lines.add(line.toString());
        return lines;
    }
}
