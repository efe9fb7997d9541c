package org.skytrawl.sky;

import java.util.Arrays;

/** The cells of one order that a shape overlaps, one by one: keys for joins. For ranges of cells see {@link RegionCover}. */
public final class ShapeCover {
    /** Divisions of a cell to find out whether it touches a shape. */
    private static final int DIVISIONS = 3;

    private final int order;
    private final int deepest;
    private final int most;
    private long[] numbers = new long[8];
    private int size;

    private ShapeCover(int order, int most) {
        this.order = order;
        this.deepest = Math.min(Healpix.MAX_ORDER, order + DIVISIONS);
        this.most = most;
    }

    /**
     * The numbers (nested) of the cells that a shape overlaps, rising, and of some that it misses by less than a quarter of their
     * size. Two shapes that overlap share a cell.
     *
     * @param most cells
     * @throws IllegalArgumentException if the order is not in [0, 29], or there are more cells
     */
    public static long[] cells(int order, SkyShape shape, int most) {
        ShapeCover cover = new ShapeCover(Healpix.checkOrder(order), most);
        if (shape instanceof SkyUnion union) {
            Moc all = Moc.EMPTY;
            for (SkyShape one : union.shapes()) {
                all = all.union(Moc.ofCells(order, cells(order, one, most)));
            }
            cover.add(all);
        } else if (shape instanceof MocShape cells) {
            cover.add(cells.moc().coarsened(order));
        } else {
            ShapeCells cells = ShapeCells.of(shape instanceof RotatedShape rotated ? rotated.inIcrs() : shape);
            for (int base = 0; base < 12; base++) {
                cover.add(cells, 0, base);
            }
        }
        return Arrays.copyOf(cover.numbers, cover.size);
    }

    private void add(ShapeCells cells, int at, long cell) {
        ShapeCells.Relation relation = cells.relation(at, cell);
        if (relation == ShapeCells.Relation.OUTSIDE) {
            return;
        }
        if (relation == ShapeCells.Relation.INSIDE) {
            int shift = 2 * (order - at);
            add(cell << shift, (cell + 1) << shift);
        } else if (at < order) {
            for (long part = 4 * cell; part < 4 * cell + 4; part++) {
                add(cells, at + 1, part);
            }
        } else if (cells.touches(at, cell, deepest)) {
            add(cell, cell + 1);
        }
    }

    /** @param moc of cells of the order or coarser ones */
    private void add(Moc moc) {
        int shift = 2 * (Healpix.MAX_ORDER - order);
        long[] bounds = moc.bounds();
        for (int i = 0; i < bounds.length; i += 2) {
            add(bounds[i] >> shift, bounds[i + 1] >> shift);
        }
    }

    private void add(long from, long to) {
        if (to - from > most - size) {
            throw new IllegalArgumentException("a shape has more than " + most + " cells of order " + order);
        }
        int more = (int) (to - from);
        if (size + more > numbers.length) {
            numbers = Arrays.copyOf(numbers, Math.max(2 * numbers.length, size + more));
        }
        for (long cell = from; cell < to; cell++) {
            numbers[size++] = cell;
        }
    }
}
