package org.skytrawl.output;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Consumer;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.provenance.ProvenanceLog;

/** Writes a result in one format. Thread-safe, as it keeps nothing. */
public sealed interface ResultWriter
        permits VoTableResultWriter,
                FitsResultWriter,
                CsvResultWriter,
                EcsvResultWriter,
                JsonLinesResultWriter,
                ParquetResultWriter {
    /**
     * Writes a result as it goes: what it needs beside the datasets does not grow with them. Control characters and unpaired
     * surrogates in the text of services are written as U+FFFD, line ends as a line feed, in every format.
     *
     * @param datasets what was found; a list with fast access by index
     * @param log what became of the services
     * @param choice the columns to write
     * @param out is flushed but not closed
     * @throws IOException if {@code out} cannot be written
     */
    void write(List<FoundDataset> datasets, ProvenanceLog log, ColumnChoice choice, OutputStream out)
            throws IOException;

    /**
     * The same, saying before anything is written what is lost in this format, and a size beyond 1 GB.
     *
     * @param notes gets each in a sentence for people
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
