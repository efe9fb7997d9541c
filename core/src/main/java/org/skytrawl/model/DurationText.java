package org.skytrawl.model;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code 20s}, {@code 500ms}, {@code 2m}, {@code 1h}, {@code 7d}; a plain number is seconds. */
public final class DurationText {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)\\s*(ms|s|m|min|h|d|)");

    private DurationText() {}

    /** @throws IllegalArgumentException if it has another form or is 0 */
    public static Duration parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        String shown = PlainText.of(text, 80);
        if (!form.matches()) {
            throw new IllegalArgumentException("'" + shown + "' is not a time such as 20s, 500ms, 2m, 1h or 7d");
        }
        long unitMillis = switch (form.group(2)) {
            case "ms" -> 1;
            case "m", "min" -> 60_000;
            case "h" -> 3_600_000;
            case "d" -> 86_400_000;
            default -> 1000;
        };
        Duration duration = Duration.ofMillis(new BigDecimal(form.group(1))
                .multiply(BigDecimal.valueOf(unitMillis))
                .longValue());
        if (duration.isZero()) {
            throw new IllegalArgumentException("'" + shown + "' must be more than 0");
        }
        return duration;
    }
}
