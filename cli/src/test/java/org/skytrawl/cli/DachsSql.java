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
import org.skytrawl.model.Question;

/**
 * What plain SQL on the testbed's own tables says: the access URLs of the datasets that overlap. Asks PostgreSQL
 * directly, past all VO protocols.
 */
final class DachsSql {
    private static final double SIA1_TIME_SLACK_D = 0.1;

    /** Collections of spectra and of time series, by product type; each table has the columns of SSA. */
    private static final Map<String, List<String>> SSA_TABLES =
            Map.of("spectrum", List.of("specl.main", "specx.data"), "timeseries", List.of("tser.data"));

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
        Cone cone = (Cone) asked.region();
        if (cone != null) {
            String center = String.format(Locale.ROOT, "spoint(radians(%s), radians(%s))", cone.raDeg(), cone.decDeg());
            where.append(String.format(
                    Locale.ROOT,
                    " AND CASE WHEN s_region IS NULL THEN spoint(radians(s_ra), radians(s_dec)) <-> %s <="
                            + " radians(%s + COALESCE(s_fov, 0) / 2) ELSE s_region && scircle(%s, radians(%s)) END",
                    center,
                    cone.radiusDeg(),
                    center,
                    cone.radiusDeg()));
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
        Cone cone = (Cone) asked.region();
        if (cone != null) {
            where.append(String.format(
                    Locale.ROOT,
                    " AND ssa_location <-> spoint(radians(%s), radians(%s)) <="
                            + " radians(%s + COALESCE(ssa_aperture, 0) / 2)",
                    cone.raDeg(),
                    cone.decDeg(),
                    cone.radiusDeg()));
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
        Cone cone = (Cone) asked.region();
        if (cone != null) {
            where.append(String.format(
                    Locale.ROOT,
                    " AND %s && scircle(spoint(radians(%s), radians(%s)), radians(%s))",
                    region,
                    cone.raDeg(),
                    cone.decDeg(),
                    cone.radiusDeg()));
        }
        append(where, asked.wavelengthM(), lo, hi, 0);
        append(where, asked.mjd(), from, to, slackD);
        return where.toString();
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
