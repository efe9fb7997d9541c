package org.skytrawl.harvest.catalogue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.skytrawl.harvest.groups.RecordBytes;

/** Rows as bytes, which sort by their unsigned bytes as a catalogue is sorted. Behind a key is what of the row is not in it. */
public final class RowBytes {
    /** Table, cell, number of the page, place in the page: so rows of one cell are in the order of the pages. */
    private static final int KEY_BYTES = Byte.BYTES + Long.BYTES + Integer.BYTES + Integer.BYTES;

    private RowBytes() {}

    /**
     * A row behind its key.
     *
     * @param page the number of its page
     * @param place of the row in its page, from 0
     */
    public static byte[] keyed(CatalogueRow row, int page, int place) {
        byte @Nullable [] service = bytes(row.service());
        byte @Nullable [] origins = bytes(row.origins());
        byte[] bytes = RecordBytes.of(
                row.record(), KEY_BYTES + 2 * Double.BYTES + 2 * Integer.BYTES + length(service) + length(origins));
        ByteBuffer out = ByteBuffer.wrap(bytes)
                .put((byte) CatalogueTable.of(row).ordinal())
                .putLong(row.cell())
                .putInt(page)
                .putInt(place)
                .putDouble(row.reachDeg())
                .putDouble(row.harvestedMjd());
        put(service, out);
        put(origins, out);
        return bytes;
    }

    public static CatalogueTable table(byte[] keyed) {
        return CatalogueTable.values()[keyed[0]];
    }

    /** Of order 29; -1 without position. */
    public static long cell(byte[] keyed) {
        return ByteBuffer.wrap(keyed).getLong(Byte.BYTES);
    }

    /** Degrees; NaN without position. */
    public static double reachDeg(byte[] keyed) {
        return ByteBuffer.wrap(keyed).getDouble(KEY_BYTES);
    }

    public static CatalogueRow row(byte[] keyed) {
        ByteBuffer in = ByteBuffer.wrap(keyed).position(KEY_BYTES);
        double reachDeg = in.getDouble();
        double harvestedMjd = in.getDouble();
        String service = text(in);
        String origins = text(in);
        return new CatalogueRow(
                cell(keyed), RecordBytes.record(in), reachDeg, service == null ? "" : service, origins, harvestedMjd);
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
