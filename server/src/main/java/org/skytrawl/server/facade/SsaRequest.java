package org.skytrawl.server.facade;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.AccessFormat;
import org.skytrawl.model.Interval;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.Times;
import org.skytrawl.sky.SkyPoint;

/** Reads the parameters of a query (SSA 1.1 section 4.1). */
final class SsaRequest {
    /** Diameter if the request has none. */
    static final double SIZE_DEG = 0.2;

    private static final int MOST_RANGES = 100;

    private SsaRequest() {}

    /** @throws FacadeException if a parameter is wrong, or nothing bounds the question */
    static FacadeQuestion read(Parameters parameters) {
        String request = parameters.one("REQUEST");
        if (request != null && !request.equalsIgnoreCase("queryData")) {
            throw FacadeException.wrong("REQUEST", "queryData, not '" + Parameters.shown(request) + "'");
        }
        String version = parameters.one("VERSION");
        if (version != null && !version.equals("1") && !version.startsWith("1.")) {
            throw FacadeException.wrong("VERSION", "1.1, not '" + Parameters.shown(version) + "'");
        }
        if (parameters.hasUpload()) {
            throw FacadeException.wrong("UPLOAD", "this service takes no uploads");
        }
        parameters.checkResponseFormat();
        Integer maxRec = parameters.count("MAXREC");
        Integer top = parameters.count("TOP");
        boolean isTop = top != null && (maxRec == null || top <= maxRec);
        Integer most = isTop ? top : maxRec;
        List<Position> positions = positions(parameters);
        List<Interval> bands = NumberRange.positive(ranges(parameters, "BAND", SsaRequest::band), "BAND");
        List<Interval> times = ranges(parameters, "TIME", SsaRequest::time);
        RecordFilter filter = new RecordFilter(parameters);
        filter.wavelengthsM(bands);
        filter.mjds(times);
        filter.equal("COLLECTION", ObsCoreColumn.obs_collection);
        filter.equal("TARGETNAME", ObsCoreColumn.target_name);
        filter.equalInAnyCase("PUBDID", ObsCoreColumn.obs_publisher_did);
        filter.equalInAnyCase("CREATORDID", ObsCoreColumn.obs_creator_did);
        boolean isDescription = formats(parameters, filter) || (maxRec != null && maxRec == 0);
        Place place = Place.of(positions);
        return new FacadeQuestion(
                isDescription ? null : FacadeQuestion.question(place, bands, times, Set.of("spectrum")),
                filter.build(),
                most,
                isTop);
    }

    /** POS is {@code RA,DEC} with a frame after a semicolon, SIZE a diameter (SSA 1.1 sections 4.1.1.1 and 4.1.1.2). */
    private static List<Position> positions(Parameters parameters) {
        String pos = parameters.one("POS");
        double diameterDeg = diameterDeg(parameters.one("SIZE"));
        if (pos == null) {
            return List.of();
        }
        int semicolon = pos.indexOf(';');
        String frame =
                semicolon < 0 ? "ICRS" : pos.substring(semicolon + 1).strip().toUpperCase(Locale.ROOT);
        String place = semicolon < 0 ? pos : pos.substring(0, semicolon);
        double[] numbers = place.indexOf(',') < 0 ? null : NumberRange.numbers(place.replace(',', ' '));
        if (numbers == null || numbers.length != 2) {
            throw FacadeException.wrong(
                    "POS",
                    "right ascension and declination in degrees, such as 10.68,41.27, not '" + Parameters.shown(pos)
                            + "'");
        }
        try {
            return switch (frame) {
                // FK5 and ICRS differ by less than 0.1 arcsec
                case "ICRS", "FK5", "J2000", "" -> List.of(Position.circle(numbers[0], numbers[1], diameterDeg / 2));
                case "GALACTIC", "GALACTIC_II", "GALACTIC-II", "GAL" -> {
                    SkyPoint point = SkyPoint.ofGalacticDegrees(numbers[0], numbers[1]);
                    yield List.of(Position.circle(point.raDeg(), point.decDeg(), diameterDeg / 2));
                }
                default ->
                    throw FacadeException.wrong(
                            "POS", "the frame ICRS, FK5 or GALACTIC, not '" + Parameters.shown(frame) + "'");
            };
        } catch (IllegalArgumentException e) {
            throw FacadeException.wrong("POS", String.valueOf(e.getMessage()));
        }
    }

    private static double diameterDeg(@Nullable String size) {
        double[] number = size == null ? new double[] {SIZE_DEG} : NumberRange.numbers(size);
        if (number == null || number.length != 1 || !(number[0] >= 0 && number[0] <= 360)) {
            throw FacadeException.wrong("SIZE", "a diameter in degrees, from 0 to 360");
        }
        return number[0];
    }

    @FunctionalInterface
    private interface Reader {
        /** @throws IllegalArgumentException if it is none */
        Interval of(String from, String to);
    }

    /** A range list (SSA 1.1 section 8.7.2): {@code A/B}, {@code A}, {@code A/}, {@code /B}, several with commas. */
    private static List<Interval> ranges(Parameters parameters, String name, Reader reader) {
        List<Interval> ranges = new ArrayList<>();
        String list = parameters.one(name);
        if (list == null) {
            return ranges;
        }
        int semicolon = list.indexOf(';');
        String values = semicolon < 0 ? list : list.substring(0, semicolon);
        for (String value : values.split(",", MOST_RANGES + 1)) {
            int slash = value.indexOf('/');
            String from = slash < 0 ? value.strip() : value.substring(0, slash).strip();
            String to = slash < 0 ? from : value.substring(slash + 1).strip();
            if (from.isEmpty() && to.isEmpty()) {
                throw FacadeException.wrong(name, "an empty range in '" + Parameters.shown(list) + "'");
            }
            try {
                ranges.add(reader.of(from, to));
            } catch (IllegalArgumentException e) {
                throw FacadeException.wrong(name, Parameters.shown(String.valueOf(e.getMessage())));
            }
        }
        if (ranges.size() > MOST_RANGES) {
            throw FacadeException.wrong(name, "at most " + MOST_RANGES + " ranges");
        }
        return ranges;
    }

    private static Interval band(String from, String to) {
        return new Interval(metres(from, Double.NEGATIVE_INFINITY), metres(to, Double.POSITIVE_INFINITY));
    }

    private static double metres(String text, double ifEmpty) {
        double[] number = text.isEmpty() ? new double[] {ifEmpty} : NumberRange.numbers(text);
        if (number == null || number.length != 1 || (!text.isEmpty() && !(number[0] > 0))) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no wavelength in metres; names of bands are not known here");
        }
        return number[0];
    }

    private static Interval time(String from, String to) {
        return Times.interval(from, to);
    }

    /** Adds the condition; returns whether only the description of the table is wanted (SSA 1.1 section 4.1.1.5). */
    private static boolean formats(Parameters parameters, RecordFilter filter) {
        Set<String> mediaTypes = new LinkedHashSet<>();
        boolean any = false;
        boolean graphics = false;
        for (String word : String.join(",", parameters.all("FORMAT")).split(",", MOST_RANGES)) {
            switch (word.strip().toLowerCase(Locale.ROOT)) {
                case "" -> {}
                case "metadata" -> {
                    return true;
                }
                case "all", "native" -> any = true;
                // what is in the files is not known: these are the forms of the data model
                case "compliant" -> mediaTypes.addAll(List.of("application/fits", "application/x-votable+xml"));
                case "fits" -> mediaTypes.add("application/fits");
                case "votable" -> mediaTypes.add("application/x-votable+xml");
                case "xml" -> mediaTypes.addAll(List.of("text/xml", "application/xml"));
                case "graphic" -> graphics = true;
                default -> mediaTypes.add(word.strip());
            }
        }
        if (!any && graphics) {
            Set<String> others = new LinkedHashSet<>();
            mediaTypes.forEach(type -> {
                AccessFormat format = AccessFormat.of(type);
                others.add(format == null ? "" : format.kind());
            });
            filter.add(dataset -> {
                AccessFormat format = RecordFilter.format(dataset);
                return format != null
                        && (others.contains(format.kind())
                                || (format.kind().startsWith("image/") && !format.isFits())
                                || format.kind().equals("text/html"));
            });
        } else if (!any) {
            filter.formats(List.copyOf(mediaTypes));
        }
        return false;
    }
}
