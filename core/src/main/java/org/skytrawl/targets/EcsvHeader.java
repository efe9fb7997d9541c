package org.skytrawl.targets;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The declarations of columns in the header of an Enhanced CSV (APE 6), in YAML's flow style ({@code - {name: ra, unit: deg}}) or
 * block style. Empty for plain CSV.
 */
final class EcsvHeader {
    private static final Pattern DELIMITER = Pattern.compile("delimiter:\\s*['\"]?([, ])['\"]?.*");
    private static final Pattern KEY = Pattern.compile("\\b(name|unit|ucd|UCD|frame): ");
    private static final int LONGEST_VALUE = 200;

    /** What a line begins with after those of a description. */
    private static final List<String> DESCRIBED = List.of("- ", "name: ", "unit: ", "datatype: ", "format: ", "meta: ");

    private final Map<String, SourceColumn> columns = new HashMap<>();
    private char delimiter = ' ';
    private @Nullable String name;
    private @Nullable String unit;
    private @Nullable String ucd;
    private @Nullable String frame;
    private boolean inDescription;

    /** @param text a line without its number sign */
    void line(String text) {
        String plain = text.strip();
        Matcher declared = DELIMITER.matcher(plain);
        if (declared.matches()) {
            delimiter = declared.group(1).charAt(0);
        }
        if (plain.startsWith("- ") && text.indexOf('-') <= 1 && !plain.startsWith("- {ucd")) {
            end();
        }
        // a description may have any words, on several lines
        inDescription &= plain.indexOf(": ") < 0 || DESCRIBED.stream().noneMatch(plain::startsWith);
        if (inDescription) {
            return;
        }
        int described = plain.indexOf("description: ");
        inDescription = described >= 0;
        String keys = described < 0 ? plain : plain.substring(0, described);
        Matcher key = KEY.matcher(keys);
        while (key.find()) {
            String value = value(keys, key.end());
            switch (key.group(1)) {
                case "name" -> name = name == null ? value : name;
                case "unit" -> unit = unit == null ? value : unit;
                case "frame" -> frame = value.toUpperCase(Locale.ROOT);
                default -> ucd = ucd == null ? value : ucd;
            }
        }
    }

    /** The scalar that begins there, quoted or not. A tag such as {@code !astropy.units.Unit} has it in braces. */
    private static String value(String line, int from) {
        int start = from;
        if (line.startsWith("!", start)) {
            int inner = line.indexOf("{unit: ", start);
            start = inner < 0 ? start : inner + "{unit: ".length();
        }
        char quote = start < line.length() ? line.charAt(start) : ' ';
        boolean quoted = quote == '\'' || quote == '"';
        int end = quoted ? start + 1 : start;
        while (end < line.length() && (quoted ? line.charAt(end) != quote : ",}".indexOf(line.charAt(end)) < 0)) {
            end++;
        }
        String value = line.substring(quoted ? start + 1 : start, end).strip();
        return value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) : value;
    }

    /** Ends the column declared last. */
    void end() {
        String known = name;
        if (known != null) {
            columns.putIfAbsent(known, new SourceColumn(known, ucd, unit, null));
        }
        name = null;
        unit = null;
        ucd = null;
    }

    char delimiter() {
        return delimiter;
    }

    /** The column with its declaration, if it has one. */
    SourceColumn column(String written) {
        SourceColumn declared = columns.get(written);
        return declared == null
                ? new SourceColumn(written, null, null, frame)
                : new SourceColumn(written, declared.ucd(), declared.unit(), frame);
    }
}
