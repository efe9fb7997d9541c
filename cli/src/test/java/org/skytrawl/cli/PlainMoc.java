package org.skytrawl.cli;

import java.util.BitSet;

/** MOCs compared by the simplest means, to check those that are clever: a bit for each cell of order 8. */
final class PlainMoc {
    private static final int ORDER = 8;

    private final BitSet touched = new BitSet();
    private final BitSet whole = new BitSet();

    private PlainMoc() {}

    /** Reads an ASCII MOC; cells finer than order 8 count where they are touched, but not as covered. */
    static PlainMoc of(String ascii) {
        PlainMoc moc = new PlainMoc();
        int order = -1;
        for (String word : ascii.trim().split("[\\s,]+", -1)) {
            String cells = word;
            int slash = word.indexOf('/');
            if (slash >= 0) {
                order = Integer.parseInt(word.substring(0, slash));
                cells = word.substring(slash + 1);
            }
            if (!cells.isEmpty()) {
                String[] ends = cells.split("-", -1);
                long first = Long.parseLong(ends[0]);
                long last = Long.parseLong(ends[ends.length - 1]);
                if (order <= ORDER) {
                    int from = (int) (first << 2 * (ORDER - order));
                    int to = (int) ((last + 1) << 2 * (ORDER - order));
                    moc.touched.set(from, to);
                    moc.whole.set(from, to);
                } else {
                    int shift = 2 * (order - ORDER);
                    moc.touched.set((int) (first >> shift), (int) (last >> shift) + 1);
                }
            }
        }
        return moc;
    }

    /** Whether all is of order 8 or coarser, so that answers are exact. */
    boolean isExact() {
        return touched.equals(whole);
    }

    boolean overlaps(PlainMoc other) {
        return touched.intersects(other.touched);
    }

    boolean covers(PlainMoc other) {
        BitSet rest = (BitSet) other.touched.clone();
        rest.andNot(whole);
        return rest.isEmpty();
    }
}
