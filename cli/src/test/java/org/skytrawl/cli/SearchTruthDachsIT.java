package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.skytrawl.model.Cone;
import org.skytrawl.model.MocRegion;
import org.skytrawl.model.PolygonRegion;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.registry.list.ServiceList;
import org.skytrawl.registry.query.SearchRun;
import org.skytrawl.registry.query.ServicesOf;
import org.skytrawl.registry.search.Author;
import org.skytrawl.registry.search.DataModel;
import org.skytrawl.registry.search.Ivoids;
import org.skytrawl.registry.search.RegistrySearch;
import org.skytrawl.registry.search.SearchConstraint;
import org.skytrawl.registry.search.SearchResult;
import org.skytrawl.registry.search.ServiceType;
import org.skytrawl.registry.search.SpatialCoverage;
import org.skytrawl.registry.search.SpatialCoverage.Relation;
import org.skytrawl.registry.search.SpectralCoverage;
import org.skytrawl.registry.search.TemporalCoverage;
import org.skytrawl.registry.search.UatConcept;
import org.skytrawl.registry.search.UcdPatterns;
import org.skytrawl.registry.search.Waveband;
import org.skytrawl.registry.search.Words;
import org.skytrawl.run.Registries;

/** What a search finds in the registry of the testbed's DaCHS is what SQL on its tables says. */
@Tag("dachs")
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Order(1)
class SearchTruthDachsIT {
    private static final String REGISTRY = "http://127.0.0.1:8080/tap";

    @TempDir
    private static Path cache;

    private static Registries registries;

    @BeforeAll
    static void open() {
        registries = Registries.open(List.of(REGISTRY), cache);
    }

    @AfterAll
    static void close() {
        registries.close();
    }

    /** A search, and the condition on {@code rr.resource} in PostgreSQL that says the same. */
    private record Case(String name, List<SearchConstraint> constraints, String sql) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Case of(String name, SearchConstraint constraint, String sql) {
        return new Case(name, List.of(constraint), sql);
    }

    private static Stream<Case> cases() {
        return Stream.of(texts(), services(), places(), bounds()).flatMap(List::stream);
    }

    private static List<Case> texts() {
        return List.of(
                of("a word", Words.of("Infrared"), word("infrared")),
                of("two words", Words.of("loopback", "survey"), word("loopback") + " AND " + word("surveys?")),
                of("part of a subject", Words.of("virtual-obs"), word("virtual-obs")),
                of(
                        "author",
                        new Author("Loopback, _."),
                        has("res_role", "base_role = 'creator' AND role_name ~ '^Loopback, .[.]$'")),
                of("waveband", Waveband.of("Radio", "optical"), "waveband ~ '(^|#)(radio|optical)(#|$)'"),
                of(
                        "ivoids",
                        Ivoids.of("ivo://X-Loopback.test/tap", "ivo://x-loopback.test/nobody"),
                        "ivoid = 'ivo://x-loopback.test/tap'"),
                of(
                        "UCDs",
                        UcdPatterns.of("pos.wcs.%", "em.wl;stat.max"),
                        has("table_column", "starts_with(ucd, 'pos.wcs.') OR ucd = 'em.wl;stat.max'")),
                of(
                        "concepts",
                        new UatConcept(Set.of("infrared-astronomy", "sky-surveys")),
                        has("subject_uat", "uat_concept IN ('infrared-astronomy', 'sky-surveys')")));
    }

    /** In title or description as a word, or anywhere in a subject. */
    private static String word(String word) {
        return "(res_title ~* '\\m" + word + "\\M' OR res_description ~* '\\m" + word + "\\M' OR "
                + has("res_subject", "res_subject ~* '" + word + "'") + ")";
    }

    private static String has(String table, String where) {
        return "EXISTS (SELECT 1 FROM rr." + table + " AS t WHERE t.ivoid = r.ivoid AND (" + where + "))";
    }

    private static List<Case> services() {
        return List.of(
                of("sia1", ServiceType.of("sia1"), has("capability", "standard_id = 'ivo://ivoa.net/std/sia'")),
                of("ssa", ServiceType.of("ssa"), has("capability", "standard_id = 'ivo://ivoa.net/std/ssa'")),
                of(
                        "sia2 or a full identifier",
                        ServiceType.of("sia2", "ivo://ivoa.net/std/Registry"),
                        "(" + has("capability", "standard_id ~ '^ivo://ivoa.net/std/(sia#query-2[.]|registry$)'")
                                + " OR " + sia2UnderTheOldName("sia") + ")"),
                of("tap", ServiceType.of("tap"), has("capability", "standard_id = 'ivo://ivoa.net/std/tap'")),
                of(
                        "tap with auxiliary",
                        ServiceType.of("tap").withAuxiliary(true),
                        has("capability", "standard_id ~ '^ivo://ivoa.net/std/tap(#aux)?$'")),
                of(
                        "obscore",
                        DataModel.of("obscore"),
                        has(
                                "res_detail",
                                "detail_xpath ~ '/@ivo-id$' AND detail_value ~* '^ivo://ivoa.net/std/obscore'")),
                of(
                        "regtap",
                        DataModel.of("regtap"),
                        has(
                                "res_detail",
                                "detail_xpath ~ '/@ivo-id$' AND detail_value ~* '^ivo://ivoa.net/std/regtap#1[.]'")),
                of(
                        "obscore_new, if any",
                        DataModel.of("obscore_new"),
                        "res_type = 'vs:catalogresource' AND "
                                + has("res_table", "table_utype ~ '^ivo://ivoa.net/std/obscore#table-1[.]'")),
                of(
                        "epntap, if any",
                        DataModel.of("epntap"),
                        has(
                                "res_table",
                                "table_utype ~ '^ivo://(ivoa.net/std/epntap#table-2[.]|vopdc.obspm/std/epncore#schema-2[.])'")));
    }

    private static String sia2UnderTheOldName(String standard) {
        return "EXISTS (SELECT 1 FROM rr.capability AS c JOIN rr.interface AS i"
                + " ON c.ivoid = i.ivoid AND c.cap_index = i.cap_index WHERE c.ivoid = r.ivoid"
                + " AND c.standard_id = 'ivo://ivoa.net/std/" + standard + "' AND i.std_version ~ '^2([.]|$)')";
    }

    private static List<Case> places() {
        return List.of(
                of(
                        "point",
                        SpatialCoverage.point(10.68, 41.27),
                        place("coverage @> spoint(radians(10.68), radians(41.27))")),
                of(
                        "circle",
                        SpatialCoverage.of(new Cone(10.68, 41.27, 0.5)),
                        place("coverage && scircle(spoint(radians(10.68), radians(41.27)), radians(0.5))")),
                of(
                        "circle or undeclared",
                        SpatialCoverage.of(new Cone(10.68, 41.27, 0.5)).withInclusive(true),
                        "(" + place("coverage && scircle(spoint(radians(10.68), radians(41.27)), radians(0.5))")
                                + " OR " + nowhere() + ")"),
                of(
                        "polygon that is covered",
                        SpatialCoverage.of(PolygonRegion.ofDegrees(10.6, 41.2, 10.8, 41.2, 10.7, 41.3))
                                .withRelation(Relation.COVERS),
                        place("coverage @> spoly '{(10.6d, 41.2d), (10.8d, 41.2d), (10.7d, 41.3d)}'")),
                of(
                        "MOC that encloses",
                        SpatialCoverage.of(MocRegion.parse("1/2-3")).withRelation(Relation.ENCLOSED),
                        place("TRUE") + " AND NOT " + place("NOT (coverage <@ smoc '1/2-3')")),
                of(
                        "MOC that encloses, or undeclared",
                        SpatialCoverage.of(MocRegion.parse("1/2-3"))
                                .withRelation(Relation.ENCLOSED)
                                .withInclusive(true),
                        "NOT " + place("NOT (coverage <@ smoc '1/2-3')")),
                of(
                        "MOC",
                        SpatialCoverage.of(MocRegion.parse("6/2622-2623 4/0-10")),
                        place("coverage && smoc '6/2622-2623 4/0-10'")));
    }

    private static String place(String where) {
        return has("stc_spatial", "coverage IS NOT NULL AND COALESCE(ref_system_name, '') = '' AND (" + where + ")");
    }

    private static String nowhere() {
        return "NOT " + place("TRUE");
    }

    private static List<Case> bounds() {
        String at500nm = band(5e-7, 5e-7);
        String inIrOrRadio = band(3e-6, Double.POSITIVE_INFINITY);
        return List.of(
                of("spectral point", SpectralCoverage.of("500nm"), at500nm),
                of(
                        "spectral point or undeclared",
                        SpectralCoverage.of("500nm").withInclusive(true),
                        "(" + at500nm + " OR NOT " + has("stc_spectral", declared("spectral_start", "spectral_end"))
                                + ")"),
                of("open interval of wavelengths", SpectralCoverage.of("3um.."), inIrOrRadio),
                of(
                        "interval of energies",
                        SpectralCoverage.of("0.3eV..5eV"),
                        has(
                                "stc_spectral",
                                "COALESCE(spectral_start, 0) <= 5 * 1.602176634e-19 AND"
                                        + " COALESCE(spectral_end, 'Infinity') >= 0.3 * 1.602176634e-19 AND "
                                        + declared("spectral_start", "spectral_end"))),
                of("time", TemporalCoverage.of("55100..57010"), time("55100", "57010")),
                of("time up to", TemporalCoverage.of("..57010"), time("'-Infinity'", "57010")),
                of(
                        "time from, or undeclared",
                        TemporalCoverage.of("58100..").withInclusive(true),
                        "(" + time("58100", "'Infinity'") + " OR NOT "
                                + has("stc_temporal", declared("time_start", "time_end")) + ")"),
                new Case(
                        "several at once",
                        List.of(
                                Words.of("loopback"),
                                ServiceType.of("sia1"),
                                SpectralCoverage.of("3um.."),
                                SpatialCoverage.of(new Cone(10.68, 41.27, 0.5))),
                        word("loopback") + " AND " + has("capability", "standard_id = 'ivo://ivoa.net/std/sia'")
                                + " AND "
                                + inIrOrRadio + " AND "
                                + place("coverage && scircle(spoint(radians(10.68), radians(41.27)), radians(0.5))")));
    }

    private static String declared(String start, String end) {
        return "(" + start + " IS NOT NULL OR " + end + " IS NOT NULL)";
    }

    private static String band(double loM, double hiM) {
        return has(
                "stc_spectral",
                "6.62607015e-34 * 299792458 >= COALESCE(spectral_start, 0)::float8 * " + loM
                        + (Double.isInfinite(hiM)
                                ? ""
                                : " AND 6.62607015e-34 * 299792458 <= COALESCE(spectral_end, 'Infinity')::float8 * "
                                        + hiM)
                        + " AND " + declared("spectral_start", "spectral_end"));
    }

    private static String time(String from, String to) {
        return has(
                "stc_temporal",
                "COALESCE(time_start, '-Infinity')::float8 <= " + to
                        + "::float8 AND COALESCE(time_end, 'Infinity')::float8 >= " + from + "::float8 AND "
                        + declared("time_start", "time_end"));
    }

    private static SearchResult found(List<SearchConstraint> constraints) throws Exception {
        return SearchRun.search(
                new RegistrySearch(constraints, 10_000),
                registries.mirrors(),
                Deadline.after(Duration.ofSeconds(60)),
                new Cancellation());
    }

    private static Set<String> ivoids(SearchResult found) {
        Set<String> ivoids = new TreeSet<>();
        found.resources().forEach(resource -> ivoids.add(resource.ivoid().value()));
        return ivoids;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void findsWhatSqlSays(Case asked) throws Exception {
        Set<String> all = DachsSql.query("SELECT ivoid FROM rr.resource");
        Set<String> truth = DachsSql.query("SELECT ivoid FROM rr.resource AS r WHERE " + asked.sql());
        assertThat(ivoids(found(asked.constraints()))).isEqualTo(truth);
        if (!asked.name().endsWith("if any")) {
            assertThat(truth).as("a case that can fail").isNotEmpty().hasSizeLessThan(all.size());
        }
    }

    @Test
    void servicesOfWhatIsFoundAreThoseOfTheRegistry() throws Exception {
        SearchResult found = found(List.of(Words.of("infrared")));
        ServiceList services = registries
                .mirrors()
                .ask(
                        new ServicesOf("infrared", found.ivoids()),
                        Deadline.after(Duration.ofSeconds(60)),
                        new Cancellation())
                .answer();
        Set<String> urls = new TreeSet<>();
        services.candidates().forEach(candidate -> urls.add(candidate.service().accessUrl()));
        assertThat(urls)
                .isEqualTo(DachsSql.query("SELECT i.access_url FROM rr.capability AS c JOIN rr.interface AS i"
                        + " ON c.ivoid = i.ivoid AND c.cap_index = i.cap_index"
                        + " JOIN rr.resource AS r ON r.ivoid = c.ivoid"
                        + " WHERE c.standard_id IN ('ivo://ivoa.net/std/sia', 'ivo://ivoa.net/std/ssa') AND i.intf_type = 'vs:paramhttp' AND "
                        + word("infrared")));
    }
}
