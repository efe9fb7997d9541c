package org.skytrawl.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.sky.Moc;

/**
 * What a resource declares in the registry (VODataService 1.2 section 3.2); several rows of a resource are a union.
 *
 * @param spatial places, or null if not declared
 * @param wavelengthM vacuum wavelengths in metres; empty if not declared
 * @param mjd times in MJD (TDB, barycentric); empty if not declared
 */
public record Coverage(@Nullable Moc spatial, List<Interval> wavelengthM, List<Interval> mjd) {
    /** Nothing declared on any axis. */
    public static final Coverage UNDECLARED = new Coverage(null, List.of(), List.of());

    /** Keeps its own copies. */
    public Coverage {
        wavelengthM = List.copyOf(wavelengthM);
        mjd = List.copyOf(mjd);
    }

    /** What either covers; an axis that only one declares is what that one declares. */
    public Coverage union(Coverage other) {
        Moc both = spatial == null ? other.spatial : other.spatial == null ? spatial : spatial.union(other.spatial);
        return new Coverage(both, join(wavelengthM, other.wavelengthM), join(mjd, other.mjd));
    }

    private static List<Interval> join(List<Interval> a, List<Interval> b) {
        List<Interval> all = new ArrayList<>(a);
        all.addAll(b);
        return all;
    }
}
