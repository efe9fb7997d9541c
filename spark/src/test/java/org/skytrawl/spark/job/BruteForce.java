package org.skytrawl.spark.job;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.DatasetJudge;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Target;
import org.skytrawl.sky.ShapeFormatException;
import org.skytrawl.sky.SkyCircle;
import org.skytrawl.sky.SkyPoint;
import org.skytrawl.sky.SkyShape;
import org.skytrawl.sky.StcS;
import org.skytrawl.spark.FootprintCatalogue;

/** All pairs of targets and footprints that overlap, found by testing each: without cells and indexes. */
public final class BruteForce {
    private BruteForce() {}

    /** As {@code id obs_id}. */
    public static Set<String> pairs(Collection<Target> targets, FootprintCatalogue footprints) {
        List<SkyCircle> circles =
                targets.stream().map(target -> target.cone().shape()).toList();
        List<String> ids = targets.stream().map(Target::id).toList();
        return footprints
                .rows()
                .parallel()
                .flatMap(row -> {
                    SkyShape geometry = geometry(row.record());
                    Set<String> found = new TreeSet<>();
                    SkyPoint place = row.isPlaced() ? place(row.record()) : null;
                    for (int i = 0; geometry != null && i < ids.size(); i++) {
                        SkyCircle circle = circles.get(i);
                        boolean far = place != null
                                && place.separationDeg(circle.centre()) > row.reachDeg() + 1.01 * circle.radiusDeg();
                        if (!far && circle.overlaps(geometry)) {
                            found.add(pair(ids.get(i), row.record().text(ObsCoreColumn.obs_id)));
                        }
                    }
                    return found.stream();
                })
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String pair(String id, @Nullable String dataset) {
        return id + " " + Objects.requireNonNull(dataset);
    }

    private static SkyPoint place(ObsCoreRecord record) {
        return SkyPoint.ofDegrees(record.number(ObsCoreColumn.s_ra), record.number(ObsCoreColumn.s_dec));
    }

    private static @Nullable SkyShape geometry(ObsCoreRecord record) {
        String region = record.text(ObsCoreColumn.s_region);
        SkyShape footprint = null;
        try {
            footprint = region == null ? null : StcS.parse(region);
        } catch (ShapeFormatException e) {
            // counts as missing
        }
        return DatasetJudge.geometry(record, footprint);
    }

    /** The pairs that a job wrote; fails on one that is there twice. */
    public static Set<String> written(Dataset<Row> pairs) {
        Set<String> all = new TreeSet<>();
        for (Row row : pairs.select("target_id", "obs_id").collectAsList()) {
            if (!all.add(pair(row.getString(0), row.getString(1)))) {
                throw new AssertionError(row + " is there twice");
            }
        }
        return all;
    }
}
