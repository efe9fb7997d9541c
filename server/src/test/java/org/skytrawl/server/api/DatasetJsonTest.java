package org.skytrawl.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.skytrawl.model.ObsCoreColumn.access_format;
import static org.skytrawl.model.ObsCoreColumn.access_url;
import static org.skytrawl.model.ObsCoreColumn.em_max;
import static org.skytrawl.model.ObsCoreColumn.em_min;
import static org.skytrawl.model.ObsCoreColumn.obs_collection;
import static org.skytrawl.model.ObsCoreColumn.obs_title;
import static org.skytrawl.model.ObsCoreColumn.s_dec;
import static org.skytrawl.model.ObsCoreColumn.s_fov;
import static org.skytrawl.model.ObsCoreColumn.s_ra;
import static org.skytrawl.model.ObsCoreColumn.s_region;
import static org.skytrawl.model.ObsCoreColumn.t_min;

import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.output.OutputFormat;
import org.skytrawl.server.http.Json;
import org.skytrawl.server.view.DatasetView;
import org.skytrawl.server.view.Filters;
import org.skytrawl.server.view.Rows;
import org.skytrawl.server.view.SortOrder;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of datasets, letter by letter (docs/api.md, "Datasets"). */
class DatasetJsonTest {
    private final DatasetView view = Rows.view(
            Rows.dataset(Map.of(
                    obs_title,
                    "<b>M 31</b>\u0007",
                    obs_collection,
                    "HST",
                    s_ra,
                    10,
                    s_dec,
                    20.5,
                    s_fov,
                    0.2,
                    t_min,
                    50_000.5,
                    access_url,
                    "javascript:alert(1)")),
            Rows.dataset(
                    Map.of(
                            obs_collection,
                            "VLA",
                            s_region,
                            "POLYGON ICRS 1 2 3 2 3 4",
                            em_min,
                            0.2,
                            em_max,
                            0.21,
                            access_url,
                            "https://me:secret@b.example/a.jpg",
                            access_format,
                            "image/jpeg"),
                    Rows.TAP),
            Rows.dataset(Map.of(obs_collection, "HST")));

    private static String json(Consumer<JsonGenerator> content) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JsonMapper.shared().createGenerator(text)) {
            content.accept(json);
        }
        return text.toString();
    }

    @Test
    void writesAPage() {
        DatasetView.Page page = view.page(Filters.NONE, SortOrder.NONE, 0, 2, null);
        assertThat(json(json -> DatasetRoutes.write(
                        json, view, DatasetRoutes.chosen(view, "obs_title,s_ra,s_fov,access_url"), page)))
                .isEqualTo("{\"revision\":7,\"total\":3,\"filtered\":3,\"page\":0,\"provisional\":false,"
                        + "\"columns\":[\"obs_title\",\"s_ra\",\"s_fov\",\"access_url\"],\"rows\":["
                        + "{\"row\":0,\"obs_title\":\"<b>M 31</b>\ufffd\",\"s_ra\":10.0,\"s_fov\":0.2,"
                        + "\"access_url\":\"javascript:alert(1)\"},"
                        + "{\"row\":1,\"access_url\":\"https://***@b.example/a.jpg\"}]}");
    }

    @Test
    void cutsLongCellsAndSaysSo() {
        FoundDataset one = Rows.dataset(Map.of(obs_title, "x".repeat(1_000_000)));
        DatasetView long1 = Rows.view(one);
        DatasetView.Page page = long1.page(Filters.NONE, SortOrder.NONE, 0, 2, null);
        String json = json(it -> DatasetRoutes.write(it, long1, DatasetRoutes.chosen(long1, "obs_title"), page));
        assertThat(json).endsWith("x...\",\"cut\":[\"obs_title\"]}]}").hasSizeLessThan(1200);
        assertThat(Json.text(DatasetCard.of(long1, 0)))
                .hasSizeBetween(100_000, 102_000)
                .contains("\"cut\":[\"obs_title\"]");
    }

    @Test
    void writesFacets() {
        assertThat(json(json -> DatasetRoutes.write(json, view, Filters.of(Map.of("collection", List.of("VLA"))))))
                .isEqualTo(
                        "{\"revision\":7,\"total\":3,\"filtered\":1,\"facets\":{"
                                + "\"collection\":[{\"value\":\"HST\",\"count\":2,\"all\":2},{\"value\":\"VLA\",\"count\":1,\"all\":1}],"
                                + "\"centre\":[{\"value\":\"b.example\",\"count\":1,\"all\":1},{\"value\":\"a.example\",\"count\":0,\"all\":2}],"
                                + "\"protocol\":[{\"value\":\"OBSTAP\",\"count\":1,\"all\":1},{\"value\":\"SIA2\",\"count\":0,\"all\":2}],"
                                + "\"type\":[{\"value\":\"\",\"count\":1,\"all\":3}],"
                                + "\"band\":[{\"value\":\"radio\",\"count\":1,\"all\":1},{\"value\":\"\",\"count\":0,\"all\":2}],"
                                + "\"year\":[{\"value\":\"1995\",\"count\":0,\"all\":1},{\"value\":\"\",\"count\":1,\"all\":2}],"
                                + "\"overlap\":[{\"value\":\"tested\",\"count\":1,\"all\":3}]},\"more\":{},"
                                + "\"bands\":{\"radio\":[0.01,null],\"millimeter\":[1.0E-4,0.01],\"infrared\":[1.0E-6,1.0E-4],"
                                + "\"optical\":[3.0E-7,1.0E-6],\"uv\":[1.0E-8,3.0E-7],\"x-ray\":[1.0E-11,1.0E-8],\"gamma\":[null,1.0E-11]}}");
    }

    @Test
    void writesFootprints() {
        assertThat(json(json -> MapRoutes.footprints(json, view, view.rows(Filters.NONE), 20)))
                .isEqualTo(
                        "{\"revision\":7,\"filtered\":3,\"unplaced\":1,\"collections\":[\"HST\",\"VLA\"],\"shapes\":["
                                + "[0,0,10.0,20.5,0.1],[1,1,2.0,2.9995439,[[1.0,2.0,3.0,2.0,3.0,4.0]]]],\"density\":null}");
    }

    @Test
    void writesADensityInPlaceOfTooManyFootprints() {
        assertThat(json(json -> MapRoutes.footprints(json, view, view.rows(Filters.NONE), 1)))
                .startsWith("{\"revision\":7,\"filtered\":3,\"unplaced\":1,\"collections\":[],\"shapes\":[],"
                        + "\"density\":{\"order\":14,\"cells\":[[")
                .endsWith("]]}}");
    }

    @Test
    void writesCoverage() {
        assertThat(json(json -> MapRoutes.coverage(json, view, view.rows(Filters.NONE), 10)))
                .isEqualTo("{\"revision\":7,\"filtered\":3,\"collections\":[\"HST\",\"VLA\"],\"rows\":["
                        + "[0,0,50000.5,null,null,null],[1,1,null,null,0.2,0.21]],\"left\":0,\"unknown\":1}");
    }

    @Test
    void writesACard() {
        assertThat(Json.text(DatasetCard.of(view, 1)))
                .startsWith("{\"row\":1,\"revision\":7,\"columns\":{\"obs_collection\":\"VLA\","
                        + "\"access_url\":\"https://***@b.example/a.jpg\",\"access_format\":\"image/jpeg\",")
                .contains("\"units\":{\"em_min\":\"m\",\"em_max\":\"m\"}")
                .contains(
                        "\"origins\":[{\"service\":{\"key\":null,\"ivoid\":\"ivo://b.example/tap\","
                                + "\"title\":\"Tables of B\",\"protocol\":\"OBSTAP\",\"host\":\"b.example\","
                                + "\"url\":\"https://B.example/tap/sync\"},\"query\":\"https://B.example/tap/sync\",\"columns\":{}}]")
                .endsWith("\"link\":\"https://b.example/a.jpg\",\"preview\":true}")
                .doesNotContain("secret");
        assertThat(DatasetCard.of(view, 0)).containsEntry("link", null).containsEntry("preview", false);
    }

    @Test
    void namesFilesSafely() {
        Instant started = Instant.parse("2026-11-30T20:47:25Z");
        assertThat(ResultFileName.of(Rows.log(), started, true, OutputFormat.VOTABLE))
                .isEqualTo("skytrawl-10.0000+20.0000-20261130.vot");
        assertThat(ResultFileName.of(Rows.log(), started, false, OutputFormat.CSV))
                .isEqualTo("skytrawl-10.0000+20.0000-20261130-part.csv");
        assertThat(ResultFileName.safe("../..\\\"; x=\r\nNGC 6397\u202e")).isEqualTo("x-NGC-6397");
    }
}
