package org.skytrawl.server.facade;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Cone;
import org.skytrawl.model.DatasetJudge;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.MocRegion;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Region;
import org.skytrawl.model.Target;
import org.skytrawl.model.TargetList;
import org.skytrawl.model.TargetRegion;
import org.skytrawl.sky.Moc;
import org.skytrawl.sky.ShapeFormatException;
import org.skytrawl.sky.SkyCircle;
import org.skytrawl.sky.SkyPoint;
import org.skytrawl.sky.SkyShape;
import org.skytrawl.sky.StcS;

/**
 * The union of some positions: the region that services are asked for, and the exact shapes where it is larger than they are.
 *
 * @param region null for anywhere
 * @param exact empty if the region is exact
 */
record Place(@Nullable Region region, List<SkyShape> exact) {
    /** The ASCII MOC becomes coarser above this. */
    private static final int MOST_OF_MOC = 20_000;

    static final Place ANYWHERE = new Place(null, List.of());

    Place {
        exact = List.copyOf(exact);
    }

    /**
     * One region is asked for as it is, several circles as a target list, so that each of them is judged as if it were alone; other
     * unions as a MOC around them.
     */
    static Place of(List<Position> positions) {
        if (positions.isEmpty() || positions.stream().anyMatch(Position::isWholeSky)) {
            return ANYWHERE;
        }
        Region only = positions.getFirst().region();
        if (positions.size() == 1 && only != null) {
            return new Place(only, List.of());
        }
        List<Target> circles = new ArrayList<>();
        for (Position position : positions) {
            if (position.region() instanceof Cone cone) {
                String id = "POS " + (circles.size() + 1);
                circles.add(new Target(id, cone.raDeg(), cone.decDeg(), cone.radiusDeg()));
            }
        }
        if (circles.size() == positions.size()) {
            return new Place(TargetRegion.of(TargetList.of(circles)), List.of());
        }
        Moc around = Moc.EMPTY;
        for (Position position : positions) {
            around = around.union(position.cover());
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
