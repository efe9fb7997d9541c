package org.skytrawl.harvest.catalogue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.skytrawl.harvest.groups.RecordBytes;

/** Rows as bytes, for sorting. All of a row but its cell, which is in the key by which it is sorted. */
final class RowBytes {
    /** Table, cell, number of the page, place in the page: so rows of one cell are in the order of the pages. */
    private static final int KEY_BYTES = Byte.BYTES + Long.BYTES + Integer.BYTES + Integer.BYTES;

    private RowBytes() {}

    /**
     * A row behind its key.
     *
     * @param page the number of its page
     * @param place of the row in its page, from 0
     */
    static byte[] keyed(CatalogueRow row, int page, int place) {
        byte[] bytes = of(row, KEY_BYTES);
        ByteBuffer.wrap(bytes)
                .put((byte) CatalogueTable.of(row).ordinal())
                .putLong(row.cell())
                .putInt(page)
                .putInt(place);
        return bytes;
    }

    static CatalogueTable table(byte[] keyed) {
        return CatalogueTable.values()[keyed[0]];
    }

    static long cell(byte[] keyed) {
        return ByteBuffer.wrap(keyed).getLong(Byte.BYTES);
    }

    static double reachDeg(byte[] keyed) {
        return reachDeg(keyed, KEY_BYTES);
    }

    static CatalogueRow row(byte[] keyed) {
        return row(cell(keyed), keyed, KEY_BYTES);
    }

    /** @param start bytes left free at the beginning */
    static byte[] of(CatalogueRow row, int start) {
        byte @Nullable [] service = bytes(row.service());
        byte @Nullable [] origins = bytes(row.origins());
        byte[] bytes = RecordBytes.of(
                row.record(), start + 2 * Double.BYTES + 2 * Integer.BYTES + length(service) + length(origins));
        ByteBuffer out = ByteBuffer.wrap(bytes)
                .position(start)
                .putDouble(row.reachDeg())
                .putDouble(row.harvestedMjd());
        put(service, out);
        put(origins, out);
        return bytes;
    }

    /** @param start where the row begins */
    static double reachDeg(byte[] bytes, int start) {
        return ByteBuffer.wrap(bytes).getDouble(start);
    }

    /** @param start where the row begins */
    static CatalogueRow row(long cell, byte[] bytes, int start) {
        ByteBuffer in = ByteBuffer.wrap(bytes).position(start);
        double reachDeg = in.getDouble();
        double harvestedMjd = in.getDouble();
        String service = text(in);
        String origins = text(in);
        return new CatalogueRow(
                cell, RecordBytes.record(in), reachDeg, service == null ? "" : service, origins, harvestedMjd);
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    private static int length(byte @Nullable [] text) {
        return text == null ? 0 : text.length;
    }

    private static void put(byte @Nullable [] text, ByteBuffer out) {
        out.putInt(text == null ? -1 : text.length);
        if (text != null) {
            out.put(text);
        }
    }

    private static @Nullable String text(ByteBuffer in) {
        int length = in.getInt();
        if (length < 0) {
            return null;
        }
        byte[] text = new byte[length];
        in.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }
}
