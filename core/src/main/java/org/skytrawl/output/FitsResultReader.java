package org.skytrawl.output;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.votable.TableField;
import uk.ac.starlink.fits.FitsHeader;
import uk.ac.starlink.fits.FitsTableBuilder;
import uk.ac.starlink.fits.FitsUtil;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.DescribedValue;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.TableSink;

/** Reads a result from the first table of a FITS file. */
final class FitsResultReader implements TableSink {
    private static final int CARD = 80;
    private static final int HEADER_BYTES = 1 << 20;
    /** What may stand before the first table, its header included. */
    private static final int BEFORE_TABLE_BYTES = 1 << 26;

    private final ReadTally tally = new ReadTally();
    private final List<FoundDataset> datasets = new ArrayList<>();
    private @Nullable DatasetRows rows;
    private final FitsTableHeader header;
    private boolean escaped;

    private FitsResultReader(FitsTableHeader header) {
        this.header = header;
    }

    static ReadResult read(InputStream in) throws IOException {
        BufferedInputStream whole = new BufferedInputStream(in, 1 << 16);
        whole.mark(BEFORE_TABLE_BYTES);
        FitsResultReader sink = new FitsResultReader(check(whole));
        whole.reset();
        try {
            new FitsTableBuilder().streamStarTable(whole, sink, null);
        } catch (IOException | RuntimeException e) {
            if (sink.datasets.isEmpty()) {
                throw new IOException("it is FITS that cannot be read: " + e.getMessage(), e);
            }
            sink.tally.cut = "it breaks off or is damaged (" + e.getMessage() + ")";
        }
        DatasetRows known = sink.rows;
        if (known == null) {
            throw new IOException("it is FITS without a table");
        }
        return new ReadResult(
                OutputFormat.FITS, known.layout().columns(), sink.datasets, sink.tally.notes(sink.datasets.size()));
    }

    /** Looks at the headers up to the first table's: STIL takes as much memory as they say. */
    private static FitsTableHeader check(InputStream in) throws IOException {
        try {
            long left = BEFORE_TABLE_BYTES;
            FitsHeader header = header(in);
            while (!isTable(header)) {
                long bytes = FitsTableHeader.dataBytes(header);
                long data = (bytes + FitsUtil.BLOCK_LENG - 1) / FitsUtil.BLOCK_LENG * FitsUtil.BLOCK_LENG;
                left -= data + 2 * HEADER_BYTES;
                if (left < 0) {
                    throw new IOException("no table within its first " + (BEFORE_TABLE_BYTES >> 20) + " MiB");
                }
                in.skipNBytes(data);
                header = header(in);
            }
            return FitsTableHeader.of(header);
        } catch (RuntimeException | IOException e) {
            throw new IOException("it is FITS that cannot be read: " + e.getMessage(), e);
        }
    }

    private static boolean isTable(FitsHeader header) {
        String kind = header.getStringValue("XTENSION");
        return kind != null && kind.strip().endsWith("TABLE");
    }

    private static FitsHeader header(InputStream in) throws IOException {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        boolean ended = false;
        while (!ended) {
            byte[] block = in.readNBytes(FitsUtil.BLOCK_LENG);
            if (block.length < FitsUtil.BLOCK_LENG) {
                throw new IOException("it ends before its first table");
            }
            if (header.size() + block.length > HEADER_BYTES) {
                throw new IOException("a header of more than " + HEADER_BYTES + " bytes");
            }
            header.writeBytes(block);
            ended = hasEnd(block);
        }
        return FitsUtil.readHeader(new ByteArrayInputStream(header.toByteArray()));
    }

    private static boolean hasEnd(byte[] block) {
        String cards = new String(block, StandardCharsets.ISO_8859_1);
        for (int i = 0; i < cards.length(); i += CARD) {
            if (cards.substring(i, i + CARD).stripTrailing().equals("END")) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void acceptMetadata(StarTable table) {
        List<TableField> fields = new ArrayList<>();
        for (int i = 0; i < table.getColumnCount(); i++) {
            ColumnInfo info = table.getColumnInfo(i);
            tally.declared(info.getName(), info.getUCD(), info.getUtype(), info.getUnitString(), info.getXtype());
            fields.add(new TableField(
                    info.getName(),
                    null,
                    info.getUCD(),
                    info.getUtype(),
                    info.getUnitString(),
                    null,
                    null,
                    info.getXtype(),
                    info.getContentClass()));
        }
        DescribedValue escapes = table.getParameterByName(FitsText.KEY);
        escaped = escapes != null && Boolean.TRUE.equals(escapes.getValue());
        try {
            rows = DatasetRows.ofTable(fields, tally);
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    @Override
    public void acceptRow(@Nullable Object[] row) {
        if (rows == null) {
            return;
        }
        @Nullable Object[] cells = row.clone();
        for (int i : header.elsewhere()) {
            // not read in a stream: STIL has a question mark there
            cells[i] = null;
            tally.badCells++;
        }
        for (int i = 0; escaped && i < cells.length; i++) {
            if (cells[i] instanceof String text) {
                cells[i] = FitsText.plain(text);
            }
        }
        datasets.add(rows.dataset(cells));
    }

    @Override
    public void endRows() {
        // the datasets are there already
    }
}
