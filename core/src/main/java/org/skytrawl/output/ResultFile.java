package org.skytrawl.output;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.Origin;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.TargetList;
import org.skytrawl.votable.ReadFailure;
import org.skytrawl.votable.ReadReport;
import org.skytrawl.votable.RowSink;
import org.skytrawl.votable.StopReadingException;
import org.skytrawl.votable.TableField;
import org.skytrawl.votable.VoTableReader;

/**
 * Reads results, and other tables with ObsCore columns, in all formats but Parquet. The first bytes show the format.
 */
public final class ResultFile {
    /** The origin of datasets in a table without origins. */
    public static final Origin UNKNOWN_ORIGIN = new Origin(new Ivoid("unknown"), "", Protocol.UNKNOWN, "");

    private static final int HEAD = 64;

    private ResultFile() {}

    /**
     * Without the targets of datasets. Bad cells, bad rows and a truncated end are in the notes; the readable part is kept. Of rows
     * of pairs each dataset comes once.
     */
    public static ReadResult read(Path file) throws IOException {
        return read(file, null);
    }

    /** @param targets the target list of the run, to which the matches of the datasets refer; null without */
    public static ReadResult read(Path file, @Nullable TargetList targets) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            in.mark(HEAD + 1);
            byte[] head = in.readNBytes(HEAD);
            in.reset();
            if (head.length == 0) {
                return empty(file);
            }
            return read(formatOf(head), in, targets);
        } catch (NoSuchFileException e) {
            throw new IOException("there is no such file", e);
        }
    }

    /** JSON Lines without a dataset is an empty file. */
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
            // no format has this extension
        }
        throw new IOException("it is empty");
    }

    /** Reads a stream and does not close it. */
    static ReadResult read(OutputFormat format, InputStream in) throws IOException {
        return read(format, in, null);
    }

    private static ReadResult read(OutputFormat format, InputStream in, @Nullable TargetList targets)
            throws IOException {
        FoundRows found = new FoundRows(targets);
        return switch (format) {
            case VOTABLE -> VoTableResultReader.read(in, found);
            case FITS -> FitsResultReader.read(in, found);
            case CSV -> CsvResultReader.csv(in, found);
            case ECSV -> CsvResultReader.ecsv(in, found);
            case JSON_LINES -> JsonLinesResultReader.read(in, found);
            case PARQUET ->
                throw new IOException(
                        "it is Parquet, which is not read back; write VOTable, FITS, CSV, ECSV or JSON Lines");
        };
    }

    private static OutputFormat formatOf(byte[] bytes) throws IOException {
        String head = new String(bytes, StandardCharsets.ISO_8859_1);
        // some programs put a byte order mark before UTF-8
        String text = (head.startsWith("\u00ef\u00bb\u00bf") ? head.substring(3) : head).stripLeading();
        if (head.startsWith("PAR1")) {
            return OutputFormat.PARQUET;
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

    /** Reads VOTable with the reader for services' answers, which follows no external reference. */
    private static final class VoTableResultReader implements RowSink {
        private final ReadTally tally = new ReadTally();
        private final FoundRows found;
        private @Nullable DatasetRows rows;

        private VoTableResultReader(FoundRows found) {
            this.found = found;
        }

        static ReadResult read(InputStream in, FoundRows found) throws IOException {
            VoTableResultReader sink = new VoTableResultReader(found);
            ReadReport report;
            try {
                report = new VoTableReader().read(in, sink);
            } catch (StopReadingException e) {
                throw new IOException(e.getMessage(), e);
            }
            ReadFailure failure = report.failure();
            if (failure != null) {
                String message = failure.message().replaceFirst("^The answer", "it");
                if (found.isEmpty()) {
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
            return new ReadResult(OutputFormat.VOTABLE, columns, found.datasets(), sink.tally.notes(found));
        }

        @Override
        public void fields(List<TableField> fields) throws IOException {
            rows = DatasetRows.ofTable(fields, tally);
        }

        @Override
        public void row(@Nullable Object[] cells) {
            if (rows != null) {
                found.add(rows.dataset(cells), rows.target(cells));
            }
        }
    }
}
