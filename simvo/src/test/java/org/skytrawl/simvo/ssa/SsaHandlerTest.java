package org.skytrawl.simvo.ssa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.skytrawl.simvo.sia.Votables.request;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.http.SimServer;
import org.skytrawl.simvo.sia.Votables;

class SsaHandlerTest {
    private final SimServer server = SimServer.start();
    private final SsaHandler handler = new SsaHandler(SomeSpectra.all(server.host()), null, SsaDialect.USUAL);

    SsaHandlerTest() throws IOException {}

    @AfterEach
    void close() {
        server.close();
    }

    private static Response ask(SsaHandler handler, String... parameters) {
        List<String> all = new ArrayList<>(List.of("REQUEST", "queryData"));
        all.addAll(List.of(parameters));
        return handler.handle(request("/ssa", all.toArray(String[]::new)));
    }

    /** The ids of the rows, which their titles end with. */
    private List<Integer> ids(String... parameters) throws Exception {
        Response response = ask(handler, parameters);
        assertThat(Votables.status(response)).first().isEqualTo("OK");
        List<Integer> ids = new ArrayList<>();
        for (Map<String, String> row : Votables.rows(response)) {
            ids.add(Integer.valueOf(row.get("ssa_dstitle").substring("A <star> ".length())));
        }
        return ids;
    }

    private static boolean isRefused(SsaHandler handler, String... parameters) throws Exception {
        Response response = ask(handler, parameters);
        assertThat(response.status()).isEqualTo(200);
        return Votables.status(response).equals(List.of("ERROR"));
    }

    @Test
    void sizeIsADiameterAndAnApertureThatTouchesTheCircleCounts() throws Exception {
        // 0.0150 deg from the first, whose aperture has a radius of 0.0083
        assertThat(ids("POS", "10.70,41.27", "SIZE", "0.012")).containsExactly(1);
        assertThat(ids("POS", "10.70,41.27", "SIZE", "0.014")).containsExactly(0, 1);
        assertThat(ids("POS", "10.70,41.27;ICRS")).containsExactly(0, 1);
    }

    @Test
    void withoutApertureThePositionMustBeInTheCircle() throws Exception {
        assertThat(ids("POS", "20.02,41.27", "SIZE", "0.02")).isEmpty();
        assertThat(ids("POS", "20.02,41.27", "SIZE", "0.04")).containsExactly(2);
    }

    @Test
    void bandAndTimeLeaveOutWhatIsNotKnown() throws Exception {
        assertThat(ids("BAND", "9e-7/1e-6")).containsExactly(1);
        assertThat(ids("BAND", "9e-7/")).containsExactly(1);
        assertThat(ids("BAND", "/4.5e-7,1.5e-6")).containsExactly(0, 1, 2, 3, 5, 5, 5, 5);
        // MJD 55100 is 2009-09-26
        assertThat(ids("TIME", "2009-09-26T00:00:00/2009-09-27T00:00:00")).containsExactly(3);
        assertThat(ids("TIME", "2009-09/")).containsExactly(3);
        assertThat(ids("TIME", "/2009-06-17")).isEmpty();
        assertThat(ids("TIME", "2009-06-18", "POS", "10.68,41.27", "SIZE", "0.001"))
                .containsExactly(0);
    }

    @Test
    void formatsAreRowsOfTheirOwn() throws Exception {
        assertThat(ids("POS", "50,41.27")).containsExactly(5, 5, 5, 5);
        assertThat(ids("POS", "50,41.27", "FORMAT", "compliant")).containsExactly(5, 5);
        Response graphic = ask(handler, "POS", "50,41.27", "FORMAT", "graphic");
        assertThat(Votables.rows(graphic))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("mime", "image/png")
                        .containsEntry("accref", "http://d.example/get?id=5&fmt=png"));
    }

    @Test
    void metadataAreTheColumnsAndTheParameters() throws Exception {
        Response response = ask(handler, "FORMAT", "METADATA");
        assertThat(Votables.rows(response)).isEmpty();
        assertThat(Votables.text(response)).contains("name=\"INPUT:BAND\"", "utype=\"ssa:Access.Reference\"");
    }

    @Test
    void overflowIsToldBeforeOrAfterTheRows() throws Exception {
        Response response = ask(handler, "MAXREC", "2");
        assertThat(Votables.rows(response)).hasSize(2);
        assertThat(Votables.status(response)).containsExactly("OK", "OVERFLOW");
        assertThat(Votables.text(response)).contains("name=\"SERVICE_PROTOCOL\" value=\"1.1\">SSAP<");
    }

    @Test
    void errorsComeWithStatus200() throws Exception {
        for (String[] operation : new String[][] {{}, {"REQUEST", "getData"}}) {
            assertThat(Votables.status(handler.handle(request("/ssa", operation))))
                    .containsExactly("ERROR");
        }
        for (String[] wrong : new String[][] {
            {"POS", "10.68"},
            {"POS", "10.68,95"},
            {"POS", "10.68,41.27;GALACTIC"},
            {"POS", "10,41", "SIZE", "-1"},
            {"POS", "10,41", "SIZE", "wide"},
            {"BAND", "V"},
            {"BAND", "5e-7/4e-7"},
            {"TIME", "yesterday"},
            {"TIME", "2011/2009"},
            {"FORMAT", "pdf"},
            {"MAXREC", "-1"}
        }) {
            assertThat(isRefused(handler, wrong)).as(String.join(" ", wrong)).isTrue();
        }
    }

    @Test
    void aSearchLargerThanDeclaredIsRefused() throws Exception {
        SsaHandler small = new SsaHandler(SomeSpectra.all(server.host()), 0.5, SsaDialect.USUAL);
        assertThat(isRefused(small, "POS", "10,41", "SIZE", "1")).isFalse();
        assertThat(isRefused(small, "POS", "10,41", "SIZE", "1.01")).isTrue();
        assertThat(isRefused(small, "TIME", "2009")).isFalse();
    }
}
