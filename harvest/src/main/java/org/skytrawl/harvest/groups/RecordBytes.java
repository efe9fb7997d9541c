package org.skytrawl.harvest.groups;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.RecordLayout;

/** A record as bytes: which columns have a value, and the values. */
public final class RecordBytes {
    private static final ObsCoreColumn[] COLUMNS = ObsCoreColumn.values();
    private static final RecordLayout LAYOUT = new RecordLayout(Arrays.asList(COLUMNS));
    private static final int MASK_BYTES = (COLUMNS.length + 7) / 8;

    private RecordBytes() {}

    /** @param start bytes left free at the beginning */
    public static byte[] of(ObsCoreRecord record, int start) {
        byte @Nullable [][] texts = new byte[COLUMNS.length][];
        byte[] mask = new byte[MASK_BYTES];
        int bytes = start + MASK_BYTES;
        for (int i = 0; i < COLUMNS.length; i++) {
            ObsCoreColumn column = COLUMNS[i];
            String text = column.isText() ? record.text(column) : null;
            if (text != null) {
                texts[i] = text.getBytes(StandardCharsets.UTF_8);
                bytes += Integer.BYTES + texts[i].length;
            } else if (!column.isText() && !Double.isNaN(record.number(column))) {
                bytes += Double.BYTES;
            } else {
                continue;
            }
            mask[i / 8] |= (byte) (1 << i % 8);
        }
        ByteBuffer out = ByteBuffer.allocate(bytes).position(start).put(mask);
        for (int i = 0; i < COLUMNS.length; i++) {
            byte[] text = texts[i];
            if (text != null) {
                out.putInt(text.length).put(text);
            } else if ((mask[i / 8] & 1 << i % 8) != 0) {
                out.putDouble(record.number(COLUMNS[i]));
            }
        }
        return out.array();
    }

    /** @param in at the first byte of the record */
    public static ObsCoreRecord record(ByteBuffer in) {
        double[] numbers = new double[LAYOUT.numbers()];
        @Nullable String[] texts = new @Nullable String[LAYOUT.texts()];
        byte[] mask = new byte[MASK_BYTES];
        in.get(mask);
        for (int i = 0; i < COLUMNS.length; i++) {
            int slot = LAYOUT.slot(COLUMNS[i]);
            boolean known = (mask[i / 8] & 1 << i % 8) != 0;
            if (!COLUMNS[i].isText()) {
                numbers[slot] = known ? in.getDouble() : Double.NaN;
            } else if (known) {
                int length = in.getInt();
                texts[slot] = new String(in.array(), in.position(), length, StandardCharsets.UTF_8);
                in.position(in.position() + length);
            }
        }
        return new ObsCoreRecord(LAYOUT, numbers, texts);
    }
}
