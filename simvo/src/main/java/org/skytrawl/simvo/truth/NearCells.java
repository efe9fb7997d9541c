package org.skytrawl.simvo.truth;

import java.util.ArrayList;
import java.util.List;

/** The cells of a MOC, so that few are compared with each target. Immutable. */
final class NearCells {
    /** No cell of order 0 reaches farther from its middle; half of it for each further order. */
    private static final double BASE_REACH_DEG = 60;

    private static final class Cell {
        private final int order;
        private final long number;
        private final double[] middle;

        private Cell(int order, long number) {
            this.order = order;
            this.number = number;
            this.middle = MocMatch.at(order, number, 0.5, 0.5);
        }

        boolean isNear(double[] from, Target target) {
            double nearDeg = target.radiusDeg() + reachDeg();
            return nearDeg >= 180 || Sphere.dot(from, middle) >= Math.cos(Math.toRadians(nearDeg)) - 1e-9;
        }

        double reachDeg() {
            return BASE_REACH_DEG / (1L << order);
        }

        boolean contains(Target target) {
            return MocMatch.cellOf(order, target.raDeg(), target.decDeg()) == number;
        }
    }

    private final List<Cell> cells = new ArrayList<>();

    /** The middle of all cells, and how far the farthest reaches from it. */
    private final double[] middle;

    private final double reachDeg;

    /** @param moc in ASCII, such as {@code 3/1-4 7,9 4/2} */
    NearCells(String moc) {
        int order = 0;
        for (String word : moc.strip().split("[\\s,]+", -1)) {
            int slash = word.indexOf('/');
            order = slash < 0 ? order : Integer.parseInt(word.substring(0, slash));
            String range = word.substring(slash + 1);
            if (!range.isEmpty()) {
                int dash = range.indexOf('-');
                long first = Long.parseLong(dash < 0 ? range : range.substring(0, dash));
                long last = dash < 0 ? first : Long.parseLong(range.substring(dash + 1));
                for (long cell = first; cell <= last; cell++) {
                    cells.add(new Cell(order, cell));
                }
            }
        }
        double[] sum = new double[3];
        for (Cell cell : cells) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += cell.middle[i];
            }
        }
        boolean isAround = Math.sqrt(Sphere.dot(sum, sum)) < 1e-3;
        middle = isAround ? new double[] {0, 0, 1} : Sphere.unit(sum);
        reachDeg = cells.stream()
                .mapToDouble(cell -> Sphere.angleDeg(middle, cell.middle) + cell.reachDeg())
                .max()
                .orElse(0);
    }

    boolean overlap(Target target) {
        double[] from = Sphere.direction(target.raDeg(), target.decDeg());
        if (Sphere.angleDeg(from, middle) > reachDeg + target.radiusDeg() + 1e-6) {
            return false;
        }
        List<Cell> near =
                cells.stream().filter(cell -> cell.isNear(from, target)).toList();
        // the sides of cells take long, and most targets are within
        return near.stream().anyMatch(cell -> cell.contains(target))
                || near.stream().anyMatch(cell -> MocMatch.overlaps(cell.order + "/" + cell.number, target.cone()));
    }
}
