package org.skytrawl.output;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Consumer;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.provenance.ProvenanceLog;

/** Writes a result in one format. Thread-safe, as it has no state. */
public sealed interface ResultWriter
        permits VoTableResultWriter,
                FitsResultWriter,
                CsvResultWriter,
                EcsvResultWriter,
                JsonLinesResultWriter,
                ParquetResultWriter {
    /**
     * The extra memory does not grow with the number of datasets. Control characters in the text of services are
     * written as U+FFFD, line ends as a line feed. The stream is flushed but not closed.
     */
    void write(ResultExtract result, OutputStream out) throws IOException;

    /** @param notes receives sentences on what this format loses, and on a size above 1 GB */
    default void write(ResultExtract result, OutputStream out, Consumer<String> notes) throws IOException {
        write(result, out);
    }

    /** Writes a table with a row for each target, in the order of the list. As for datasets, the extra memory is bounded. */
    void write(TargetSummary summary, OutputStream out) throws IOException;

    default void write(List<FoundDataset> datasets, ProvenanceLog log, OutputStream out) throws IOException {
        write(ResultExtract.of(datasets, log), out);
    }
}
