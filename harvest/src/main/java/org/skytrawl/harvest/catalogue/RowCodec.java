package org.skytrawl.harvest.catalogue;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.RecordLayout;

/** Rows as bytes for files that live as long as one build. Cell and reach are not among them: they are in the key. */
final class RowCodec {
    private static final RecordLayout ALL = new RecordLayout(List.of(ObsCoreColumn.values()));

    private RowCodec() {}

    static void write(CatalogueRow row, DataOutput out) throws IOException {
        ObsCoreRecord record = row.record();
        long known = 0;
        for (ObsCoreColumn column : ObsCoreColumn.values()) {
            boolean has =
                    column.isText() ? record.text(column) != null : !Double.isNaN(record.number(column));
            known |= has ? 1L << column.ordinal() : 0;
        }
        out.writeLong(known);
        for (ObsCoreColumn column : ObsCoreColumn.values()) {
            if ((known >>> column.ordinal() & 1) == 0) {
                continue;
            }
            if (column.isText()) {
                text(record.text(column), out);
            } else {
                out.writeDouble(record.number(column));
            }
        }
        text(row.service(), out);
        text(row.origins(), out);
        out.writeDouble(row.harvestedMjd());
    }

    static CatalogueRow read(long cell, double reachDeg, DataInput in) throws IOException {
        double[] numbers = new double[ALL.numbers()];
        @Nullable String[] texts = new @Nullable String[ALL.texts()];
        long known = in.readLong();
        for (ObsCoreColumn column : ObsCoreColumn.values()) {
            boolean has = (known >>> column.ordinal() & 1) != 0;
            if (column.isText()) {
                texts[ALL.slot(column)] = has ? text(in) : null;
            } else {
                numbers[ALL.slot(column)] = has ? in.readDouble() : Double.NaN;
            }
        }
        String service = text(in);
        return new CatalogueRow(
                cell,
                new ObsCoreRecord(ALL, numbers, texts),
                reachDeg,
                service == null ? "" : service,
                text(in),
                in.readDouble());
    }

    private static void text(@Nullable String text, DataOutput out) throws IOException {
        if (text == null) {
            out.writeInt(-1);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static @Nullable String text(DataInput in) throws IOException {
        int length = in.readInt();
        if (length < 0) {
            return null;
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
