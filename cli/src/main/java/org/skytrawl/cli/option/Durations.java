package org.skytrawl.cli.option;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 20s}, {@code 500ms}, {@code 2m}, {@code 1h}; a plain number is seconds. */
public final class Durations implements ITypeConverter<Duration> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)\\s*(ms|s|m|min|h|)");

    @Override
    public Duration convert(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new TypeConversionException("'" + text + "' is not a time such as 20s, 500ms, 2m or 1h");
        }
        long unitMillis = switch (form.group(2)) {
            case "ms" -> 1;
            case "m", "min" -> 60_000;
            case "h" -> 3_600_000;
            default -> 1000;
        };
        Duration duration = Duration.ofMillis(new BigDecimal(form.group(1))
                .multiply(BigDecimal.valueOf(unitMillis))
                .longValue());
        if (duration.isZero()) {
            throw new TypeConversionException("'" + text + "' must be more than 0");
        }
        return duration;
    }
}
