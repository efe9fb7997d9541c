package org.skytrawl.cli.print;

import java.util.List;
import org.skytrawl.model.PlainText;

/**
 * How many of the datasets found are written.
 *
 * @param options the options that restrict them, as given; empty if none does
 */
public record WrittenPart(long written, long found, List<String> options) {
    public WrittenPart {
        options = List.copyOf(options);
    }

    /** Whether datasets are left out. */
    boolean isCut() {
        return written < found;
    }

    /** {@code all}, or {@code 12 of 118 (--match t_exptime>100, --max-records 12)}. */
    String words() {
        if (!isCut()) {
            return "all";
        }
        return written + " of " + found
                + (options.isEmpty() ? "" : " (" + PlainText.of(String.join(", ", options)) + ")");
    }
}
