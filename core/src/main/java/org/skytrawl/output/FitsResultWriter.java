package org.skytrawl.output;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.provenance.ProvenanceLog;
import uk.ac.starlink.fits.CardFactory;
import uk.ac.starlink.fits.CardImage;
import uk.ac.starlink.fits.FitsTableSerializer;
import uk.ac.starlink.fits.FitsTableWriter;
import uk.ac.starlink.fits.FitsUtil;
import uk.ac.starlink.util.DataBufferedOutputStream;

/**
 * Writes FITS (Standard 4.0) with two BINTABLE extensions, {@code datasets} and {@code services}. What must be known of the run
 * stands in the header of the first, where both TOPCAT and astropy show it with the table. STIL makes the columns. FITS has
 * ASCII only: other characters are escaped ({@link FitsText}), and the header says so.
 */
final class FitsResultWriter implements ResultWriter {
    @Override
    public void write(List<FoundDataset> datasets, ProvenanceLog log, ColumnChoice choice, OutputStream out)
            throws IOException {
        FitsUtil.writeEmptyPrimary(out);
        List<RunInfos.RunInfo> infos = RunInfos.of(log, datasets.size());
        table("datasets", datasets, DatasetColumns.of(datasets, choice), FitsCards.of(infos), out);
        table("services", ServiceRow.of(log), ServiceRow.COLUMNS, List.of(), out);
        out.flush();
    }

    private static <T> void table(
            String name, List<T> rows, List<TableColumn<T>> columns, List<CardImage> more, OutputStream out)
            throws IOException {
        FitsTableWriter writer = new FitsTableWriter();
        // astropy 5.2 cannot read a table with one
        writer.setAllowZeroLengthString(false);
        FitsTableSerializer serializer = writer.createSerializer(new RowTable<>(
                name, rows, columns.stream().map(FitsResultWriter::forFits).toList()));
        List<CardImage> header = new ArrayList<>(Arrays.asList(serializer.getHeader()));
        header.addAll(FitsCards.ofColumns(columns));
        header.add(FitsText.CARD);
        header.addAll(more);
        header.add(CardFactory.END_CARD);
        FitsUtil.writeHeader(header.toArray(CardImage[]::new), out);
        DataBufferedOutputStream buffered = new DataBufferedOutputStream(out);
        serializer.writeData(buffered);
        buffered.flush();
    }

    /** STIL would cut off what is too long for one card, and write a question mark for what is not ASCII. */
    private static <T> TableColumn<T> forFits(TableColumn<T> column) {
        return new TableColumn<>(column.name(), column.type(), column.unit(), column.ucd(), null, "", row -> {
            Object value = column.value(row);
            return value instanceof String text ? FitsText.escaped(text) : value;
        });
    }
}
