package org.skytrawl.output;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.Origin;
import org.skytrawl.model.Protocol;
import org.skytrawl.votable.ReadFailure;
import org.skytrawl.votable.ReadReport;
import org.skytrawl.votable.RowSink;
import org.skytrawl.votable.StopReadingException;
import org.skytrawl.votable.TableField;
import org.skytrawl.votable.VoTableReader;

/**
 * Reads results that were kept in files: all formats but Parquet. Tables of others are read too, as far as they have ObsCore's
 * columns; their form shows in the first bytes, whatever the file is called; but an empty file is JSON Lines without a dataset if its name says so.
 */
public final class ResultFile {
    /** Of datasets in a table that does not say where they come from. */
    public static final Origin UNKNOWN_ORIGIN = new Origin(new Ivoid("unknown"), "", Protocol.UNKNOWN, "");

    private static final int HEAD = 64;

    private ResultFile() {}

    /**
     * Reads a file. Datasets come back as they were written; of the origins after the first, title and URL are empty unless
     * it is JSON Lines, since tables do not keep them. Cells and rows that cannot be read, and a file that breaks off, are
     * told in the notes; what can be read is kept.
     *
     * @throws IOException if it cannot be read, is in none of the formats, or has none of ObsCore's columns; the message is for
     *     people, and names neither file nor class
     */
    public static ReadResult read(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            in.mark(HEAD + 1);
            byte[] head = in.readNBytes(HEAD);
            in.reset();
            if (head.length == 0) {
                return empty(file);
            }
            return read(formatOf(head), in);
        } catch (NoSuchFileException e) {
            throw new IOException("there is no such file", e);
        }
    }

    /** JSON Lines without a dataset is nothing at all: there the name must tell. */
    private static ReadResult empty(Path file) throws IOException {
        try {
            if (OutputFormat.ofFileName(String.valueOf(file.getFileName())) == OutputFormat.JSON_LINES) {
                return new ReadResult(
                        OutputFormat.JSON_LINES,
                        EnumSet.allOf(ObsCoreColumn.class),
                        List.of(),
                        List.of("it is empty: a result without datasets, or nothing was written"));
            }
        } catch (IllegalArgumentException e) {
            // no format is called so
        }
        throw new IOException("it is empty");
    }

    /**
     * Reads a stream of a known format, which is not closed.
     *
     * @throws IOException as {@link #read(Path)}
     */
    static ReadResult read(OutputFormat format, InputStream in) throws IOException {
        return switch (format) {
            case VOTABLE -> VoTableResultReader.read(in);
            case FITS -> FitsResultReader.read(in);
            case CSV -> CsvResultReader.csv(in);
            case ECSV -> CsvResultReader.ecsv(in);
            case JSON_LINES -> JsonLinesResultReader.read(in);
            case PARQUET ->
                throw new IOException(
                        "it is Parquet, which is not read back; write VOTable, FITS, CSV, ECSV or JSON Lines");
        };
    }

    private static OutputFormat formatOf(byte[] bytes) throws IOException {
        String head = new String(bytes, StandardCharsets.ISO_8859_1);
        // the byte order mark that some programs put before UTF-8
        String text = (head.startsWith("\u00ef\u00bb\u00bf") ? head.substring(3) : head).stripLeading();
        if (head.startsWith("PAR1")) {
            throw new IOException(
                    "it is Parquet, which is not read back; write VOTable, FITS, CSV, ECSV or JSON Lines");
        }
        if (head.startsWith("\u001f\u008b")) {
            throw new IOException("it is compressed; unpack it first (gunzip)");
        }
        if (head.startsWith("SIMPLE  =")) {
            return OutputFormat.FITS;
        }
        if (text.startsWith("<")) {
            return OutputFormat.VOTABLE;
        }
        if (text.startsWith("{")) {
            return OutputFormat.JSON_LINES;
        }
        return text.startsWith("# %ECSV") ? OutputFormat.ECSV : OutputFormat.CSV;
    }

    /** Reads a result from VOTable: by the reader that takes the answers of services, so that nothing in it is followed. */
    private static final class VoTableResultReader implements RowSink {
        private final ReadTally tally = new ReadTally();
        private final List<FoundDataset> datasets = new ArrayList<>();
        private @Nullable DatasetRows rows;

        private VoTableResultReader() {}

        static ReadResult read(InputStream in) throws IOException {
            VoTableResultReader sink = new VoTableResultReader();
            ReadReport report;
            try {
                report = new VoTableReader().read(in, sink);
            } catch (StopReadingException e) {
                throw new IOException(e.getMessage(), e);
            }
            ReadFailure failure = report.failure();
            if (failure != null) {
                String message = failure.message().replaceFirst("^The answer", "it");
                if (sink.datasets.isEmpty()) {
                    throw new IOException(message);
                }
                sink.tally.cut = message;
            }
            DatasetRows known = sink.rows;
            if (known == null) {
                throw new IOException("it is a VOTable without a table");
            }
            sink.tally.badCells += report.badCells();
            sink.tally.badRows += report.badRows();
            Set<ObsCoreColumn> columns = known.layout().columns();
            return new ReadResult(OutputFormat.VOTABLE, columns, sink.datasets, sink.tally.notes(sink.datasets.size()));
        }

        @Override
        public void fields(List<TableField> fields) throws IOException {
            rows = DatasetRows.ofTable(fields, tally);
        }

        @Override
        public void row(@Nullable Object[] cells) {
            if (rows != null) {
                datasets.add(rows.dataset(cells));
            }
        }
    }
}
