package org.skytrawl.spark.job;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;
import org.skytrawl.harvest.catalogue.CatalogueTable;

/** What rows of a catalogue are sorted by, as bytes: the number of the file once it is known, table, cell, number in the harvest. */
final class RowKey {
    /** Serializable. */
    static final Comparator<byte[]> ORDER = (Comparator<byte[]> & java.io.Serializable) Arrays::compareUnsigned;

    private static final int TABLE = Integer.BYTES;
    private static final int CELL = TABLE + 1;
    private static final int ROW = CELL + Long.BYTES;

    private RowKey() {}

    /** @param cell of order 29; -1 without position */
    static byte[] of(CatalogueTable table, long cell, long row) {
        // all rows of a table have a position, or none has
        return ByteBuffer.allocate(ROW + Long.BYTES)
                .putInt(0)
                .put((byte) table.ordinal())
                .putLong(Math.max(0, cell))
                .putLong(row)
                .array();
    }

    static CatalogueTable table(byte[] key) {
        return CatalogueTable.values()[key[TABLE]];
    }

    static long cell(byte[] key) {
        return ByteBuffer.wrap(key).getLong(CELL);
    }

    static int file(byte[] key) {
        return ByteBuffer.wrap(key).getInt(0);
    }

    static byte[] withFile(byte[] key, int file) {
        byte[] copy = key.clone();
        ByteBuffer.wrap(copy).putInt(0, file);
        return copy;
    }
}
