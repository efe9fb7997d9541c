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
     * Writes a result row by row; the extra memory does not grow with the number of datasets. In every format, control
     * characters and unpaired surrogates in the text of services are written as U+FFFD, line ends as a line feed.
     *
     * @param datasets a list with fast access by index
     * @param out is flushed but not closed
     */
    void write(List<FoundDataset> datasets, ProvenanceLog log, ColumnChoice choice, OutputStream out)
            throws IOException;

    /**
     * Writes a result. First reports what this format loses, and a size above 1 GB.
     *
     * @param notes receives sentences for people
     */
    default void write(
            List<FoundDataset> datasets,
            ProvenanceLog log,
            ColumnChoice choice,
            OutputStream out,
            Consumer<String> notes)
            throws IOException {
        write(datasets, log, choice, out);
    }

    default void write(List<FoundDataset> datasets, ProvenanceLog log, OutputStream out) throws IOException {
        write(datasets, log, ColumnChoice.ALL, out);
    }
}
