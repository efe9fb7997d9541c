package org.skytrawl.output;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import uk.ac.starlink.fits.CardFactory;
import uk.ac.starlink.fits.CardImage;
import uk.ac.starlink.fits.FitsHeader;
import uk.ac.starlink.fits.FitsTableSerializer;
import uk.ac.starlink.fits.FitsTableWriter;
import uk.ac.starlink.fits.FitsUtil;
import uk.ac.starlink.util.DataBufferedOutputStream;

/**
 * Writes FITS (Standard 4.0) with two BINTABLE extensions; the metadata of the run stand in the header of the first,
 * where TOPCAT and astropy show them. FITS has ASCII only ({@link FitsText}).
 */
final class FitsResultWriter implements ResultWriter {
    private static final long LARGE_BYTES = 1_000_000_000;

    @Override
    public void write(ResultExtract result, OutputStream out) throws IOException {
        write(result, out, note -> {});
    }

    @Override
    public void write(ResultExtract result, OutputStream out, Consumer<String> notes) throws IOException {
        List<DatasetRow> rows = result.rows();
        List<RunInfos.RunInfo> infos = RunInfos.of(result);
        Hdu first = hdu("datasets", rows, DatasetColumns.of(result), FitsCards.of(infos));
        Hdu second = hdu("services", ServiceRow.of(result.log()), ServiceRow.columns(result.log()), List.of());
        first.cuts.forEach(notes);
        second.cuts.forEach(notes);
        long bytes = first.bytes() + second.bytes();
        if (bytes > LARGE_BYTES) {
            notes.accept("the FITS file will have " + Math.round(bytes / 1e8) / 10.0
                    + " GB, because each text takes as many bytes as the longest of its column;"
                    + " other formats are smaller");
        }
        FitsUtil.writeEmptyPrimary(out);
        first.write(out);
        second.write(out);
        out.flush();
    }

    @Override
    public void write(TargetSummary summary, OutputStream out) throws IOException {
        List<RunInfos.RunInfo> infos = RunInfos.of(summary.result());
        Hdu table = hdu("targets", summary.rows(), TargetSummary.Row.COLUMNS, FitsCards.of(infos));
        FitsUtil.writeEmptyPrimary(out);
        table.write(out);
        out.flush();
    }

    /** A table ready to be written, with its size and the notes on cut texts. */
    private record Hdu(FitsTableSerializer serializer, List<CardImage> header, List<String> cuts) {
        long bytes() throws IOException {
            FitsHeader parsed = FitsUtil.readHeader(new ByteArrayInputStream(headerBytes()));
            return parsed.getRequiredLongValue("NAXIS1") * parsed.getRequiredLongValue("NAXIS2");
        }

        private byte[] headerBytes() throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            FitsUtil.writeHeader(header.toArray(CardImage[]::new), bytes);
            return bytes.toByteArray();
        }

        void write(OutputStream out) throws IOException {
            out.write(headerBytes());
            DataBufferedOutputStream buffered = new DataBufferedOutputStream(out);
            serializer.writeData(buffered);
            buffered.flush();
        }
    }

    private static <T> Hdu hdu(String name, List<T> rows, List<TableColumn<T>> columns, List<CardImage> more)
            throws IOException {
        FitsTableWriter writer = new FitsTableWriter();
        // astropy 5.2 cannot read a zero-length string column
        writer.setAllowZeroLengthString(false);
        FitsTableSerializer serializer = writer.createSerializer(new RowTable<>(
                name, rows, columns.stream().map(FitsResultWriter::forFits).toList()));
        List<String> cuts = cuts(rows, columns);
        List<CardImage> header = new ArrayList<>(Arrays.asList(serializer.getHeader()));
        header.addAll(FitsCards.ofColumns(columns));
        header.add(FitsText.CARD);
        header.addAll(more);
        header.addAll(FitsCards.ofHistory(cuts));
        header.add(CardFactory.END_CARD);
        return new Hdu(serializer, List.copyOf(header), cuts);
    }

    /** A note for each column with texts too long for FITS. */
    private static <T> List<String> cuts(List<T> rows, List<TableColumn<T>> columns) {
        List<String> cuts = new ArrayList<>();
        for (TableColumn<T> column : columns) {
            long cells = column.type() != String.class
                    ? 0
                    : rows.stream()
                            .filter(row -> column.value(row) instanceof String text && FitsText.isTooLong(text))
                            .count();
            if (cells > 0) {
                cuts.add("in FITS, " + cells + (cells == 1 ? " text" : " texts") + " of column " + column.name()
                        + (cells == 1 ? " is" : " are") + (isReference(column) ? " left out, longer than " : " cut to ")
                        + FitsText.LONGEST + " characters; other formats have all of " + (cells == 1 ? "it" : "them"));
            }
        }
        return cuts;
    }

    /** Whether the texts are URLs or identifiers: a cut one would be a different one, so it is left out. */
    private static boolean isReference(TableColumn<?> column) {
        return column.ucd() != null && column.ucd().startsWith("meta.ref");
    }

    /** STIL would cut a description too long for one card, and write a question mark for a non-ASCII character. */
    private static <T> TableColumn<T> forFits(TableColumn<T> column) {
        return new TableColumn<>(column.name(), column.type(), column.unit(), column.ucd(), null, "", row -> {
            Object value = column.value(row);
            if (!(value instanceof String text)) {
                return value;
            }
            return isReference(column) && FitsText.isTooLong(text) ? null : FitsText.cell(text);
        });
    }
}
