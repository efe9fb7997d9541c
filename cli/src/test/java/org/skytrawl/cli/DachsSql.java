package org.skytrawl.cli;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.skytrawl.model.Cone;
import org.skytrawl.model.Interval;
import org.skytrawl.model.MocRegion;
import org.skytrawl.model.PolygonRegion;
import org.skytrawl.model.Question;
import org.skytrawl.model.Region;
import org.skytrawl.model.TargetRegion;

/**
 * What plain SQL on the testbed's own tables says: the access URLs of the datasets that overlap. Asks PostgreSQL
 * directly, past all VO protocols.
 */
final class DachsSql {
    private static final double SIA1_TIME_SLACK_D = 0.1;

    /** Collections of spectra and of time series, by product type; each table has the columns of SSA. */
    private static final Map<String, List<String>> SSA_TABLES =
            Map.of("spectrum", List.of("specl.main", "specx.data"), "timeseries", List.of("tser.data"));

    /** Of the cells by which shapes are compared with MOCs. */
    static int mocOrder = 13;

    private DachsSql() {}

    /** The datasets of all types that are asked for, in all collections. */
    static Set<String> allUrls(Question asked) throws Exception {
        Set<String> types = asked.matchingTypes();
        Set<String> urls = new TreeSet<>();
        if (types.isEmpty() || types.contains("image")) {
            urls.addAll(accessUrls(asked));
        }
        if (types.isEmpty() || types.contains("cube")) {
            urls.addAll(query("SELECT access_url FROM radb.main WHERE dataproduct_type='cube' AND "
                    + where(asked, "s_region", "em_min", "em_max", "t_min", "t_max", 0)));
        }
        for (Map.Entry<String, List<String>> tables : SSA_TABLES.entrySet()) {
            if (types.isEmpty() || types.contains(tables.getKey())) {
                for (String table : tables.getValue()) {
                    urls.addAll(ssaUrls(table, asked));
                }
            }
        }
        return urls;
    }

    /** What the table of ObsTAP has: not {@code loner}, and with the times that DaCHS computes. */
    static Set<String> obscoreUrls(Question asked) throws Exception {
        StringBuilder where = new StringBuilder("TRUE");
        Region region = asked.region();
        if (region != null) {
            where.append(" AND CASE WHEN s_region IS NULL THEN ")
                    .append(around("spoint(radians(s_ra), radians(s_dec))", "s_fov", region))
                    .append(" ELSE ")
                    .append(touches("s_region", region))
                    .append(" END");
        }
        append(where, asked.wavelengthM(), "em_min", "em_max", 0);
        append(where, asked.mjd(), "t_min", "t_max", 0);
        if (!asked.matchingTypes().isEmpty()) {
            where.append(" AND dataproduct_type IN ('")
                    .append(String.join("', '", asked.matchingTypes()))
                    .append("')");
        }
        return query("SELECT " + url("access_url") + " FROM ivoa.obscore WHERE " + where);
    }

    private static String url(String column) {
        return "CASE WHEN " + column + " LIKE 'http%' THEN " + column + " ELSE 'http://127.0.0.1:8080/getproduct/' || "
                + column + " END";
    }

    /** The rows of a table with the columns of SSA: a circle, or a point where there is no aperture; exposures about their middles. */
    static Set<String> ssaUrls(String table, Question asked) throws Exception {
        StringBuilder where = new StringBuilder("TRUE");
        Region region = asked.region();
        if (region != null) {
            where.append(" AND ").append(around("ssa_location", "ssa_aperture", region));
        }
        append(where, asked.wavelengthM(), "ssa_specstart", "ssa_specend", 0);
        String half = "COALESCE(ssa_timeExt, 0) / 172800";
        append(where, asked.mjd(), "ssa_dateObs - " + half, "ssa_dateObs + " + half, 0);
        return query("SELECT " + url("accref") + " FROM " + table + " WHERE " + where);
    }

    /** The images of all collections that touch all that is asked. */
    static Set<String> accessUrls(Question asked) throws Exception {
        Set<String> urls = new TreeSet<>();
        for (String table : new String[] {"opta", "widec", "loner"}) {
            String where =
                    where(asked, "coverage", "bandpasslo", "bandpasshi", "dateobs", "dateobs", SIA1_TIME_SLACK_D);
            for (String accref : query("SELECT accref FROM " + table + ".main WHERE " + where)) {
                urls.add("http://127.0.0.1:8080/getproduct/" + accref);
            }
        }
        urls.addAll(query("SELECT access_url FROM radb.main WHERE dataproduct_type='image' AND "
                + where(asked, "s_region", "em_min", "em_max", "t_min", "t_max", 0)));
        return urls;
    }

    private static String where(
            Question asked, String region, String lo, String hi, String from, String to, double slackD) {
        StringBuilder where = new StringBuilder("TRUE");
        if (asked.region() != null) {
            where.append(" AND ").append(touches(region, asked.region()));
        }
        append(where, asked.wavelengthM(), lo, hi, 0);
        append(where, asked.mjd(), from, to, slackD);
        return where.toString();
    }

    /** Whether a shape of pgSphere overlaps the region. MOCs are compared with MOCs: with polygons, pgSphere finds too much. */
    private static String touches(String shape, Region region) {
        return switch (region) {
            case Cone cone ->
                String.format(
                        Locale.ROOT,
                        "%s && scircle(spoint(radians(%s), radians(%s)), radians(%s))",
                        shape,
                        cone.raDeg(),
                        cone.decDeg(),
                        cone.radiusDeg());
            case PolygonRegion polygon -> shape + " && " + polygon(polygon);
            case MocRegion moc -> "smoc(" + mocOrder + ", " + shape + ") && smoc('" + moc.text() + "')";
            case TargetRegion targets -> throw new IllegalArgumentException("ask for one target after the other");
        };
    }

    private static String polygon(PolygonRegion polygon) {
        double[] raDecDeg = polygon.raDecDeg();
        StringBuilder text = new StringBuilder("spoly '{");
        for (int i = 0; i < raDecDeg.length; i += 2) {
            text.append(i == 0 ? "" : ",")
                    .append(String.format(Locale.ROOT, "(%.12fd,%.12fd)", raDecDeg[i], raDecDeg[i + 1]));
        }
        return text.append("}'").toString();
    }

    /** Whether a circle around a position does, or the position, if the diameter is not known. */
    private static String around(String position, String diameterDeg, Region region) {
        String circle = "scircle(" + position + ", radians(" + diameterDeg + " / 2))";
        return switch (region) {
            case Cone cone ->
                String.format(
                        Locale.ROOT,
                        "%s <-> spoint(radians(%s), radians(%s)) <= radians(%s + COALESCE(%s, 0) / 2)",
                        position,
                        cone.raDeg(),
                        cone.decDeg(),
                        cone.radiusDeg(),
                        diameterDeg);
            case PolygonRegion polygon ->
                "CASE WHEN " + diameterDeg + " > 0 THEN " + circle + " && " + polygon(polygon) + " ELSE " + position
                        + " <@ " + polygon(polygon) + " END";
            case MocRegion moc ->
                "CASE WHEN " + diameterDeg + " > 0 THEN " + touches(circle, moc) + " ELSE " + position + " <@ smoc('"
                        + moc.text() + "') END";
            case TargetRegion targets -> throw new IllegalArgumentException("ask for one target after the other");
        };
    }

    private static void append(StringBuilder where, Interval asked, String lo, String hi, double slack) {
        if (asked != null && asked.hi() < Double.POSITIVE_INFINITY) {
            where.append(" AND ").append(lo).append("<=").append(asked.hi() + slack);
        }
        if (asked != null && asked.lo() > Double.NEGATIVE_INFINITY) {
            where.append(" AND ").append(hi).append(">=").append(asked.lo() - slack);
        }
    }

    /** The lines of a query's answer. */
    static Set<String> query(String sql) throws Exception {
        Process psql = new ProcessBuilder("su", "postgres", "-c", "psql -d gavo -At")
                .directory(new java.io.File("/"))
                .redirectErrorStream(true)
                .start();
        psql.getOutputStream().write(sql.getBytes(StandardCharsets.UTF_8));
        psql.getOutputStream().close();
        String answer = new String(psql.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!psql.waitFor(30, TimeUnit.SECONDS) || psql.exitValue() != 0 || answer.contains("ERROR:")) {
            throw new IllegalStateException("psql: " + answer);
        }
        return new TreeSet<>(answer.lines().filter(line -> !line.isBlank()).toList());
    }
}
