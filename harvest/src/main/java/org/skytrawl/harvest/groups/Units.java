package org.skytrawl.harvest.groups;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skytrawl.harvest.groups.DidRow.Use;

/**
 * Divides the rows into units, so that a row is only ever joined with rows of its unit, and the merge of a unit alone says of
 * its rows what the merge of all rows says. A unit is
 *
 * <ul>
 *   <li>the rows of a DID that is not void, and those that count as having it;
 *   <li>for a void DID, those of them that have one place;
 *   <li>the rows of a place at which no row has a DID.
 * </ul>
 *
 * <p>A place is a URL, or a URL with an extent if the URL is shared. That is so because the rules of {@code RecordIdentity} join
 * only rows of one unit, and what they ask of other rows (whether a URL is shared, whether a DID is void, which DID is the
 * smallest of a place) is asked here of all rows, by sorting them. Inside of a unit none of these answers can differ in a way
 * that changes the result: no URL of a unit has several extents if it is shared outside of it, and a void DID that is not
 * void inside joins only what the place joins.
 *
 * <p>Used by one thread.
 */
final class Units {
    private final Scratch scratch;
    private final Hasher hasher;
    private final long memoryBytes;
    private final ByteSorter byUrl;
    private final ByteSorter byDid;

    /** @param memoryBytes for each of at most three sorters at a time, and as much for what they have sorted */
    Units(Scratch scratch, Hasher hasher, long memoryBytes) {
        this.scratch = scratch;
        this.hasher = hasher;
        this.memoryBytes = memoryBytes;
        this.byUrl = sorter();
        this.byDid = sorter();
    }

    private ByteSorter sorter() {
        return new ByteSorter(scratch, memoryBytes);
    }

    /** @param mayRepeatUrl false if no other row has the URL */
    void add(KeyRow row, boolean mayRepeatUrl) throws IOException, InterruptedException {
        add(row, mayRepeatUrl, byUrl, byDid);
    }

    static void add(KeyRow row, boolean mayRepeatUrl, ByteSink byUrl, ByteSink byDid)
            throws IOException, InterruptedException {
        if (mayRepeatUrl) {
            byUrl.add(row.bytes(null));
        } else if (!row.did().isNone()) {
            byDid.add(DidRow.of(row.did(), Use.OWN, row, row.usable() ? row.url() : Hash.NONE)
                    .bytes());
        }
    }

    /** Number of a row (8 bytes) and its unit, sorted by row. Only units of several rows. */
    SortedBytes rows() throws IOException, InterruptedException {
        SortedBytes urls = byUrl.sorted();
        ByteSorter byPlace = sorter();
        findPlaces(hasher, urls, byPlace, byDid);
        urls.delete();
        SortedBytes places = byPlace.sorted();
        ByteSorter byUnit = sorter();
        findDids(places, byUnit, byDid);
        places.delete();
        SortedBytes dids = byDid.sorted();
        findVoidDids(hasher, dids, byUnit);
        dids.delete();
        SortedBytes units = byUnit.sorted();
        ByteSorter byRow = sorter();
        dropSingle(units, byRow);
        units.delete();
        return byRow.sorted();
    }

    /** Rows of one URL. */
    private static final class UrlFacts {
        /** By service, the extent of a row without DID. */
        private final Map<Integer, Hash> withoutDid = new HashMap<>();

        private boolean shared;
        private @Nullable KeyRow last;

        void add(KeyRow row) {
            int service = row.service();
            if (row.did().isNone()) {
                withoutDid.putIfAbsent(service, row.extent());
            }
            Hash other = withoutDid.get(service);
            shared |= other != null && !other.equals(row.extent());
            KeyRow before = last;
            shared |= before != null
                    && before.did().equals(row.did())
                    && before.service() == service
                    && !before.extent().equals(row.extent());
            last = row;
        }
    }

    /** From rows by URL to rows by place. */
    static void findPlaces(Hasher hasher, SortedBytes urls, ByteSink byPlace, ByteSink byDid)
            throws IOException, InterruptedException {
        try (SortedBytes.Reader ahead = urls.read();
                SortedBytes.Reader rows = urls.read()) {
            while (ahead.hasNext()) {
                byte[] first = ahead.peek();
                UrlFacts facts = new UrlFacts();
                while (ahead.nextBeginsLike(first, Hash.BYTES)) {
                    facts.add(KeyRow.of(ByteBuffer.wrap(ahead.next())));
                }
                KeyRow firstOfDid = null;
                while (rows.nextBeginsLike(first, Hash.BYTES)) {
                    KeyRow row = KeyRow.of(ByteBuffer.wrap(rows.next()));
                    if (firstOfDid == null || !firstOfDid.did().equals(row.did())) {
                        firstOfDid = row;
                    } else if (facts.shared
                            && !row.did().isNone()
                            && !firstOfDid.extent().equals(row.extent())) {
                        byDid.add(DidRow.isVoid(row.did()).bytes());
                    }
                    if (row.usable()) {
                        byPlace.add(row.bytes(
                                facts.shared ? hasher.pair(Hasher.Of.PLACE, row.url(), row.extent()) : row.url()));
                    } else if (!row.did().isNone()) {
                        byDid.add(DidRow.of(row.did(), Use.OWN, row, Hash.NONE).bytes());
                    }
                }
            }
        }
    }

    /** From rows by place to those by DID, or to units where there is no DID. */
    static void findDids(SortedBytes places, ByteSink byUnit, ByteSink byDid) throws IOException, InterruptedException {
        try (SortedBytes.Reader ahead = places.read();
                SortedBytes.Reader rows = places.read()) {
            while (ahead.hasNext()) {
                byte[] first = ahead.peek();
                Hash place = Hash.get(ByteBuffer.wrap(first));
                KeyRow smallest = null;
                while (ahead.nextBeginsLike(first, Hash.BYTES)) {
                    KeyRow row = keyRow(ahead.next());
                    smallest = row.did().isNone() || (smallest != null && !isSmaller(row, smallest)) ? smallest : row;
                }
                while (rows.nextBeginsLike(first, Hash.BYTES)) {
                    KeyRow row = keyRow(rows.next());
                    if (smallest == null) {
                        byUnit.add(unit(place, row.row()));
                    } else {
                        boolean own = !row.did().isNone();
                        byDid.add(DidRow.of(own ? row.did() : smallest.did(), own ? Use.OWN : Use.COUNTS_AS, row, place)
                                .bytes());
                    }
                }
            }
        }
    }

    private static KeyRow keyRow(byte[] afterPlace) {
        return KeyRow.of(ByteBuffer.wrap(afterPlace, Hash.BYTES, afterPlace.length - Hash.BYTES));
    }

    /** Without texts no row of the place lacks a DID, and it does not matter which is the smallest. */
    private static boolean isSmaller(KeyRow row, KeyRow other) {
        String a = row.didText();
        String b = other.didText();
        return a != null && b != null && a.compareTo(b) < 0;
    }

    /**
     * Whether a DID is void: it is said to be, or one service gives it to several URLs of one format, or of unknown ones. The
     * merge of the unit would see the latter too; here it makes small units of a DID of a whole collection.
     */
    private static final class DidFacts {
        private boolean isVoid;
        private @Nullable DidRow first;
        private @Nullable DidRow firstOfFormat;
        private boolean severalUrls;
        private boolean unknownFormat;

        void add(DidRow row) {
            isVoid |= row.use() == Use.VOID;
            if (row.use() != Use.OWN || row.url().isNone()) {
                return;
            }
            if (first == null || first.service() != row.service()) {
                first = row;
                firstOfFormat = null;
                severalUrls = false;
                unknownFormat = false;
            }
            severalUrls |= !row.url().equals(first.url());
            unknownFormat |= row.format() == 0;
            isVoid |= severalUrls && unknownFormat;
            if (firstOfFormat == null || firstOfFormat.format() != row.format()) {
                firstOfFormat = row;
            }
            isVoid |= row.format() != 0 && !row.url().equals(firstOfFormat.url());
        }
    }

    /** From rows by DID to units. */
    static void findVoidDids(Hasher hasher, SortedBytes dids, ByteSink byUnit)
            throws IOException, InterruptedException {
        try (SortedBytes.Reader ahead = dids.read();
                SortedBytes.Reader rows = dids.read()) {
            while (ahead.hasNext()) {
                byte[] first = ahead.peek();
                DidFacts facts = new DidFacts();
                while (ahead.nextBeginsLike(first, Hash.BYTES)) {
                    facts.add(DidRow.of(ahead.next()));
                }
                while (rows.nextBeginsLike(first, Hash.BYTES)) {
                    DidRow row = DidRow.of(rows.next());
                    if (row.use() == Use.VOID || (facts.isVoid && row.place().isNone())) {
                        continue;
                    }
                    Hash unit = facts.isVoid ? hasher.pair(Hasher.Of.DID_AT_PLACE, row.did(), row.place()) : row.did();
                    byUnit.add(unit(unit, row.row()));
                }
            }
        }
    }

    private static byte[] unit(Hash unit, long row) {
        ByteBuffer out = ByteBuffer.allocate(Hash.BYTES + Long.BYTES);
        unit.put(out);
        return out.putLong(row).array();
    }

    /** From units to the rows of those that have several. */
    static void dropSingle(SortedBytes units, ByteSink byRow) throws IOException, InterruptedException {
        try (SortedBytes.Reader rows = units.read()) {
            byte[] before = new byte[0];
            boolean several = false;
            while (rows.hasNext()) {
                byte[] row = rows.next();
                boolean same = before.length > 0 && Arrays.equals(row, 0, Hash.BYTES, before, 0, Hash.BYTES);
                if (same && !several) {
                    byRow.add(rowFirst(before));
                }
                if (same) {
                    byRow.add(rowFirst(row));
                }
                several = same;
                before = row;
            }
        }
    }

    private static byte[] rowFirst(byte[] unitFirst) {
        ByteBuffer out = ByteBuffer.allocate(unitFirst.length);
        out.put(unitFirst, Hash.BYTES, Long.BYTES).put(unitFirst, 0, Hash.BYTES);
        return out.array();
    }
}
