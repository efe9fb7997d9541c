package org.skytrawl.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.skytrawl.protocol.Questions.all;
import static org.skytrawl.protocol.Questions.service;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.skytrawl.model.Cone;
import org.skytrawl.model.MocRegion;
import org.skytrawl.model.PolygonRegion;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Question;
import org.skytrawl.model.Region;
import org.skytrawl.protocol.known.KnownProtocols;
import org.skytrawl.protocol.obstap.ObsTap;
import org.skytrawl.protocol.sia.Sia1;
import org.skytrawl.protocol.sia.Sia2;
import org.skytrawl.protocol.ssa.Ssa;
import org.skytrawl.sky.Healpix;
import org.skytrawl.sky.Moc;
import org.skytrawl.sky.SkyPoint;

/** Golden requests: how each protocol asks for each kind of region, to the letter ({@code region-requests.txt}). */
class RegionRequestsTest {
    private static Map<String, Region> regions() {
        Map<String, Region> regions = new LinkedHashMap<>();
        regions.put("cone", new Cone(274.688, -13.792, 0.1));
        regions.put("polygon", PolygonRegion.parse("10,41 11,41 11,41.75 10,41.5"));
        regions.put("small moc", MocRegion.parse("6/2623 2708-2709"));
        regions.put("split moc", MocRegion.parse("6/2623 40000"));
        regions.put("sky without the galactic plane", withoutPlane());
        regions.put("polygon over RA 0", PolygonRegion.parse("359.5,-1 0.5,-1 0,0.25"));
        regions.put("polygon around the pole", PolygonRegion.parse("0,88 90,89 180,88 270,89"));
        regions.put("long polygon", PolygonRegion.parse("350,10 5,10 20,10 20,10.5 5,10.5 350,10.5"));
        return regions;
    }

    private static MocRegion withoutPlane() {
        SkyPoint pole = SkyPoint.ofGalacticDegrees(0, 90);
        return new MocRegion(Moc.ofCells(
                3,
                LongStream.range(0, Healpix.cellCount(3))
                        .filter(cell -> Math.abs(90 - Healpix.centreOf(3, cell).separationDeg(pole)) > 20)
                        .toArray()));
    }

    private static List<String> requests(Protocol protocol, Question question) {
        ServiceQuery query = KnownProtocols.query(service(protocol, "http://host/x"), question, false);
        QueryParts parts = query.parts();
        List<String> requests = new ArrayList<>();
        if (parts.areSeveral()) {
            requests.add("in " + parts.queries().size() + " " + parts.why());
        }
        for (ServiceQuery part : parts.queries()) {
            for (QueryForm form : part.forms()) {
                // forms that leave something out are in ServiceQueryTest
                if (form.leftOut().isEmpty()) {
                    requests.add((form.name() == null ? "" : form.name() + ": ")
                            + (form.appliesPosition() ? "" : "[not its word] ")
                            + form.text());
                }
            }
        }
        return requests;
    }

    @Test
    void regionsAreAskedForAsWritten() throws Exception {
        StringBuilder written = new StringBuilder();
        regions().forEach((name, region) -> {
            for (Protocol protocol : List.of(Sia1.PROTOCOL, Sia2.PROTOCOL, Ssa.PROTOCOL, ObsTap.PROTOCOL)) {
                written.append(name).append(", ").append(protocol.name()).append('\n');
                requests(protocol, all(region, null, null))
                        .forEach(request ->
                                written.append("    ").append(request).append('\n'));
            }
        });
        try (InputStream golden = RegionRequestsTest.class.getResourceAsStream("/requests/region-requests.txt")) {
            assertThat(written.toString().lines())
                    .containsExactlyElementsOf(
                            new String(Objects.requireNonNull(golden).readAllBytes(), StandardCharsets.UTF_8)
                                    .lines()
                                    .toList());
        }
    }
}
