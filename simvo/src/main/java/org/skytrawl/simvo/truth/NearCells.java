package org.skytrawl.simvo.truth;

import java.util.ArrayList;
import java.util.List;

/** The cells of a MOC, so that few are compared with each target. Immutable. */
final class NearCells {
    /** No cell of order 0 reaches farther from its middle; half of it for each further order. */
    private static final double BASE_REACH_DEG = 60;

    private record Cell(int order, long number, double[] middle) {
        boolean isNear(double[] from, Target target) {
            double reachDeg = target.radiusDeg() + BASE_REACH_DEG / (1L << order);
            return reachDeg >= 180 || Sphere.dot(from, middle) >= Math.cos(Math.toRadians(reachDeg)) - 1e-9;
        }

        boolean contains(Target target) {
            return MocMatch.cellOf(order, target.raDeg(), target.decDeg()) == number;
        }
    }

    private final List<Cell> cells = new ArrayList<>();

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
                    cells.add(new Cell(order, cell, MocMatch.at(order, cell, 0.5, 0.5)));
                }
            }
        }
    }

    boolean overlap(Target target) {
        double[] from = Sphere.direction(target.raDeg(), target.decDeg());
        List<Cell> near = cells.stream().filter(cell -> cell.isNear(from, target)).toList();
        // the sides of cells take long, and most targets are within
        return near.stream().anyMatch(cell -> cell.contains(target))
                || near.stream().anyMatch(cell -> MocMatch.overlaps(cell.order + "/" + cell.number, target.cone()));
    }
}
