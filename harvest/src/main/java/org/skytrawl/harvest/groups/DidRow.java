package org.skytrawl.harvest.groups;

import java.nio.ByteBuffer;

/**
 * A row that may be joined by its DID, or that counts as having this DID, or that the DID is void. Sorts by DID, use, service,
 * kind and format.
 *
 * @param place what its URL identifies; {@link Hash#NONE} if nothing
 */
record DidRow(Hash did, Use use, int service, long kind, long format, Hash url, long row, Hash place) {
    enum Use {
        /** The DID joins nothing; no row. */
        VOID,
        /** The row has the DID. */
        OWN,
        /** The row has no DID, and this is the smallest one of its place. */
        COUNTS_AS
    }

    private static final int BYTES = 3 * Hash.BYTES + 1 + Integer.BYTES + 3 * Long.BYTES;

    static DidRow isVoid(Hash did) {
        return new DidRow(did, Use.VOID, 0, 0, 0, Hash.NONE, 0, Hash.NONE);
    }

    static DidRow of(Hash did, Use use, KeyRow row, Hash place) {
        return new DidRow(did, use, row.service(), row.kind(), row.format(), row.url(), row.row(), place);
    }

    byte[] bytes() {
        ByteBuffer out = ByteBuffer.allocate(BYTES);
        did.put(out);
        out.put((byte) use.ordinal()).putInt(service).putLong(kind).putLong(format);
        url.put(out);
        out.putLong(row);
        place.put(out);
        return out.array();
    }

    static DidRow of(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        Hash did = Hash.get(in);
        Use use = Use.values()[in.get()];
        int service = in.getInt();
        long kind = in.getLong();
        long format = in.getLong();
        Hash url = Hash.get(in);
        long row = in.getLong();
        return new DidRow(did, use, service, kind, format, url, row, Hash.get(in));
    }
}
