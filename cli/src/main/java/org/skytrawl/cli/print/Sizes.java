package org.skytrawl.cli.print;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 500MB}, {@code 2GB}, {@code 1.5TB}; a plain number is bytes. Says them the same way. */
public final class Sizes implements ITypeConverter<Long> {
    private static final Pattern FORM =
            Pattern.compile("(\\d{1,15}(?:\\.\\d{1,9})?)\\s*([kmgt]?)b?", Pattern.CASE_INSENSITIVE);

    private static final String UNITS = "kMGTP";

    @Override
    public Long convert(String text) {
        Matcher form = FORM.matcher(text.strip());
        BigDecimal size = form.matches()
                ? new BigDecimal(form.group(1))
                        .movePointRight(3 * ("kmgt".indexOf(form.group(2).toLowerCase(Locale.ROOT)) + 1))
                : BigDecimal.ZERO;
        if (form.matches() && form.group(2).isEmpty()) {
            size = new BigDecimal(form.group(1));
        }
        if (size.compareTo(BigDecimal.ONE) < 0 || size.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw new TypeConversionException("'" + text + "' is not a size such as 500MB or 2GB");
        }
        return size.longValue();
    }

    /** {@code 12 B}, {@code 3.4 MB}: powers of 1000. */
    public static String of(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        double size = bytes;
        int unit = -1;
        while (size >= 999.5 && unit < UNITS.length() - 1) {
            size /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, size < 9.95 ? "%.1f %sB" : "%.0f %sB", size, UNITS.charAt(unit));
    }
}
