package org.skytrawl.simvo.tap;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the database complains of, in the words of those who write ADQL. */
final class SqlMessages {
    private static final Pattern NOT_FOUND =
            Pattern.compile("(?s).*object not found: (?:\"?[A-Z0-9_]+\"?\\.)*\"?([A-Za-z0-9_]+)\"?.*");

    private SqlMessages() {}

    static String readable(Exception e) {
        for (@Nullable Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof IllegalArgumentException) {
                return String.valueOf(cause.getMessage());
            }
        }
        String message = String.valueOf(e.getMessage());
        Matcher unknown = NOT_FOUND.matcher(message);
        if (unknown.matches()) {
            return "there is no column " + unknown.group(1).toLowerCase(java.util.Locale.ROOT)
                    + "; TAP_SCHEMA.columns lists those there are";
        }
        return "the query cannot be run: " + message;
    }
}
