package org.skytrawl.simvo.ssa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.skytrawl.simvo.sia.Votables.request;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.http.SimServer;
import org.skytrawl.simvo.sia.Votables;
import org.skytrawl.simvo.ssa.SsaDialect.Band;
import org.skytrawl.simvo.ssa.SsaDialect.Position;
import org.skytrawl.simvo.ssa.SsaDialect.Time;
import org.skytrawl.simvo.ssa.SsaDialect.Utypes;
import org.skytrawl.simvo.universe.Dataset;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class SsaDialectTest {
    private final SimServer server = SimServer.start();

    SsaDialectTest() throws IOException {}

    @AfterEach
    void close() {
        server.close();
    }

    private static SsaDialect plain(
            Utypes utypes, Position position, Band band, boolean byExtent, Time time, boolean flags) {
        return new SsaDialect(
                utypes, position, band, byExtent, time, byExtent, flags, flags, flags, flags, flags, flags);
    }

    private Response answer(SsaDialect dialect, Dataset... datasets) throws IOException {
        return new SsaHandler(SomeSpectra.service(server.host(), datasets), null, dialect)
                .handle(request("/ssa", "REQUEST", "queryData"));
    }

    /** The cells of the first row by their utypes without prefix, in lower case, or by UCDs. */
    private Map<String, String> cells(SsaDialect dialect) throws Exception {
        Response response = answer(dialect, SomeSpectra.FIRST);
        NodeList fields = Votables.document(response).getElementsByTagName("FIELD");
        List<String> row = List.copyOf(Votables.rows(response).getFirst().values());
        Map<String, String> cells = new HashMap<>();
        for (int i = 0; i < row.size(); i++) {
            Element field = (Element) fields.item(i);
            String name = field.getAttribute("utype").toLowerCase(java.util.Locale.ROOT);
            cells.put(
                    name.isEmpty() ? field.getAttribute("ucd") : name.replaceFirst("^(ssa:|spectrum\\.)", ""),
                    row.get(i));
        }
        return cells;
    }

    @Test
    void utypesInAnyCaseAndWithAnyPrefix() throws Exception {
        Function<Utypes, String> text = utypes -> {
            try {
                return Votables.text(
                        answer(plain(utypes, Position.ARRAY, Band.METRE, false, Time.MJD, false), SomeSpectra.FIRST));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        };
        assertThat(text.apply(Utypes.SPECTRUM)).contains("utype=\"Spectrum.Access.Reference\"");
        assertThat(text.apply(Utypes.UPPER)).contains("utype=\"SSA:ACCESS.REFERENCE\"");
        assertThat(text.apply(Utypes.BARE_LOWER)).contains("utype=\"access.reference\"");
    }

    @Test
    void positionsInFourForms() throws Exception {
        Map<Position, String> names = Map.of(
                Position.ARRAY, "char.spatialaxis.coverage.location.value",
                Position.TEXT, "char.spatialaxis.coverage.location.value",
                Position.TARGET, "target.pos");
        for (Map.Entry<Position, String> each : names.entrySet()) {
            assertThat(cells(plain(Utypes.SSA, each.getKey(), Band.METRE, false, Time.MJD, false)))
                    .containsEntry(each.getValue(), "10.68 41.27");
        }
        assertThat(cells(plain(Utypes.SSA, Position.COLUMNS, Band.METRE, false, Time.MJD, false)))
                .containsEntry("pos.eq.ra;meta.main", "10.68")
                .containsEntry("pos.eq.dec;meta.main", "41.27");
    }

    private Map<String, String> bands(Band band, boolean byExtent) throws Exception {
        return cells(plain(Utypes.SSA, Position.ARRAY, band, byExtent, Time.MJD, false));
    }

    private static void is(Map<String, String> cells, String utype, double expected) {
        assertThat(Double.parseDouble(cells.get(utype))).as(utype).isCloseTo(expected, within(expected * 1e-9));
    }

    @Test
    void bandsAreWavelengthsFrequenciesOrEnergies() throws Exception {
        String axis = "char.spectralaxis.coverage.";
        is(bands(Band.NANOMETRE, false), axis + "bounds.start", 400);
        is(bands(Band.ANGSTROM, false), axis + "bounds.stop", 5000);
        is(bands(Band.MICROMETRE, true), axis + "location.value", 0.45);
        is(bands(Band.MICROMETRE, true), axis + "bounds.extent", 0.1);
        // 500 nm is the lower end in frequency and energy
        is(bands(Band.HERTZ, false), axis + "bounds.start", 5.99584916e14);
        is(bands(Band.ELECTRONVOLT, false), axis + "bounds.stop", 3.09960496);
    }

    @Test
    void timesAreNumbersOrText() throws Exception {
        String axis = "char.timeaxis.coverage.";
        Map<String, String> jd = cells(plain(Utypes.SSA, Position.ARRAY, Band.METRE, false, Time.JD, false));
        assertThat(jd.get(axis + "bounds.start")).isEqualTo("2455000.75");
        Map<String, String> iso = cells(plain(Utypes.SSA, Position.ARRAY, Band.METRE, false, Time.ISO, false));
        assertThat(iso.get(axis + "bounds.start")).isEqualTo("2009-06-18T06:00");
        Map<String, String> middle = cells(plain(Utypes.SSA, Position.ARRAY, Band.METRE, true, Time.MJD, false));
        is(middle, axis + "location.value", 55_000.3);
        is(middle, axis + "bounds.extent", 8640);
    }

    @Test
    void whatStaysOutOfTheTable() throws Exception {
        SsaDialect odd = plain(Utypes.SSA, Position.ARRAY, Band.METRE, false, Time.MJD, true);
        String text = Votables.text(answer(odd, SomeSpectra.FIRST));
        assertThat(text)
                .contains("<PARAM name=\"ssa_instrument\"", "utype=\"ssa:DataID.Date\"", "unit=\"arcsec\"")
                .contains("<RESOURCE type=\"meta\" utype=\"adhoc:service\">")
                .doesNotContain("Dataset.Type");
        assertThat(cells(odd).get("char.spatialaxis.coverage.bounds.extent")).startsWith("60.0");
        // a light curve must be told from a spectrum
        assertThat(Votables.text(answer(odd, SomeSpectra.FIRST, SomeSpectra.SERIES)))
                .contains("Dataset.Type");
        assertThat(Votables.text(answer(odd))).doesNotContain("<TABLE>").contains("value=\"OK\"");
        Response overflow = new SsaHandler(SomeSpectra.all(server.host()), null, odd)
                .handle(request("/ssa", "REQUEST", "queryData", "MAXREC", "1"));
        assertThat(Votables.status(overflow)).containsExactly("OVERFLOW");
    }

    /** Every way is in every VO of some size. */
    @Test
    void fortyServicesSpeakInAllWays() {
        for (long seed = 1; seed <= 5; seed++) {
            long vo = seed;
            List<SsaDialect> all = IntStream.range(0, 60)
                    .mapToObj(service -> SsaDialect.of(vo, service))
                    .toList();
            Set<Object> ways = new TreeSet<>(java.util.Comparator.comparing(Object::toString));
            all.forEach(each -> ways.addAll(List.of(each.utypes(), each.position(), each.band(), each.time())));
            assertThat(ways).hasSize(6 + 4 + 6 + 3);
            assertThat(all).anyMatch(SsaDialect::bandByExtent).anyMatch(each -> !each.bandByExtent());
        }
    }
}
