package org.skytrawl.cli.print;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What became of the datasets of a run.
 *
 * @param output null for stdout
 * @param datasets number of datasets written
 * @param keptBecause why an existing file stays as it was; null if the datasets were written
 */
public record Written(
        @Nullable Path output, long datasets, @Nullable String keptBecause) {
    /** The line of the summary; empty if all went to stdout. */
    String line(long found) {
        if (keptBecause != null) {
            return "not written " + (output == null ? "" : output + " stays as it was: ") + keptBecause;
        }
        boolean cut = datasets < found;
        return !cut && output == null
                ? ""
                : "written     " + (cut ? "only the first " + datasets + " (--max-records)" : "all")
                        + (output == null ? "" : " to " + output);
    }
}
