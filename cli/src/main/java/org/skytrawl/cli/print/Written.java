package org.skytrawl.cli.print;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.DiscoveryResult;
import org.skytrawl.model.PlainText;
import org.skytrawl.output.ResultExtract;
import org.skytrawl.provenance.ProvenanceEvent.RunEnded;

/**
 * What became of the datasets of a run.
 *
 * @param output null for stdout
 * @param datasets number of rows written
 * @param options the options that restrict them, as given; empty if none does
 * @param keptBecause why an existing file stays as it was; null if the datasets were written
 */
public record Written(
        @Nullable Path output,
        long datasets,
        List<String> options,
        @Nullable String keptBecause) {
    public Written {
        options = List.copyOf(options);
    }

    /** All datasets of a result. */
    public static Written all(DiscoveryResult found) {
        return new Written(null, ResultExtract.of(found.datasets(), found.log()).size(), List.of(), null);
    }

    /**
     * The line of the summary; empty if all went to stdout.
     *
     * @param pairs number of pairs found; null without a target list
     */
    String line(RunEnded summary, @Nullable Integer pairs) {
        if (keptBecause != null) {
            return "not written " + (output == null ? "" : output + " stays as it was: ") + keptBecause;
        }
        long found = pairs == null ? summary.datasets() : pairs;
        boolean cut = datasets < found;
        if (!cut && output == null) {
            return "";
        }
        String files = pairs != null ? " pairs" : summary.distinctDatasets() == found ? "" : " files";
        String restricted = options.isEmpty() ? "" : " (" + PlainText.of(String.join(", ", options)) + ")";
        return "written     " + (cut ? datasets + " of " + found + files + restricted : "all" + files)
                + (output == null ? "" : " to " + output);
    }
}
