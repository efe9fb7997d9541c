package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.Discovery;
import org.skytrawl.DiscoveryResult;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.Interval;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Question;
import org.skytrawl.registry.list.ServiceList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What this client makes of DaCHS's SSA answers, column by column, against what DaCHS's own mapping of the same tables
 * makes of them in {@code ivoa.obscore}. Each difference is listed here with its reason.
 */
@Tag("dachs")
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DachsSsaColumnsIT {
    private static final String FILES = "http://127.0.0.1:8080/getproduct/";

    /** Of all collections. */
    private static final Set<String> EVERYWHERE = Set.of(
            // SSA has no such metadata; DaCHS takes them from its resource description, obs_id from the file's name
            "calib_level: only ObsCore",
            "facility_name: only ObsCore",
            "obs_id: only ObsCore",
            // the size is in bytes in the SSA answer: kB are rounded up here, DaCHS has whole KiB, rounded down
            "access_estsize: differ");

    @TempDir
    private static Path cache;

    @Test
    void opticalSpectraWithConstantsInParams() throws Exception {
        assertDifferences(
                "specl",
                "specl.main",
                "spectrum",
                with(
                        // DaCHS takes an exposure for four times as long as it is: middle -+ exposure / 43200 s
                        "t_min: differ",
                        "t_max: differ",
                        // and where there is no exposure time it does not give the middle either
                        "t_min: only SSA",
                        "t_max: only SSA",
                        // the name of the column in its mapping is wrong: t_exp_time
                        "t_exptime: only SSA",
                        // its mapping of homogeneous collections leaves the resolution out
                        "em_res_power: only SSA"));
    }

    @Test
    void spectraOfManyBandsInSeveralFormats() throws Exception {
        assertDifferences(
                "specx",
                "specx.data",
                "spectrum",
                with(
                        // middle of the band over resolution here, its start over resolution in DaCHS
                        "em_res_power: differ",
                        // a hexagon about the position; SSA has the aperture only, which is s_fov
                        "s_region: only ObsCore",
                        // constants of DaCHS
                        "s_xel1: only ObsCore",
                        "s_xel2: only ObsCore"));
    }

    @Test
    void lightCurves() throws Exception {
        assertDifferences(
                "tser",
                "tser.data",
                "timeseries",
                with(
                        // constants of DaCHS and of the testbed
                        "em_xel: only ObsCore", "s_xel1: only ObsCore", "s_xel2: only ObsCore"));
    }

    @Test
    void whatDachsDoesNotMapIsThatOfTheSsaTable() throws Exception {
        Map<String, JsonNode> rows = rows("SELECT row_to_json(t) FROM specx.data AS t", "accref");
        Map<ObsCoreColumn, String> columns = Map.of(
                ObsCoreColumn.em_unit, "ssa_spectralunit",
                ObsCoreColumn.o_unit, "ssa_fluxunit",
                ObsCoreColumn.obs_creator_name, "ssa_creator",
                ObsCoreColumn.bib_reference, "ssa_reference",
                ObsCoreColumn.em_resolution, "ssa_specres");
        for (FoundDataset dataset : bySsa("specx", "spectrum")) {
            JsonNode row = rows.get(dataset.record().text(ObsCoreColumn.access_url));
            columns.forEach((column, name) -> {
                Object ours = dataset.record().value(column);
                Object theirs = value(column, row.get(name));
                assertThat(kind(column, ours, theirs))
                        .as("%s: %s, %s", column, ours, theirs)
                        .isNull();
            });
        }
    }

    private static Set<String> with(String... more) {
        Set<String> all = new TreeSet<>(EVERYWHERE);
        all.addAll(List.of(more));
        return all;
    }

    /** Of all rows of a collection and of the columns that DaCHS has; an example of each is in the message. */
    private static void assertDifferences(String collection, String table, String type, Set<String> expected)
            throws Exception {
        Map<String, JsonNode> truth =
                rows("SELECT row_to_json(o) FROM ivoa.obscore AS o WHERE source_table = '" + table + "'", "access_url");
        List<FoundDataset> found = bySsa(collection, type);
        assertThat(found).hasSameSizeAs(truth.keySet()).isNotEmpty();
        Map<String, String> examples = new TreeMap<>();
        for (FoundDataset dataset : found) {
            ObsCoreRecord record = dataset.record();
            String url = String.valueOf(record.text(ObsCoreColumn.access_url));
            assertThat(truth).containsKey(url);
            for (ObsCoreColumn column : ObsCoreColumn.values()) {
                Object ours = record.value(column);
                Object theirs = value(column, truth.get(url).get(column.name()));
                String kind = kind(column, ours, theirs);
                if (kind != null && truth.get(url).has(column.name())) {
                    examples.putIfAbsent(
                            column + ": " + kind, "ours %s, DaCHS's %s of %s".formatted(ours, theirs, url));
                }
            }
        }
        assertThat(examples.keySet())
                .as(String.join("\n", examples.toString().split(", (?=[a-z_0-9]+: )")))
                .isEqualTo(expected);
    }

    /** Rows by their access URLs. */
    private static Map<String, JsonNode> rows(String sql, String url) throws Exception {
        Map<String, JsonNode> rows = new HashMap<>();
        for (String line : DachsSql.query(sql)) {
            JsonNode row = new JsonMapper().readTree(line);
            rows.put(url(row.get(url).asString()), row);
        }
        return rows;
    }

    private static List<FoundDataset> bySsa(String collection, String type) throws Exception {
        String list = "ivoid,title,standard_id,access_url\n"
                + "ivo://x-loopback.test/%s/q/ssa,SSA,ivo://ivoa.net/std/ssa,http://127.0.0.1:8080/%s/q/ssa/ssap.xml?\n"
                        .formatted(collection, collection);
        DiscoveryResult result = Discovery.of(new Question(null, new Interval(1e-12, 100), null, Set.of(type)))
                .services(ServiceList.read(
                        "services.csv", new ByteArrayInputStream(list.getBytes(StandardCharsets.UTF_8))))
                .cacheDirectory(cache)
                .run();
        assertThat(result.losses()).isEmpty();
        return result.datasets();
    }

    private static @Nullable Object value(ObsCoreColumn column, @Nullable JsonNode cell) {
        if (cell == null || cell.isNull()) {
            return null;
        }
        return switch (column) {
            case access_url -> url(cell.asString());
            default -> column.type() == ObsCoreColumn.Type.TEXT ? cell.asString() : (Object) cell.asDouble();
        };
    }

    private static String url(String accref) {
        return accref.startsWith("http") ? accref : FILES + accref;
    }

    private static @Nullable String kind(ObsCoreColumn column, @Nullable Object ours, @Nullable Object theirs) {
        if (ours == null || theirs == null) {
            return ours == theirs ? null : ours == null ? "only ObsCore" : "only SSA";
        }
        return ours instanceof Number number && theirs instanceof Number other
                ? close(column, number.doubleValue(), other.doubleValue()) ? null : "differ"
                : ours.equals(theirs) ? null : "differ";
    }

    /** DaCHS keeps most numbers in single precision, but positions and times in double precision. */
    private static boolean close(ObsCoreColumn column, double ours, double theirs) {
        double slack = switch (column) {
            case s_ra, s_dec -> 1e-7;
            case t_min, t_max -> 1e-6;
            default -> 1e-6 * Math.abs(theirs);
        };
        return Math.abs(ours - theirs) <= slack;
    }
}
