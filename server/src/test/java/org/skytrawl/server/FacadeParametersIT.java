package org.skytrawl.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.Discovery;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.PolygonRegion;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.universe.SimOptions;

/** Each parameter of SIA 2.0 and SSA 1.1 over HTTP, compared with the rows without it, or with a run. */
class FacadeParametersIT {
    private static final String M31 = "/sia2?POS=CIRCLE+10.68+41.27+0.2";
    private static final String SPECTRA = "/ssa?REQUEST=queryData&POS=10.68,41.27&SIZE=0.4";

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    static Path folder;

    private static SimulatedVo vo;
    private static TestServer server;
    private static DalAnswer base;
    private static DalAnswer spectra;

    @BeforeAll
    static void start() throws Exception {
        vo = SimulatedVo.start(SimOptions.of(40, 7));
        server = TestServer.start(vo.registryUrl(), folder);
        base = ask(M31);
        spectra = ask(SPECTRA);
    }

    @AfterAll
    static void end() {
        server.close();
        vo.close();
    }

    private static DalAnswer ask(String path) throws Exception {
        URI uri = URI.create(server.server.url() + path.substring(1));
        return answered(HttpRequest.newBuilder(uri).build());
    }

    private static DalAnswer answered(HttpRequest request) throws Exception {
        HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        DalAnswer answer = new DalAnswer(response);
        assertThat(answer.infos("services_incomplete")).isSubsetOf(List.of("0"));
        return answer;
    }

    private static List<String> urls(DalAnswer answer) {
        return answer.column("name", "access_url").stream().sorted().toList();
    }

    /** The access URLs of the rows whose cell fits. */
    private static List<String> where(DalAnswer answer, String column, Predicate<String> fits) {
        List<String> cells = answer.column("name", column);
        List<String> urls = answer.column("name", "access_url");
        List<String> some = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            if (fits.test(cells.get(i))) {
                some.add(urls.get(i));
            }
        }
        some.sort(null);
        return some;
    }

    /** A value of the column. */
    private static String someValue(DalAnswer answer, String column) {
        return answer.column("name", column).stream()
                .filter(cell -> !cell.isBlank())
                .sorted()
                .findFirst()
                .orElse("none");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "COLLECTION, obs_collection",
        "FACILITY, facility_name",
        "INSTRUMENT, instrument_name",
        "TARGET, target_name",
        "ID, obs_publisher_did",
        "FORMAT, access_format",
        "DPTYPE, dataproduct_type",
        "CALIB, calib_level"
    })
    void aTextMatchesACell(String parameter, String column) throws Exception {
        String value = someValue(base, column);
        // image/fits is application/fits
        Predicate<String> fits = parameter.equals("FORMAT") ? cell -> cell.contains("fits") : value::equals;
        String other = parameter.equals("CALIB") ? "4" : parameter.equals("DPTYPE") ? "sed" : "nothing";
        List<String> expected = where(base, column, fits);

        assertThat(urls(ask(M31 + "&" + parameter + "=" + encoded(value)))).isEqualTo(expected);
        assertThat(urls(ask(M31 + "&" + parameter.toLowerCase(Locale.ROOT) + "=" + other + "&" + parameter + "="
                        + encoded(value))))
                .containsAll(expected);
        if (!parameter.equals("DPTYPE")) {
            assertThat(urls(ask(M31 + "&" + parameter + "=" + other))).isEqualTo(where(base, column, other::equals));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "FOV, s_fov",
        "SPATRES, s_resolution",
        "SPECRP, em_res_power",
        "EXPTIME, t_exptime",
        "TIMERES, t_resolution"
    })
    void aNumberMatchesACell(String parameter, String column) throws Exception {
        List<Double> values = base.column("name", column).stream()
                .filter(cell -> !cell.isBlank())
                .map(Double::valueOf)
                .filter(Double::isFinite)
                .sorted()
                .toList();
        double middle = values.isEmpty() ? 1 : values.get(values.size() / 2);
        List<String> expected = where(base, column, cell -> !cell.isBlank() && Double.parseDouble(cell) >= middle);

        assertThat(urls(ask(M31 + "&" + parameter + "=" + middle + "+%2BInf"))).isEqualTo(expected);
        assertThat(urls(ask(M31 + "&" + parameter + "=-2+-1"))).isEmpty();
    }

    @Test
    void aPolarizationMatchesOneOfTheStates() throws Exception {
        assertThat(urls(ask(M31 + "&POL=I")))
                .isEqualTo(where(base, "pol_states", cell -> ("/" + cell + "/").contains("/I/")));
    }

    private static Set<String> found(Discovery discovery) throws Exception {
        Set<String> urls = new TreeSet<>();
        discovery
                .run()
                .datasets()
                .forEach(dataset -> urls.add(String.valueOf(dataset.record().text(ObsCoreColumn.access_url))));
        return urls;
    }

    private static Discovery images() {
        return server.client.datasets("image", "cube");
    }

    @Test
    void bandTimeAndPolygonAreThoseOfARun() throws Exception {
        assertThat(ask(M31 + "&BAND=3e-7+1e-6&TIME=55000+59000").cells("obscore:Access.reference"))
                .isNotEmpty()
                .isEqualTo(found(images().cone(10.68, 41.27, 0.2)
                        .spectrum("3e-7m..1e-6m")
                        .time("2009-06-18T00:00", "2020-05-31T00:00")));
        assertThat(ask("/sia2?POS=POLYGON+10.4+41+11+41+10.7+41.5").cells("obscore:Access.reference"))
                .isNotEmpty()
                .isEqualTo(found(images().region(PolygonRegion.ofDegrees(10.4, 41, 11, 41, 10.7, 41.5))));
        assertThat(ask(M31 + "&BAND=-Inf+Inf").cells("obscore:Access.reference"))
                .isEqualTo(base.cells("obscore:Access.reference"));
    }

    @Test
    void aRangeIsBetweenTheCirclesWithinAndAroundIt() throws Exception {
        TreeSet<String> within = ask("/sia2?POS=CIRCLE+10.68+41.27+0.14").cells("obscore:Access.reference");
        TreeSet<String> around = ask("/sia2?POS=CIRCLE+10.68+41.27+0.25").cells("obscore:Access.reference");
        TreeSet<String> range = ask("/sia2?POS=RANGE+10.48+10.88+41.12+41.42").cells("obscore:Access.reference");
        assertThat(range).containsAll(within);
        assertThat(around).containsAll(range);
        assertThat(within).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"votable", "text/xml", "application/x-votable%2Bxml"})
    void aResponseFormatIsVotable(String format) throws Exception {
        assertThat(urls(ask(M31 + "&RESPONSEFORMAT=" + format))).isEqualTo(urls(base));
    }

    @Test
    void maxrecOfZeroDescribesTheColumns() throws Exception {
        DalAnswer description = ask(M31 + "&MAXREC=0");
        assertThat(description.elements("TR")).isEmpty();
        assertThat(description.infos("QUERY_STATUS")).containsExactly("OK", "OVERFLOW");
        assertThat(description.elements("FIELD").stream().map(it -> it.getAttribute("name")))
                .isEqualTo(base.elements("FIELD").stream()
                        .map(it -> it.getAttribute("name"))
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "COLLECTION, obs_collection",
        "TARGETNAME, target_name",
        "PUBDID, obs_publisher_did",
        "CREATORDID, obs_creator_did",
        "FORMAT, access_format"
    })
    void aTextOfSsaMatchesACell(String parameter, String column) throws Exception {
        String value = someValue(spectra, column);
        assertThat(urls(ask(SPECTRA + "&" + parameter + "=" + encoded(value))))
                .isEqualTo(where(spectra, column, value::equals));
    }

    @Test
    void spectraAreThoseOfARun() throws Exception {
        assertThat(ask(SPECTRA + "&BAND=3e-7/1e-6&TIME=2009-06-18/2020-05-30").cells("ssa:Access.Reference"))
                .isEqualTo(found(server.client
                        .spectra()
                        .cone(10.68, 41.27, 0.2)
                        .spectrum("3e-7m..1e-6m")
                        .time("2009-06-18", "2020-05-30")));
        assertThat(ask("/ssa?REQUEST=queryData&POS=121.1743,-21.5733;GALACTIC&SIZE=0.4")
                        .elements("TR"))
                .isNotEmpty();
        assertThat(spectra.infos("QUERY_STATUS")).containsExactly("OK");
        assertThat(urls(ask(SPECTRA + "&FORMAT=ALL&VERSION=1.1&RUNID=x&COMPRESS=true")))
                .isEqualTo(urls(spectra))
                .isNotEmpty();
    }

    @Test
    void formatMetadataDescribesParametersAndColumns() throws Exception {
        DalAnswer description = ask("/ssa?REQUEST=queryData&FORMAT=METADATA");
        assertThat(description.infos("QUERY_STATUS")).containsExactly("OK");
        assertThat(description.elements("PARAM").stream().map(it -> it.getAttribute("name")))
                .contains("INPUT:POS", "INPUT:SIZE", "INPUT:BAND", "INPUT:TIME", "INPUT:FORMAT");
        assertThat(description.elements("FIELD").stream().map(it -> it.getAttribute("utype")))
                .isEqualTo(spectra.elements("FIELD").stream()
                        .map(it -> it.getAttribute("utype"))
                        .toList());
        assertThat(description.elements("TR")).isEmpty();
    }
}
