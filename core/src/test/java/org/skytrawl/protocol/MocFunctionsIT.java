package org.skytrawl.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.skytrawl.protocol.Questions.all;
import static org.skytrawl.protocol.Questions.service;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.model.MocRegion;
import org.skytrawl.model.PolygonRegion;
import org.skytrawl.model.Region;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.FetchContext;
import org.skytrawl.protocol.LoopbackService.Behaviour;
import org.skytrawl.protocol.known.KnownProtocols;
import org.skytrawl.protocol.obstap.ObsTap;
import org.skytrawl.provenance.ServiceOutcome.Answered;

/** MOCs are sent as such to TAP services that declare them, if that spares more than it costs. */
class MocFunctionsIT {
    /** A belt of cells: a circle around it has many times its area. */
    private static final MocRegion BELT = MocRegion.parse("3/64-66 70-72 88 90");

    private static final Behaviour ROWS = LoopbackService.answering(200, QueryAsker.rows("OK", 0));
    private static final Behaviour REFUSAL = LoopbackService.answering(400, QueryAsker.rows("ERROR", 0));

    private static Behaviour capabilities(String type, String form) {
        return LoopbackService.answering(200, """
                <vosi:capabilities xmlns:vosi="http://www.ivoa.net/xml/VOSICapabilities/v1.0">
                <capability standardID="ivo://ivoa.net/std/TAP"><language><name>ADQL</name>
                <languageFeatures type="%s"><feature><form>%s</form></feature></languageFeatures>
                </language></capability></vosi:capabilities>
                """.formatted(type, form).getBytes(StandardCharsets.UTF_8));
    }

    private record Asked(List<String> requests, @Nullable String form) {}

    private static Asked ask(Region region, Behaviour... behaviours) throws Exception {
        try (LoopbackService server = new LoopbackService(behaviours);
                QueryAsker asker = new QueryAsker()) {
            QueryResult result = KnownProtocols.query(
                            service(ObsTap.PROTOCOL, server.url()), all(region, null, null), false)
                    .ask(
                            asker.means(false),
                            new FetchContext(Deadline.after(Duration.ofSeconds(20)), asker.cancellation),
                            asker::take);
            assertThat(result.outcome()).isInstanceOf(Answered.class);
            return new Asked(
                    server.requests().stream()
                            .map(text -> text.startsWith("GET ")
                                    ? text.substring(4, text.indexOf(" HTTP"))
                                    : URLDecoder.decode(text.substring(text.indexOf("QUERY=")), StandardCharsets.UTF_8))
                            .toList(),
                    result.facts().form());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ivo://org.gavo.dc/std/exts#extra-adql-keywords MOC",
                "ivo://ivoa.net/std/TAPRegExt#features-adqlgeo MOC",
                "ivo://ivoa.net/std/TAPRegExt#features-udf moc(ascii TEXT) -&gt; GEOMETRY"
            })
    void areSentToAServiceThatDeclaresThem(String feature) throws Exception {
        int blank = feature.indexOf(' ');
        Asked asked = ask(BELT, capabilities(feature.substring(0, blank), feature.substring(blank + 1)), ROWS);
        assertThat(asked.form).isEqualTo("moc");
        assertThat(asked.requests).hasSize(2);
        assertThat(asked.requests.getFirst()).isEqualTo("/x/capabilities");
        assertThat(asked.requests.getLast())
                .contains("1=INTERSECTS(s_region, MOC('3/64-66 70-72 88 90'))")
                .contains("1=CONTAINS(POINT(s_ra, s_dec), MOC('3/64-66 70-72 88 90'))");
    }

    @Test
    void areSentAsCirclesToOthers() throws Exception {
        Behaviour other = capabilities("ivo://ivoa.net/std/TAPRegExt#features-adqlgeo", "CIRCLE");
        for (Behaviour behaviour : List.of(
                other,
                LoopbackService.answering(404, new byte[0]),
                LoopbackService.answering(200, "<html/>".getBytes(StandardCharsets.UTF_8)),
                LoopbackService.answering(200, new byte[0]))) {
            Asked asked = ask(BELT, behaviour, ROWS);
            assertThat(asked.form).isEqualTo("intersects-or-contains");
            assertThat(asked.requests.getLast()).contains("CIRCLE('ICRS', ").doesNotContain("MOC");
        }
    }

    @Test
    void areSentAsCirclesIfTheyAreRefusedAfterAll() throws Exception {
        Behaviour declares = capabilities("ivo://ivoa.net/std/TAPRegExt#features-adqlgeo", "MOC");
        Asked asked = ask(BELT, declares, REFUSAL, ROWS);
        assertThat(asked.form).isEqualTo("intersects-or-contains");
        assertThat(asked.requests).hasSize(3);
    }

    @Test
    void capabilitiesAreNotReadWhereCirclesAreNearlyAsGood() throws Exception {
        for (Region region : List.of(
                MocRegion.parse("6/2623 2708-2709"),
                MocRegion.parse("12/100 500"),
                PolygonRegion.parse("350,10 20,10 20,10.5 350,10.5"))) {
            assertThat(ask(region, ROWS).requests).hasSize(1);
        }
    }
}
