package org.skytrawl.cli.option;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 500MB}, {@code 2GB}, {@code 1.5TB}; a plain number is bytes. */
public final class Sizes implements ITypeConverter<Long> {
    private static final Pattern FORM =
            Pattern.compile("(\\d{1,15}(?:\\.\\d{1,9})?)\\s*([kmgt]?)b?", Pattern.CASE_INSENSITIVE);

    @Override
    public Long convert(String text) {
        Matcher form = FORM.matcher(text.strip());
        BigDecimal size = BigDecimal.ZERO;
        if (form.matches()) {
            String unit = form.group(2).toLowerCase(Locale.ROOT);
            size = new BigDecimal(form.group(1)).movePointRight(unit.isEmpty() ? 0 : 3 * ("kmgt".indexOf(unit) + 1));
        }
        if (size.compareTo(BigDecimal.ONE) < 0 || size.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw new TypeConversionException("'" + text + "' is not a size such as 500MB or 2GB");
        }
        return size.longValue();
    }
}
