package org.skytrawl.simvo.ssa;

import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.universe.Dataset;
import org.skytrawl.simvo.universe.FileFormat;
import org.skytrawl.simvo.universe.SimService.Published;
import org.skytrawl.simvo.universe.Span;
import org.skytrawl.sky.SkyCircle;
import org.skytrawl.sky.SkyPoint;

/**
 * A query (SSA 1.1 section 4.1). A dataset is in the region if its aperture touches it, or its position, if the aperture is not
 * known. One without band or time does not match a query that has BAND or TIME.
 *
 * @param bandsM alternatives; empty for no limit
 * @param metadata whether only the columns are wanted
 */
record SsaQuery(
        @Nullable SkyCircle region,
        List<Span> bandsM,
        List<Span> timesMjd,
        Set<FileFormat> formats,
        int maxRec,
        boolean metadata) {
    private static final int MOST = 100_000;
    private static final double DEFAULT_SIZE_DEG = 0.1;
    private static final double SLACK_DEG = 1e-9;

    static final class BadParameter extends Exception {
        private static final long serialVersionUID = 1;

        BadParameter(String message) {
            super(message);
        }
    }

    static SsaQuery of(Request request, @Nullable Double maxSearchRadiusDeg) throws BadParameter {
        String operation = text(request, "REQUEST");
        if (!operation.equalsIgnoreCase("queryData")) {
            throw new BadParameter("UsageFault: REQUEST must be queryData, but is '" + operation + "'");
        }
        String format = text(request, "FORMAT").toLowerCase(Locale.ROOT);
        return new SsaQuery(
                region(text(request, "POS"), text(request, "SIZE"), maxSearchRadiusDeg),
                bands(text(request, "BAND")),
                times(text(request, "TIME")),
                formats(format),
                format.equals("metadata") ? 0 : maxRec(text(request, "MAXREC")),
                format.equals("metadata"));
    }

    private static String text(Request request, String name) {
        String value = request.parameter(name);
        return value == null ? "" : value.strip();
    }

    private static @Nullable SkyCircle region(String pos, String size, @Nullable Double mostDeg) throws BadParameter {
        if (pos.isEmpty()) {
            return null;
        }
        String[] place = pos.split(";", -1);
        String frame = place.length == 1 ? "ICRS" : place[1].toUpperCase(Locale.ROOT);
        String[] words = place[0].split(",", -1);
        if (place.length > 2 || words.length != 2 || !(frame.equals("ICRS") || frame.equals("FK5"))) {
            throw new BadParameter("UsageFault: POS must be RA,Dec in degrees (ICRS), but is '" + pos + "'");
        }
        double diameterDeg = size.isEmpty() ? DEFAULT_SIZE_DEG : number("SIZE", size);
        if (!(diameterDeg >= 0)) {
            throw new BadParameter("UsageFault: SIZE must be a diameter in degrees, but is '" + size + "'");
        }
        if (mostDeg != null && diameterDeg / 2 > mostDeg + SLACK_DEG) {
            throw new BadParameter("UsageFault: SIZE " + size + " is larger than the maximum, " + 2 * mostDeg);
        }
        double decDeg = number("POS", words[1]);
        if (Math.abs(decDeg) > 90) {
            throw new BadParameter("UsageFault: POS has no declination, but '" + words[1] + "'");
        }
        return SkyCircle.ofDegrees(number("POS", words[0]), decDeg, Math.min(180, diameterDeg / 2));
    }

    private static double number(String name, String word) throws BadParameter {
        try {
            return Double.parseDouble(word);
        } catch (NumberFormatException e) {
            throw new BadParameter("UsageFault: " + name + " has '" + word + "', which is no number");
        }
    }

    private static List<Span> bands(String text) throws BadParameter {
        List<Span> bands = new ArrayList<>();
        for (String range : ranges(text)) {
            String[] ends = ends("BAND", range);
            double lo = ends[0].isEmpty() ? 0 : number("BAND", ends[0]);
            double hi = ends[1].isEmpty() ? Double.POSITIVE_INFINITY : number("BAND", ends[1]);
            if (!(lo <= hi)) {
                throw new BadParameter("UsageFault: BAND '" + range + "' does not rise");
            }
            bands.add(new Span(lo, hi));
        }
        return bands;
    }

    private static List<Span> times(String text) throws BadParameter {
        List<Span> times = new ArrayList<>();
        for (String range : ranges(text)) {
            String[] ends = ends("TIME", range);
            double lo =
                    ends[0].isEmpty() ? Double.NEGATIVE_INFINITY : mjd(ends[0]).lo();
            double hi =
                    ends[1].isEmpty() ? Double.POSITIVE_INFINITY : mjd(ends[1]).hi();
            if (!(lo <= hi)) {
                throw new BadParameter("UsageFault: TIME '" + range + "' does not rise");
            }
            times.add(new Span(lo, hi));
        }
        return times;
    }

    private static List<String> ranges(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(",", -1));
    }

    /** Beginning and end; a single value is both. */
    private static String[] ends(String name, String range) throws BadParameter {
        String[] ends = range.strip().split("/", -1);
        if (ends.length > 2 || range.isBlank()) {
            throw new BadParameter("UsageFault: " + name + " has '" + range + "', which is no range");
        }
        return ends.length == 1 ? new String[] {ends[0], ends[0]} : ends;
    }

    /** A year, month or day stands for the whole of it. */
    private static Span mjd(String text) throws BadParameter {
        String time = text.endsWith("Z") ? text.substring(0, text.length() - 1) : text;
        try {
            LocalDateTime lo;
            LocalDateTime hi;
            if (time.length() <= 4) {
                lo = YearMonth.of(Integer.parseInt(time), 1).atDay(1).atStartOfDay();
                hi = lo.plusYears(1);
            } else if (time.length() <= 7) {
                lo = YearMonth.parse(time).atDay(1).atStartOfDay();
                hi = lo.plusMonths(1);
            } else if (time.length() <= 10) {
                lo = LocalDateTime.parse(time + "T00:00:00");
                hi = lo.plusDays(1);
            } else {
                lo = LocalDateTime.parse(time);
                hi = lo;
            }
            return new Span(mjd(lo), mjd(hi));
        } catch (DateTimeParseException | NumberFormatException e) {
            throw new BadParameter("UsageFault: TIME has '" + text + "', which is no ISO 8601 time");
        }
    }

    private static double mjd(LocalDateTime time) {
        return ChronoUnit.MICROS.between(LocalDateTime.of(1858, 11, 17, 0, 0), time) / 86_400e6;
    }

    /** SSA 1.1 section 4.1.1.5. */
    private static Set<FileFormat> formats(String text) throws BadParameter {
        Set<FileFormat> formats = EnumSet.noneOf(FileFormat.class);
        for (String word : text.isEmpty() ? List.of("all") : List.of(text.split(",", -1))) {
            switch (word.strip()) {
                case "all", "metadata" -> formats.addAll(List.of(FileFormat.values()));
                case "compliant" -> formats.addAll(List.of(FileFormat.FITS, FileFormat.VOTABLE));
                case "native", "fits", "application/fits" -> formats.add(FileFormat.FITS);
                case "votable", "xml", "application/x-votable+xml" -> formats.add(FileFormat.VOTABLE);
                case "graphic", "image/png" -> formats.add(FileFormat.PNG);
                default -> throw new BadParameter("UsageFault: FORMAT '" + word + "' is not known");
            }
        }
        return formats;
    }

    private static int maxRec(String text) throws BadParameter {
        if (text.isEmpty()) {
            return MOST;
        }
        if (!text.matches("\\d{1,18}")) {
            throw new BadParameter("UsageFault: MAXREC must be a number of rows, but is '" + text + "'");
        }
        return (int) Math.min(MOST, Long.parseLong(text));
    }

    boolean wants(Published published) {
        Dataset dataset = published.dataset();
        return formats.contains(published.format())
                && (region == null || around(dataset).overlaps(region))
                && touches(bandsM, dataset.wavelengthM())
                && touches(timesMjd, dataset.mjd());
    }

    private static SkyCircle around(Dataset dataset) {
        return new SkyCircle(
                SkyPoint.ofDegrees(dataset.raDeg(), dataset.decDeg()),
                dataset.extent().fovDeg() / 2);
    }

    private static boolean touches(List<Span> asked, @Nullable Span known) {
        return asked.isEmpty() || (known != null && asked.stream().anyMatch(known::overlaps));
    }
}
