package org.skytrawl.model;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.sky.Moc;

/**
 * The coverage that a resource declares in the registry (VODataService 1.2 section 3.2). Several rows of a resource are
 * a union.
 *
 * @param spatial places, or null if not declared
 * @param wavelengthM vacuum wavelengths in metres; empty if not declared
 * @param mjd times in MJD (TDB, barycentric); empty if not declared
 * @param partly axes on which only some of the sharing resources declare coverage: such an axis can give YES, but never
 *     NO
 */
public record Coverage(@Nullable Moc spatial, List<Interval> wavelengthM, List<Interval> mjd, Set<Axis> partly) {
    public static final Coverage UNDECLARED = new Coverage(null, List.of(), List.of());

    public Coverage {
        wavelengthM = List.copyOf(wavelengthM);
        mjd = List.copyOf(mjd);
        partly = Set.copyOf(partly);
    }

    public Coverage(@Nullable Moc spatial, List<Interval> wavelengthM, List<Interval> mjd) {
        this(spatial, wavelengthM, mjd, Set.of());
    }

    /** The union. Axes on which only one side declares coverage are recorded in {@code partly}. */
    public Coverage union(Coverage other) {
        Moc both = spatial == null ? other.spatial : other.spatial == null ? spatial : spatial.union(other.spatial);
        Set<Axis> some = EnumSet.noneOf(Axis.class);
        some.addAll(partly);
        some.addAll(other.partly);
        addIf(some, Axis.SPACE, (spatial == null) != (other.spatial == null));
        addIf(some, Axis.SPECTRUM, wavelengthM.isEmpty() != other.wavelengthM.isEmpty());
        addIf(some, Axis.TIME, mjd.isEmpty() != other.mjd.isEmpty());
        return new Coverage(both, join(wavelengthM, other.wavelengthM), join(mjd, other.mjd), some);
    }

    /** This coverage; on axes where it declares nothing, the other. */
    public Coverage orElse(Coverage other) {
        boolean bands = wavelengthM.isEmpty();
        boolean times = mjd.isEmpty();
        Set<Axis> some = EnumSet.noneOf(Axis.class);
        some.addAll(partly);
        for (Axis axis : other.partly) {
            addIf(some, axis, axis == Axis.SPACE ? spatial == null : axis == Axis.SPECTRUM ? bands : times);
        }
        return new Coverage(
                spatial == null ? other.spatial : spatial,
                bands ? other.wavelengthM : wavelengthM,
                times ? other.mjd : mjd,
                some);
    }

    private static void addIf(Set<Axis> axes, Axis axis, boolean wanted) {
        if (wanted) {
            axes.add(axis);
        }
    }

    private static List<Interval> join(List<Interval> a, List<Interval> b) {
        return Stream.concat(a.stream(), b.stream()).toList();
    }
}
