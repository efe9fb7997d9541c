package org.skytrawl.registry.regtap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Coverage;
import org.skytrawl.model.Interval;
import org.skytrawl.model.SpectralUnit;
import org.skytrawl.registry.Notes;
import org.skytrawl.sky.Moc;
import org.skytrawl.sky.ShapeFormatException;

/**
 * The coverage of resources (RegTAP 1.2 section 8.16 to 8.18). If one row cannot be read, that axis counts as
 * undeclared: the union of the other rows would be too small. For one thread.
 */
public final class CoverageRows {
    private final Notes notes;
    private final Map<String, List<Moc>> spatial = new HashMap<>();
    private final Map<String, List<Interval>> wavelengthM = new HashMap<>();
    private final Map<String, List<Interval>> mjd = new HashMap<>();
    private final Set<String> unreadablePlaces = new HashSet<>();
    private final Set<String> unreadableWaves = new HashSet<>();

    public CoverageRows(Notes notes) {
        this.notes = notes;
    }

    static CoverageRows of(RegistryRows rows, Notes notes) {
        CoverageRows all = new CoverageRows(notes);
        rows.spatial().forEach(row -> all.addSpatial(row.ivoid(), row.coverage(), row.refSystemName()));
        rows.spectral().forEach(row -> all.addSpectral(row.ivoid(), row.start(), row.end()));
        rows.temporal().forEach(row -> all.addTemporal(row.ivoid(), row.start(), row.end()));
        return all;
    }

    /** @param ivoid in lower case */
    public Coverage of(String ivoid) {
        List<Moc> places = unreadablePlaces.contains(ivoid) ? List.of() : spatial.getOrDefault(ivoid, List.of());
        Moc moc = places.isEmpty() ? null : union(places);
        List<Interval> wavelengths =
                unreadableWaves.contains(ivoid) ? List.of() : wavelengthM.getOrDefault(ivoid, List.of());
        List<Interval> times = mjd.getOrDefault(ivoid, List.of());
        return moc == null && wavelengths.isEmpty() && times.isEmpty()
                ? Coverage.UNDECLARED
                : new Coverage(moc, wavelengths, times);
    }

    /** By halves: thousands of rows of one resource, added one by one, would take quadratic time. */
    private static Moc union(List<Moc> mocs) {
        int half = mocs.size() / 2;
        return half == 0 ? mocs.getFirst() : union(mocs.subList(0, half)).union(union(mocs.subList(half, mocs.size())));
    }

    /** An ASCII MOC; with a reference system it is not about the sky, and ignored. */
    public void addSpatial(String ivoid, @Nullable String coverage, @Nullable String refSystemName) {
        if (coverage == null || refSystemName != null) {
            return;
        }
        try {
            Moc moc = Moc.parse(coverage);
            if (!moc.isEmpty()) {
                spatial.computeIfAbsent(ivoid, key -> new ArrayList<>(1)).add(moc);
            }
        } catch (ShapeFormatException e) {
            unreadablePlaces.add(ivoid);
            notes.add("unreadable spatial coverage, counted as undeclared", ivoid + ": " + e.getMessage());
        }
    }

    /** Energies in joules. An end that is null or NaN is open; if both are, the row is ignored. */
    public void addSpectral(String ivoid, @Nullable Double startJ, @Nullable Double endJ) {
        if (isMissing(startJ) && isMissing(endJ)) {
            return;
        }
        Interval interval = wavelengths(startJ, endJ);
        if (interval == null) {
            unreadableWaves.add(ivoid);
            notes.add("unreadable spectral coverage, counted as undeclared", ivoid + ": " + startJ + ".." + endJ);
        } else {
            wavelengthM.computeIfAbsent(ivoid, key -> new ArrayList<>(1)).add(interval);
        }
    }

    /** MJD. An end that is null or NaN is open; if both are, the row is ignored. */
    public void addTemporal(String ivoid, @Nullable Double start, @Nullable Double end) {
        if (!isMissing(start) || !isMissing(end)) {
            mjd.computeIfAbsent(ivoid, key -> new ArrayList<>(1))
                    .add(ordered(or(start, Double.NEGATIVE_INFINITY), or(end, Double.POSITIVE_INFINITY)));
        }
    }

    /** Energies in joules to wavelengths in metres: the highest energy is the shortest wave. Null for impossible energies. */
    static @Nullable Interval wavelengths(@Nullable Double start, @Nullable Double end) {
        double low = or(start, 0);
        double high = or(end, Double.POSITIVE_INFINITY);
        // -0 would give minus infinity
        return !(low >= 0 && high >= 0) || (low == 0 && high == 0)
                ? null
                : ordered(SpectralUnit.J.toWavelengthM(high), SpectralUnit.J.toWavelengthM(Math.abs(low)));
    }

    private static Interval ordered(double a, double b) {
        return new Interval(Math.min(a, b), Math.max(a, b));
    }

    private static double or(@Nullable Double value, double open) {
        return value == null || value.isNaN() ? open : value;
    }

    private static boolean isMissing(@Nullable Double value) {
        return value == null || value.isNaN();
    }
}
