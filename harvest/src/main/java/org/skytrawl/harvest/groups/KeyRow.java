package org.skytrawl.harvest.groups;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a row says of its dataset, as hashes.
 *
 * @param row its number in the harvest
 * @param service the number of its service
 * @param did {@link Hash#NONE} without one
 * @param url {@link Hash#NONE} without one
 * @param usable whether the URL can identify a dataset
 * @param format 0 if it is not known
 * @param kind of the format; 0 if it is not known
 * @param didText the DID, if rows with the same URL may have none; else null
 */
record KeyRow(
        long row,
        int service,
        Hash did,
        Hash url,
        boolean usable,
        Hash extent,
        long format,
        long kind,
        @Nullable String didText) {
    private static final int FIXED_BYTES = 3 * Hash.BYTES + Integer.BYTES + 3 * Long.BYTES + 1;

    /**
     * Sorts by URL, DID, service and extent; rows without DID are the first of a URL.
     *
     * @param before sorts before all; null for nothing
     */
    byte[] bytes(@Nullable Hash before) {
        // UTF-16, as UTF-8 has no bytes for half a pair
        byte[] text = didText == null ? new byte[0] : didText.getBytes(StandardCharsets.UTF_16BE);
        ByteBuffer out = ByteBuffer.allocate((before == null ? 0 : Hash.BYTES) + FIXED_BYTES + text.length);
        if (before != null) {
            before.put(out);
        }
        url.put(out);
        did.put(out);
        out.putInt(service);
        extent.put(out);
        out.putLong(row).putLong(format).putLong(kind).put((byte) (usable ? 1 : 0));
        return out.put(text).array();
    }

    /** @param in at the first byte after what sorts before all */
    static KeyRow of(ByteBuffer in) {
        Hash url = Hash.get(in);
        Hash did = Hash.get(in);
        int service = in.getInt();
        Hash extent = Hash.get(in);
        long row = in.getLong();
        long format = in.getLong();
        long kind = in.getLong();
        boolean usable = in.get() == 1;
        String text = in.hasRemaining()
                ? new String(in.array(), in.position(), in.remaining(), StandardCharsets.UTF_16BE)
                : null;
        return new KeyRow(row, service, did, url, usable, extent, format, kind, text);
    }
}
