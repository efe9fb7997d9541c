package org.skytrawl.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.skytrawl.sky.CircleIndex;

/**
 * Up to {@value #MOST} targets, kept compactly: some 70 bytes each with an id of ten characters. The targets are numbered from 0
 * in an order in which neighbours on the sky are near each other ({@link CircleIndex}); {@link #row} is the place in the order
 * given. Immutable and thread-safe.
 */
public final class TargetList implements Iterable<Target> {
    public static final int MOST = 1_000_000;

    /** Usual ids have equal hashes in pairs, not by the hundred. */
    private static final int MOST_EQUAL_HASHES = 1000;

    private final CircleIndex index;

    /** The ids in the order given, UTF-8. */
    private final byte[] ids;

    /** The end of each id, in the order given. */
    private final int[] idEnds;

    /** The number of the target in each row. */
    private final int[] numbers;

    /** The numbers in the order of the ids' hashes. */
    private final int[] byHash;

    private TargetList(CircleIndex index, byte[] ids, int[] idEnds) {
        this.index = index;
        this.ids = ids;
        this.idEnds = idEnds;
        this.numbers = new int[index.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[index.position(i)] = i;
        }
        long[] hashes = new long[numbers.length];
        Arrays.setAll(hashes, i -> ((long) id(i).hashCode() << 32) | i);
        Arrays.sort(hashes);
        this.byHash =
                IntStream.range(0, hashes.length).map(i -> (int) hashes[i]).toArray();
    }

    /**
     * @param targets read once
     * @throws IllegalArgumentException if there is none, there are more than {@value #MOST}, or two have the same id
     */
    public static TargetList of(Iterable<Target> targets) {
        Builder builder = new Builder();
        targets.forEach(builder::add);
        return builder.build();
    }

    /** Collects targets. Not thread-safe. */
    public static final class Builder {
        private double[] raDeg = new double[16];
        private double[] decDeg = new double[16];
        private double[] radiusDeg = new double[16];
        private int[] idEnds = new int[16];
        private byte[] ids = new byte[256];
        private int size;

        /** Rows from 1 by the hash of their id, 0 where there is none; at least twice as many places as rows. */
        private int[] rowsByHash = new int[64];

        /** Unknown to those who write files: no file can be made in which all ids have one hash. */
        private final long seed = ThreadLocalRandom.current().nextLong();

        public int size() {
            return size;
        }

        /** The row of the target with an id, from 0, or -1. */
        public int rowOf(String id) {
            byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
            return rowsByHash[place(bytes, 0, bytes.length)] - 1;
        }

        /** Where the row with this id is, or could be. */
        private int place(byte[] from, int start, int end) {
            long hash = seed;
            for (int i = start; i < end; i++) {
                hash = (hash ^ from[i]) * 0x9E3779B97F4A7C15L;
                hash ^= hash >>> 29;
            }
            int place = (int) (hash ^ hash >>> 32) & (rowsByHash.length - 1);
            while (rowsByHash[place] > 0 && !isId(rowsByHash[place] - 1, from, start, end)) {
                place = (place + 1) & (rowsByHash.length - 1);
            }
            return place;
        }

        private boolean isId(int row, byte[] from, int start, int end) {
            return Arrays.equals(ids, row == 0 ? 0 : idEnds[row - 1], idEnds[row], from, start, end);
        }

        private void makeRoom() {
            if (2 * (size + 1) > rowsByHash.length) {
                rowsByHash = new int[2 * rowsByHash.length];
                for (int row = 0; row < size; row++) {
                    rowsByHash[place(ids, row == 0 ? 0 : idEnds[row - 1], idEnds[row])] = row + 1;
                }
            }
        }

        /** @throws IllegalArgumentException if there are {@value TargetList#MOST} already */
        public Builder add(Target target) {
            if (size == MOST) {
                throw new IllegalArgumentException(
                        "a target list has at most " + MOST + " targets, and this one has more");
            }
            if (size == raDeg.length) {
                int room = Math.min(MOST, 2 * size);
                raDeg = Arrays.copyOf(raDeg, room);
                decDeg = Arrays.copyOf(decDeg, room);
                radiusDeg = Arrays.copyOf(radiusDeg, room);
                idEnds = Arrays.copyOf(idEnds, room);
            }
            raDeg[size] = target.raDeg();
            decDeg[size] = target.decDeg();
            radiusDeg[size] = target.radiusDeg();
            byte[] id = target.id().getBytes(StandardCharsets.UTF_8);
            int start = size == 0 ? 0 : idEnds[size - 1];
            if (start + id.length > ids.length) {
                ids = Arrays.copyOf(ids, Math.max(2 * ids.length, start + id.length));
            }
            System.arraycopy(id, 0, ids, start, id.length);
            makeRoom();
            int place = place(id, 0, id.length);
            idEnds[size++] = start + id.length;
            if (rowsByHash[place] == 0) {
                // of equal ids the first counts; build() refuses them
                rowsByHash[place] = size;
            }
            return this;
        }

        /** @throws IllegalArgumentException if there is no target, or two have the same id: it names the rows, from 1 */
        public TargetList build() {
            if (size == 0) {
                throw new IllegalArgumentException("a target list needs at least one target");
            }
            CircleIndex index = new CircleIndex(
                    Arrays.copyOf(raDeg, size), Arrays.copyOf(decDeg, size), Arrays.copyOf(radiusDeg, size));
            TargetList list = new TargetList(index, Arrays.copyOf(ids, idEnds[size - 1]), Arrays.copyOf(idEnds, size));
            list.checkIds();
            return list;
        }
    }

    private void checkIds() {
        for (int i = 0; i < byHash.length; i++) {
            String id = id(byHash[i]);
            for (int k = i + 1; k < byHash.length && id(byHash[k]).hashCode() == id.hashCode(); k++) {
                if (id(byHash[k]).equals(id)) {
                    int one = row(byHash[i]) + 1;
                    int other = row(byHash[k]) + 1;
                    throw new IllegalArgumentException("targets " + Math.min(one, other) + " and "
                            + Math.max(one, other) + " have the same id '" + PlainText.of(id, 80) + "'");
                }
                if (k - i > MOST_EQUAL_HASHES) {
                    throw new IllegalArgumentException("the ids of the targets are made to have equal hashes");
                }
            }
        }
    }

    public int size() {
        return numbers.length;
    }

    /** All targets. */
    public TargetSet all() {
        return TargetSet.all(size());
    }

    /** The circles of the targets, with the same numbers. */
    public CircleIndex circles() {
        return index;
    }

    public Target target(int number) {
        return new Target(id(number), index.raDeg(number), index.decDeg(number), index.radiusDeg(number));
    }

    public String id(int number) {
        int row = index.position(number);
        int start = row == 0 ? 0 : idEnds[row - 1];
        return new String(ids, start, idEnds[row] - start, StandardCharsets.UTF_8);
    }

    /** The place of a target in the order given, from 0. */
    public int row(int number) {
        return index.position(number);
    }

    /** The number of the target in a row; the inverse of {@link #row}. */
    public int numberOfRow(int row) {
        return numbers[row];
    }

    /** The number of the target with an id, or -1. */
    public int numberOf(String id) {
        int low = 0;
        int high = byHash.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (id(byHash[middle]).hashCode() < id.hashCode()) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        for (int i = low; i < byHash.length && id(byHash[i]).hashCode() == id.hashCode(); i++) {
            if (id(byHash[i]).equals(id)) {
                return byHash[i];
            }
        }
        return -1;
    }

    /** The targets in the order given. */
    @Override
    public Iterator<Target> iterator() {
        return IntStream.range(0, size()).mapToObj(row -> target(numbers[row])).iterator();
    }

    @Override
    public String toString() {
        return "TargetList[" + size() + " targets]";
    }
}
