package org.skytrawl.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.skytrawl.sky.CircleIndex;
import org.skytrawl.sky.Moc;
import org.skytrawl.sky.RegionCover;
import org.skytrawl.sky.SkyCircle;
import org.skytrawl.sky.SkyPoint;
import org.skytrawl.sky.SkyShape;
import org.skytrawl.sky.SkyUnion;

/**
 * The circles of some targets of a list: a dataset overlaps the region if it overlaps one of them. A question with target list has
 * all; a request has those that it asks for. Immutable and thread-safe.
 *
 * @param set the targets asked for; never empty
 * @param wanted the targets of which matches count: those that the service is asked for, in however many requests
 */
public record TargetRegion(TargetList list, TargetSet set, TargetSet wanted) implements Region {
    private static final int MOST_CONES = 20;

    public TargetRegion {
        if (set.isEmpty() || !wanted.containsAll(set)) {
            throw new IllegalArgumentException("a region needs at least one target, all of them wanted");
        }
    }

    /** All targets of a list. */
    public static TargetRegion of(TargetList list) {
        return new TargetRegion(list, list.all(), list.all());
    }

    /** Only these targets, for one service. */
    public TargetRegion only(TargetSet some) {
        return new TargetRegion(list, some, some);
    }

    /** The same question for some of the targets, in one request. */
    public TargetRegion batch(TargetSet some) {
        return new TargetRegion(list, some, wanted);
    }

    public int size() {
        return set.size();
    }

    /** The wanted targets of which the circle overlaps a footprint, by number, rising. */
    public int[] overlapping(SkyShape footprint) {
        Numbers found = new Numbers();
        list.circles().overlapping(footprint, number -> {
            if (wanted.contains(number)) {
                found.add(number);
            }
        });
        return found.toArray();
    }

    private static final class Numbers {
        private int[] numbers = new int[4];
        private int size;

        void add(int number) {
            if (size == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * size);
            }
            numbers[size++] = number;
        }

        int[] toArray() {
            return Arrays.copyOf(numbers, size);
        }
    }

    /** The targets asked for of which the circle overlaps a MOC. */
    public TargetSet overlapping(Moc coverage) {
        TargetSet.Builder found = new TargetSet.Builder();
        CircleIndex circles = list.circles();
        circles.overlapping(coverage, found::add);
        return found.build().intersection(set);
    }

    /** The circles, one by one: for few targets. */
    public List<Cone> cones() {
        List<Cone> cones = new ArrayList<>();
        set.forEach(number -> cones.add(list.target(number).cone()));
        return cones;
    }

    /** A union of all circles: for few targets. */
    @Override
    public SkyShape shape() {
        List<SkyShape> circles = new ArrayList<>();
        set.forEach(number -> circles.add(list.circles().circle(number)));
        return circles.size() == 1 ? circles.getFirst() : new SkyUnion(circles);
    }

    /** The cells that the circles touch: for few targets. */
    @Override
    public Moc cover() {
        Moc[] all = {Moc.EMPTY};
        set.forEach(number -> all[0] =
                all[0].union(RegionCover.of(list.circles().circle(number)).cells()));
        return all[0];
    }

    @Override
    public Cone enclosingCone() {
        if (set.size() == 1) {
            return list.target(set.first()).cone();
        }
        List<SkyPoint> centres = new ArrayList<>();
        double[] widestDeg = {0};
        set.forEach(number -> {
            SkyCircle circle = list.circles().circle(number);
            centres.add(circle.centre());
            widestDeg[0] = Math.max(widestDeg[0], circle.radiusDeg());
        });
        SkyCircle around = SkyCircle.around(centres);
        return around == null
                ? new Cone(0, 0, 180)
                : Cone.around(new SkyCircle(around.centre(), Math.min(180, around.radiusDeg() + widestDeg[0])));
    }

    /** The circles themselves, if they are few. */
    @Override
    public List<Cone> enclosingCones() {
        return set.size() <= MOST_CONES ? cones() : List.of(enclosingCone());
    }

    @Override
    public String kind() {
        return "targets";
    }

    /** The number of targets: the list is elsewhere. */
    @Override
    public String text() {
        return Integer.toString(set.size());
    }

    @Override
    public String toString() {
        return "TargetRegion[" + set + " of " + list + "]";
    }
}
