package org.skytrawl.protocol.mapping;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.AngleText;
import org.skytrawl.model.AngleText.Kind;

/** Reads right ascensions and declinations in sexagesimal notation where they have colons or marks, or their unit says so. */
final class SexagesimalText {
    private static final int LONGEST = 40;

    private final Kind kind;
    private final boolean isDeclared;

    /** @param unit of the column, such as {@code "h:m:s"} with its quotes, or null */
    SexagesimalText(boolean isRightAscension, @Nullable String unit) {
        String letters = unit == null ? "" : letters(unit);
        boolean isHours = isRightAscension && !letters.equals("dms");
        this.kind = isHours ? Kind.RIGHT_ASCENSION : isRightAscension ? Kind.LONGITUDE : Kind.DECLINATION;
        this.isDeclared = letters.equals("dms") || (isHours && letters.equals("hms")) || letters.equals("sexagesimal");
    }

    /** The letters in lower case, each once if it repeats: {@code hms} for {@code HH:MM:SS.ss}. */
    private static String letters(String unit) {
        StringBuilder letters = new StringBuilder();
        for (char c : unit.toLowerCase(Locale.ROOT).toCharArray()) {
            boolean repeats = !letters.isEmpty() && letters.charAt(letters.length() - 1) == c;
            if (c >= 'a' && c <= 'z' && !repeats) {
                letters.append(c);
            }
        }
        return letters.toString();
    }

    /** The angle, or NaN if the text is something else; without marks degrees cannot be told from hours. */
    double degrees(String text) {
        boolean isMarked = text.chars().anyMatch(c -> c == ':' || c == '\u00b0' || Character.isLetter(c));
        if (text.length() > LONGEST || (!isMarked && !(isDeclared && text.indexOf(' ') > 0))) {
            return Double.NaN;
        }
        try {
            return AngleText.degrees(isMarked ? text : text.replace(' ', ':'), kind);
        } catch (IllegalArgumentException e) {
            return Double.NaN;
        }
    }
}
