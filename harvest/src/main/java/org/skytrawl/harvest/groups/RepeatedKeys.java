package org.skytrawl.harvest.groups;

import org.jspecify.annotations.Nullable;
import org.skytrawl.merge.RecordKeys;
import org.skytrawl.model.ObsCoreRecord;

/**
 * Which DIDs and URLs more than one row has. A row whose DID and URL no other row has is a dataset of its own, and so are most
 * rows. Some keys that only one row has are taken for repeated ones, the more the less memory there is: this costs time, and
 * changes no result.
 */
final class RepeatedKeys {
    /** For each key. With as many, some 6 percent of single keys are taken for repeated ones. */
    private static final int BITS_A_KEY = 16;

    private static final long DID_SEED = 0x9E3779B97F4A7C15L;
    private static final long URL_SEED = 0xC2B2AE3D27D4EB4FL;

    private final long[] seen;
    private final long[] repeated;
    /** URLs of rows that have no DID. */
    private final long[] withoutDid;

    /** @param memoryBytes for three bitmaps */
    RepeatedKeys(long rows, long memoryBytes) {
        long words = Math.min((rows / Long.SIZE + 1) * 2 * BITS_A_KEY, memoryBytes / 3 / Long.BYTES);
        int size = Integer.highestOneBit((int) Math.max(1, Math.min(words, 1 << 28)));
        seen = new long[size];
        repeated = new long[size];
        withoutDid = new long[size];
    }

    void add(ObsCoreRecord record) {
        String did = RecordKeys.did(record);
        String url = RecordKeys.url(record);
        if (did != null) {
            add(hash(DID_SEED, did));
        }
        if (url != null) {
            long hash = hash(URL_SEED, url);
            add(hash);
            if (did == null) {
                set(withoutDid, hash);
            }
        }
    }

    private void add(long hash) {
        if (has(seen, hash)) {
            set(repeated, hash);
        } else {
            set(seen, hash);
        }
    }

    /** False if only one row has this DID. */
    boolean mayRepeatDid(@Nullable String did) {
        return did != null && has(repeated, hash(DID_SEED, did));
    }

    /** False if only one row has this URL. */
    boolean mayRepeatUrl(@Nullable String url) {
        return url != null && has(repeated, hash(URL_SEED, url));
    }

    /** False if all rows with this URL have a DID. */
    boolean mayLackDid(String url) {
        return has(withoutDid, hash(URL_SEED, url));
    }

    private static boolean has(long[] bits, long hash) {
        return (bits[word(bits, hash)] & 1L << hash) != 0;
    }

    private static void set(long[] bits, long hash) {
        bits[word(bits, hash)] |= 1L << hash;
    }

    private static int word(long[] bits, long hash) {
        return (int) (hash >>> Integer.SIZE) & (bits.length - 1);
    }

    private static long hash(long seed, String text) {
        long hash = seed;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * DID_SEED;
            hash ^= hash >>> 29;
        }
        hash = (hash ^ hash >>> 32) * URL_SEED;
        return hash ^ hash >>> 29;
    }
}
