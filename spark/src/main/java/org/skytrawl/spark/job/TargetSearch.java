package org.skytrawl.spark.job;

import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;
import org.skytrawl.sky.CircleIndex;
import org.skytrawl.sky.SkyCircle;
import org.skytrawl.sky.SkyShape;
import org.skytrawl.spark.function.Footprints;

/**
 * The targets that a footprint overlaps, called by the code that Spark makes of a query. Each task has a copy; used by one thread at
 * a time.
 */
public final class TargetSearch implements Serializable {
    private static final long serialVersionUID = 1;

    private final Broadcast<TargetTable> targets;
    private final double slackDeg;
    private final Footprints footprints = new Footprints();
    private transient @Nullable CircleIndex circles;
    private transient int[] found = new int[8];
    private transient int count;

    /** @param slackDeg that is added to how far a footprint reaches */
    TargetSearch(Broadcast<TargetTable> targets, double slackDeg) {
        this.targets = targets;
        this.slackDeg = slackDeg;
    }

    /**
     * The rows of the targets whose circles a footprint overlaps, rising; null if there are none. Most rows are decided by the circle
     * in which they are, without reading their region.
     *
     * @param reachDeg of the catalogue; NaN without position
     */
    public @Nullable ArrayData rows(
            @Nullable UTF8String region, double raDeg, double decDeg, double fovDeg, double reachDeg) {
        CircleIndex index = circles;
        if (index == null) {
            index = targets.value().circles();
            circles = index;
        }
        boolean placed = Double.isFinite(raDeg) && Math.abs(decDeg) <= 90 && reachDeg >= 0;
        if (placed && !index.overlapsAny(SkyCircle.ofDegrees(raDeg, decDeg, Math.min(180, reachDeg + slackDeg)))) {
            return null;
        }
        SkyShape geometry = footprints.geometry(region, raDeg, decDeg, fovDeg);
        if (geometry == null) {
            return null;
        }
        count = 0;
        CircleIndex each = index;
        index.overlapping(geometry, number -> add(each.position(number)));
        if (count == 0) {
            return null;
        }
        int[] rows = Arrays.copyOf(found, count);
        Arrays.sort(rows);
        return UnsafeArrayData.fromPrimitiveArray(rows);
    }

    private void add(int row) {
        if (found == null || count == found.length) {
            found = found == null ? new int[8] : Arrays.copyOf(found, 2 * count);
        }
        found[count++] = row;
    }

    public UTF8String id(int row) {
        return UTF8String.fromBytes(targets.value().id(row));
    }

    public double raDeg(int row) {
        return targets.value().raDeg(row);
    }

    public double decDeg(int row) {
        return targets.value().decDeg(row);
    }

    public double radiusDeg(int row) {
        return targets.value().radiusDeg(row);
    }
}
