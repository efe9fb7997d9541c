package org.skytrawl.simvo.tap;

import java.sql.SQLException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the database complains of, in the words of the query. */
final class SqlFaults {
    private static final Pattern NOT_FOUND = Pattern.compile("object not found: (\\S+)");
    private static final Pattern UNEXPECTED = Pattern.compile("unexpected token: (.+?)(?: required: (.*))?$");
    private static final int TIMEOUT = -4872;

    private SqlFaults() {}

    static TapError explained(SQLException fault, boolean aborted, Duration limit) {
        if (aborted) {
            return new TapError("the query was aborted");
        }
        if (fault.getErrorCode() == TIMEOUT) {
            return new TapError("the query took longer than " + limit.toSeconds() + " s and was ended");
        }
        String message = String.valueOf(fault.getMessage())
                .replaceAll("(?s) in statement \\[.*", "")
                .replaceAll("\\s+", " ");
        Matcher notFound = NOT_FOUND.matcher(message);
        if (notFound.find()) {
            return new TapError("unknown column " + named(notFound.group(1)));
        }
        Matcher unexpected = UNEXPECTED.matcher(message);
        if (unexpected.find()) {
            return new TapError("syntax error at " + unexpected.group(1)
                    + (unexpected.group(2) == null ? "" : ": expected " + unexpected.group(2)));
        }
        if (message.contains("unexpected end of statement")) {
            return new TapError("syntax error at the end of the query: something is missing");
        }
        return new TapError("the query cannot be evaluated: " + message);
    }

    /** A name as the query had it, without the site's number. */
    private static String named(String sqlName) {
        return AdqlWords.swapped(sqlName.replaceAll("\"", "").replaceAll("\\b[SU]\\d+_", ""));
    }
}
