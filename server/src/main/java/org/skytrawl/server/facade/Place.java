package org.skytrawl.server.facade;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Cone;
import org.skytrawl.model.DatasetJudge;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.MocRegion;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Region;
import org.skytrawl.model.TargetRegion;
import org.skytrawl.sky.Moc;
import org.skytrawl.sky.ShapeFormatException;
import org.skytrawl.sky.SkyCircle;
import org.skytrawl.sky.SkyPoint;
import org.skytrawl.sky.SkyShape;
import org.skytrawl.sky.StcS;
import org.skytrawl.targets.TargetText;

/**
 * The union of some positions: the region that services are asked for, and the exact shapes where it is larger than they are.
 *
 * @param region null for anywhere
 * @param exact empty if the region is exact
 */
record Place(@Nullable Region region, List<SkyShape> exact) {
    /** The ASCII MOC becomes coarser above this: the address of the page has it, and must not be longer than servers take. */
    private static final int MOST_OF_MOC = 4_000;

    /** Cells around many shapes, or long outlines, take seconds of processor before a run begins. */
    private static final int MOST_IN_UNION = 100;

    private static final int MOST_VERTICES = 2_000;

    static final Place ANYWHERE = new Place(null, List.of());

    Place {
        exact = List.copyOf(exact);
    }

    /**
     * One region is asked for as it is, several circles as a target list, so that each of them is judged as if it were alone; other
     * unions as a MOC around them.
     *
     * @throws FacadeException if such a union has too many positions or vertices
     */
    static Place of(List<Position> positions) {
        if (positions.isEmpty() || positions.stream().anyMatch(Position::isWholeSky)) {
            return ANYWHERE;
        }
        Set<Region> regions = new LinkedHashSet<>();
        Set<Cone> circles = new TreeSet<>(Comparator.comparing(Cone::text));
        for (Position position : positions) {
            Region region = position.region();
            if (region == null) {
                return around(positions);
            }
            regions.add(region);
            if (region instanceof Cone cone) {
                circles.add(cone);
            }
        }
        if (regions.size() == 1) {
            return new Place(positions.getFirst().region(), List.of());
        }
        // sorted: the same circles in another order are the same question
        return circles.size() == regions.size()
                ? new Place(TargetRegion.of(TargetText.parse(TargetText.of(List.copyOf(circles)), null)), List.of())
                : around(positions);
    }

    private static Place around(List<Position> positions) {
        if (positions.size() > MOST_IN_UNION) {
            throw FacadeException.wrong(
                    "POS", "at most " + MOST_IN_UNION + " positions, if one is no circle, not " + positions.size());
        }
        int vertices = positions.stream().mapToInt(Position::vertices).sum();
        if (vertices > MOST_VERTICES) {
            throw FacadeException.wrong("POS", "at most " + MOST_VERTICES + " vertices in a union, not " + vertices);
        }
        Moc around = Moc.EMPTY;
        for (Position position : positions) {
            around = around.union(position.cover(positions.size()));
        }
        MocRegion asked = new MocRegion(around.shortened(MOST_OF_MOC));
        return new Place(asked, positions.stream().map(Position::shape).toList());
    }

    /** Whether a dataset that overlaps the region overlaps one of the exact shapes. */
    boolean matches(FoundDataset dataset) {
        if (exact.isEmpty()) {
            return true;
        }
        SkyShape geometry = DatasetJudge.geometry(dataset.record(), footprint(dataset.record()));
        if (geometry == null) {
            return false;
        }
        SkyPoint centre = geometry.bareCentre();
        SkyShape judged = centre == null ? geometry : new SkyCircle(centre, 0);
        return exact.stream().anyMatch(shape -> shape.overlaps(judged));
    }

    private static @Nullable SkyShape footprint(ObsCoreRecord record) {
        String text = record.text(ObsCoreColumn.s_region);
        try {
            return text == null ? null : StcS.parse(text);
        } catch (ShapeFormatException e) {
            return null;
        }
    }
}
