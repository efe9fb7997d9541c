package org.skytrawl.server.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.skytrawl.model.ObsCoreColumn.access_format;
import static org.skytrawl.model.ObsCoreColumn.dataproduct_type;
import static org.skytrawl.model.ObsCoreColumn.em_max;
import static org.skytrawl.model.ObsCoreColumn.em_min;
import static org.skytrawl.model.ObsCoreColumn.obs_collection;
import static org.skytrawl.model.ObsCoreColumn.obs_publisher_did;
import static org.skytrawl.model.ObsCoreColumn.obs_title;
import static org.skytrawl.model.ObsCoreColumn.s_dec;
import static org.skytrawl.model.ObsCoreColumn.s_ra;
import static org.skytrawl.model.ObsCoreColumn.t_max;
import static org.skytrawl.model.ObsCoreColumn.t_min;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.server.http.ApiException;

class DatasetViewTest {
    private final DatasetView view = Rows.view(
            Rows.dataset(Map.of(obs_title, "beta", obs_collection, "HST", t_min, 50_000, t_max, 50_001), Rows.SIA),
            Rows.dataset(Map.of(obs_title, "Alpha", obs_collection, "VLA", em_min, 0.2, em_max, 0.2), Rows.TAP),
            Rows.dataset(Map.of(obs_collection, "HST", em_min, 2.9e-7, em_max, 2e-6), Rows.SIA, Rows.TAP),
            Rows.dataset(Map.of(obs_title, "ALPHA", dataproduct_type, "Image", t_min, 49_700, t_max, 50_400)));

    private List<Integer> sorted(String sort) {
        return view.page(Filters.NONE, view.order(sort), 0, 10, null).rows();
    }

    private List<Integer> rows(String... filters) {
        return view.rows(Rows.filters(filters)).stream().boxed().toList();
    }

    private String facet(Facet facet, String... filters) {
        return view.facets(Rows.filters(filters)).get(facet.ordinal()).values().stream()
                .map(value -> value.value() + ":" + value.count() + "/" + value.all())
                .collect(Collectors.joining(" "));
    }

    @Test
    void sortsTextsWithoutCaseAndUnknownOnesLastEitherWay() {
        assertThat(sorted("obs_title")).containsExactly(1, 3, 0, 2);
        assertThat(sorted("-obs_title")).containsExactly(0, 1, 3, 2);
    }

    @Test
    void sortsBySeveralColumns() {
        assertThat(sorted("obs_collection,-t_min")).containsExactly(0, 2, 1, 3);
        assertThat(sorted("-obs_title,t_min")).containsExactly(0, 3, 1, 2);
    }

    @Test
    void sortsAsAComparatorDoes() {
        Random random = new Random(5);
        List<FoundDataset> datasets = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            datasets.add(
                    random.nextInt(10) == 0
                            ? Rows.dataset(Map.of(t_min, random.nextInt(5)))
                            : Rows.dataset(Map.of(t_min, random.nextInt(5), s_ra, 10 + random.nextInt(30), s_dec, 20)));
        }
        DatasetView many = Rows.view(datasets);
        Comparator<Integer> order = Comparator.comparingDouble(
                        (Integer row) -> -many.dataset(row).record().number(t_min))
                .thenComparingDouble(row -> Math.abs(many.dataset(row).record().number(s_ra) - 10));
        assertThat(many.page(Filters.NONE, many.order("-t_min,separation"), 0, 1000, null)
                        .rows())
                .containsExactlyElementsOf(
                        IntStream.range(0, 500).boxed().sorted(order).toList());
    }

    @Test
    void givesThePageWithARow() {
        SortOrder byTitle = view.order("obs_title");
        assertThat(view.page(Filters.NONE, byTitle, 0, 2, 0)).isEqualTo(new DatasetView.Page(1, 4, List.of(0, 2)));
        assertThat(view.page(Filters.NONE, SortOrder.NONE, 0, 3, 3)).isEqualTo(new DatasetView.Page(1, 4, List.of(3)));
        assertThat(view.page(Rows.filters("collection=HST"), byTitle, 0, 1, 2))
                .isEqualTo(new DatasetView.Page(1, 2, List.of(2)));
        assertThat(view.page(Rows.filters("collection=HST"), byTitle, 0, 1, 1).page())
                .as("a row that does not meet the filters")
                .isEqualTo(0);
    }

    @Test
    void filtersByFacets() {
        assertThat(rows("collection=HST")).containsExactly(0, 2);
        assertThat(rows("collection=")).containsExactly(3);
        assertThat(rows("collection=HST", "collection=VLA", "protocol=OBSTAP")).containsExactly(1, 2);
        assertThat(rows("centre=b.example")).containsExactly(1, 2);
        assertThat(rows("type=image")).containsExactly(3);
        assertThat(rows("band=radio")).containsExactly(1);
        assertThat(rows("band=infrared")).containsExactly(2);
        assertThat(rows("band=")).containsExactly(0, 3);
        assertThat(rows("overlap=tested")).hasSize(4);
    }

    @Test
    void filtersByEachYearThatTheTimeOverlaps() {
        assertThat(rows("year=1995")).containsExactly(0, 3);
        assertThat(rows("year=1996")).containsExactly(3);
        assertThat(rows("year=1994")).containsExactly(3);
        assertThat(rows("year=")).containsExactly(1, 2);
        assertThat(facet(Facet.YEAR)).isEqualTo("1994:1/1 1995:2/2 1996:1/1 :2/2");
    }

    @Test
    void findsTextInAnyCaseAndRows() {
        assertThat(rows("q= alpha ")).containsExactly(1, 3);
        assertThat(rows("q=hst")).containsExactly(0, 2);
        assertThat(rows("rows=3,0,99", "q=a")).containsExactly(0, 3);
        assertThat(rows("rows=")).isEmpty();
    }

    @Test
    void countsEachFacetWithTheFiltersOfTheOthers() {
        assertThat(facet(Facet.COLLECTION)).isEqualTo("HST:2/2 :1/1 VLA:1/1");
        assertThat(facet(Facet.COLLECTION, "collection=VLA", "band=optical")).isEqualTo("HST:1/2 :0/1 VLA:0/1");
        assertThat(facet(Facet.BAND, "collection=HST", "band=radio"))
                .isEqualTo(":1/2 infrared:1/1 optical:1/1 uv:1/1 radio:0/1");
        assertThat(facet(Facet.CENTRE)).isEqualTo("a.example:3/3 b.example:2/2");
    }

    @Test
    void givesTheMostFrequentValuesAndCountsTheRest() {
        List<FoundDataset> datasets = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            datasets.add(Rows.dataset(Map.of(obs_collection, "c" + i)));
        }
        DatasetView many = Rows.view(datasets);
        FacetCounts counts = many.facets(Rows.filters("collection=c99")).getFirst();
        assertThat(counts.values())
                .hasSize(201)
                .extracting(FacetCounts.Value::value)
                .contains("c99");
        assertThat(counts.moreValues()).isEqualTo(99);
        assertThat(counts.moreRows()).isEqualTo(99);
    }

    @Test
    void knowsTheFormatsOfADataset() {
        DatasetView formats = Rows.view(
                Rows.dataset(Map.of(obs_publisher_did, "ivo://x/y?1", access_format, "image/fits")),
                Rows.dataset(Map.of(obs_publisher_did, "ivo://x/y?2", access_format, "image/fits")),
                Rows.dataset(Map.of(obs_publisher_did, "ivo://x/y?1", access_format, "image/jpeg")));
        assertThat(formats.formats(2)).containsExactly(0, 2);
        assertThat(formats.formats(1)).containsExactly(1);
    }

    @Test
    void spreadsAChoiceEvenly() {
        var all = view.rows(Filters.NONE);
        assertThat(DatasetView.evenly(all, 2).stream()).containsExactly(1, 3);
        assertThat(DatasetView.evenly(all, 4)).isEqualTo(all);
        assertThat(DatasetView.evenly(all, 0).cardinality()).isZero();
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> view.order("titel"))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.field()).isEqualTo("sort"));
        assertThatThrownBy(() -> rows("band=pink"))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.field()).isEqualTo("band"));
        assertThatThrownBy(() -> rows("rows=-1"))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.field()).isEqualTo("rows"));
        assertThatThrownBy(() -> rows("q=" + "x".repeat(201)))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.field()).isEqualTo("q"));
        assertThatThrownBy(() -> view.dataset(4))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo("unknown_dataset"));
    }
}
