package org.skytrawl.registry;

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
import org.skytrawl.sky.Moc;
import org.skytrawl.sky.ShapeFormatException;

/**
 * The coverage of resources out of their rows in {@code rr.stc_*} (RegTAP 1.2 section 8.16 to 8.18). Where one of the rows
 * cannot be read, the resource counts as undeclared on that axis: the rest of a union must not say that it is elsewhere.
 */
final class CoverageRows {
    private final Map<String, Moc> spatial = new HashMap<>();
    private final Map<String, List<Interval>> wavelengthM = new HashMap<>();
    private final Map<String, List<Interval>> mjd = new HashMap<>();

    CoverageRows(RegistryRows rows, Notes notes) {
        readSpatial(rows.spatial(), notes);
        read(rows.spectral(), wavelengthM, "unreadable spectral coverage, taken for undeclared", notes, true);
        read(rows.temporal(), mjd, "unreadable temporal coverage, taken for undeclared", notes, false);
    }

    /** What a resource declares, of which the ivoid is in lower case. */
    Coverage of(String ivoid) {
        Moc moc = spatial.get(ivoid);
        List<Interval> wavelengths = wavelengthM.getOrDefault(ivoid, List.of());
        List<Interval> times = mjd.getOrDefault(ivoid, List.of());
        return moc == null && wavelengths.isEmpty() && times.isEmpty()
                ? Coverage.UNDECLARED
                : new Coverage(moc, wavelengths, times);
    }

    private void readSpatial(List<RegistryRows.Spatial> rows, Notes notes) {
        Set<String> unreadable = new HashSet<>();
        for (RegistryRows.Spatial row : rows) {
            if (row.coverage() == null || row.refSystemName() != null) {
                continue;
            }
            try {
                Moc moc = Moc.parse(row.coverage());
                if (!moc.isEmpty()) {
                    spatial.merge(row.ivoid(), moc, Moc::union);
                }
            } catch (ShapeFormatException e) {
                unreadable.add(row.ivoid());
                notes.add("unreadable spatial coverage, taken for undeclared", row.ivoid() + ": " + e.getMessage());
            }
        }
        spatial.keySet().removeAll(unreadable);
    }

    private static void read(
            List<RegistryRows.Bounds> rows,
            Map<String, List<Interval>> into,
            String kind,
            Notes notes,
            boolean joules) {
        Set<String> unreadable = new HashSet<>();
        for (RegistryRows.Bounds row : rows) {
            if (isMissing(row.start()) && isMissing(row.end())) {
                continue;
            }
            Interval interval = joules ? wavelengths(row.start(), row.end()) : times(row.start(), row.end());
            if (interval == null) {
                unreadable.add(row.ivoid());
                notes.add(kind, row.ivoid() + ": " + row.start() + ".." + row.end());
            } else {
                into.computeIfAbsent(row.ivoid(), key -> new ArrayList<>(1)).add(interval);
            }
        }
        into.keySet().removeAll(unreadable);
    }

    /** Energies in joules to wavelengths in metres: the higher end is the shorter wave. Null if there is no such energy. */
    static @Nullable Interval wavelengths(@Nullable Double start, @Nullable Double end) {
        double low = or(start, 0);
        double high = or(end, Double.POSITIVE_INFINITY);
        // a minus zero would turn into minus infinity
        return !(low >= 0 && high >= 0) || (low == 0 && high == 0)
                ? null
                : ordered(SpectralUnit.J.toWavelengthM(high), SpectralUnit.J.toWavelengthM(Math.abs(low)));
    }

    private static Interval times(@Nullable Double start, @Nullable Double end) {
        return ordered(or(start, Double.NEGATIVE_INFINITY), or(end, Double.POSITIVE_INFINITY));
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
