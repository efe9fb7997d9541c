package org.skytrawl.simvo.sia;

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
import org.skytrawl.simvo.universe.Dataset;
import org.skytrawl.simvo.universe.RepeatedPos;
import org.skytrawl.simvo.universe.ServiceWays;
import org.skytrawl.simvo.universe.SimProtocol;
import org.skytrawl.simvo.universe.SimService;
import org.skytrawl.simvo.universe.UploadWay;

class Sia2HandlerTest {
    private final SimServer server = SimServer.start();
    private final Sia2Handler handler = new Sia2Handler(
            SomeImages.service(SimProtocol.SIA2, server.host(), SomeImages.all().toArray(Dataset[]::new)));

    Sia2HandlerTest() throws IOException {}

    @AfterEach
    void close() {
        server.close();
    }

    private List<Integer> ids(String... parameters) throws Exception {
        return ids(handler, parameters);
    }

    private static List<Integer> ids(Sia2Handler handler, String... parameters) throws Exception {
        Response response = handler.handle(request("/sia", parameters));
        assertThat(Votables.status(response)).first().isEqualTo("OK");
        List<Integer> ids = new ArrayList<>();
        for (Map<String, String> row : Votables.rows(response)) {
            ids.add(Integer.parseInt(row.get("obs_id").replaceAll("\\D", "")));
        }
        return ids;
    }

    @Test
    void aCircleFindsWhatItTouches() throws Exception {
        assertThat(ids("POS", "CIRCLE 10.68 41.27 0.05")).containsExactly(0);
        assertThat(ids("POS", "CIRCLE 10.75 41.27 0.1")).containsExactly(0, 1);
        assertThat(ids("POS", "CIRCLE 359.9 20 0.05")).containsExactly(2);
        assertThat(ids("POS", "CIRCLE 20 90 0.1")).containsExactly(3);
        assertThat(ids("POS", "CIRCLE 200 0 1")).isEmpty();
    }

    @Test
    void aBareCentreMustBeInTheCircle() throws Exception {
        assertThat(ids("POS", "CIRCLE 100 -30.021 0.01")).containsExactly(4, 5, 6);
        assertThat(ids("POS", "CIRCLE 100 -30.04 0.01")).containsExactly(4, 5);
    }

    @Test
    void rangesAndPolygonsAreUnderstood() throws Exception {
        assertThat(ids("POS", "RANGE 10 11 41 42")).containsExactly(0, 1);
        assertThat(ids("POS", "POLYGON 10.5 41.1 10.7 41.1 10.7 41.4 10.5 41.4"))
                .contains(0);
        assertThat(ids("POS", "RANGE 20 30 41 42")).isEmpty();
    }

    private List<Integer> repeated(RepeatedPos way, String... parameters) throws Exception {
        SimService service = SomeImages.service(
                        SimProtocol.SIA2, server.host(), SomeImages.all().toArray(Dataset[]::new))
                .with(new ServiceWays(UploadWay.USUAL, way));
        return ids(new Sia2Handler(service), parameters);
    }

    /** Only the first is as the standard says. */
    @Test
    void severalPositionsAreTakenInTheWayOfTheService() throws Exception {
        String[] three = {
            "POS",
            "CIRCLE 10.68 41.27 0.05",
            "POS",
            "CIRCLE 359.9 20 0.05",
            "DPTYPE",
            "image",
            "POS",
            "CIRCLE 20 90 0.1"
        };
        assertThat(repeated(RepeatedPos.UNION, three)).containsExactly(0, 2, 3);
        assertThat(repeated(RepeatedPos.FIRST, three)).containsExactly(0);
        assertThat(repeated(RepeatedPos.LAST, three)).containsExactly(3);
        assertThat(repeated(RepeatedPos.IGNORED, three)).containsExactly(0, 1, 2, 3, 5, 6);
        for (RepeatedPos way : RepeatedPos.values()) {
            assertThat(repeated(way, "POS", "CIRCLE 20 90 0.1")).containsExactly(3);
        }
    }

    @Test
    void severalPositionsMayBeRefused() throws Exception {
        SimService service = SomeImages.service(SimProtocol.SIA2, server.host(), SomeImages.SQUARE)
                .with(new ServiceWays(UploadWay.USUAL, RepeatedPos.REFUSED));
        Response response = new Sia2Handler(service)
                .handle(request("/sia", "POS", "CIRCLE 10.68 41.27 0.05", "POS", "CIRCLE 359.9 20 0.05"));
        assertThat(response.status()).isEqualTo(400);
        assertThat(Votables.status(response)).containsExactly("ERROR");
        assertThat(Votables.text(response)).contains("UsageFault: POS is given 2 times, only one is supported");
    }

    @Test
    void severalValuesAreAlternatives() throws Exception {
        assertThat(ids("POS", "CIRCLE 10.68 41.27 0.05", "pos", "CIRCLE 359.9 20 0.05"))
                .containsExactly(0, 2);
        assertThat(ids("DPTYPE", "cube")).containsExactly(4);
        assertThat(ids("DPTYPE", "cube", "DPTYPE", "image")).hasSize(7);
    }

    @Test
    void bandAndTimeLeaveOutWhatIsNotKnown() throws Exception {
        assertThat(ids("POS", "CIRCLE 100 -30 1", "BAND", "4.5e-7")).containsExactly(5, 6);
        assertThat(ids("POS", "CIRCLE 100 -30 1", "BAND", "1e-9 1e-8")).isEmpty();
        assertThat(ids("POS", "CIRCLE 100 -30 1", "TIME", "55000 +Inf")).containsExactly(4, 6);
        assertThat(ids("POS", "CIRCLE 100 -30 1", "TIME", "-Inf 55000")).isEmpty();
    }

    @Test
    void collectionsAreTold() throws Exception {
        assertThat(ids("COLLECTION", "second")).containsExactly(4, 5, 6);
    }

    @Test
    void overflowIsToldAfterTheRows() throws Exception {
        Response response = handler.handle(request("/sia", "MAXREC", "3"));
        assertThat(Votables.rows(response)).hasSize(3);
        assertThat(Votables.status(response)).containsExactly("OK", "OVERFLOW");
        assertThat(Votables.rows(handler.handle(request("/sia", "MAXREC", "0"))))
                .isEmpty();
        assertThat(Votables.status(handler.handle(request("/sia", "MAXREC", "7"))))
                .containsExactly("OK");
    }

    @Test
    void titlesComeThroughWhole() throws Exception {
        assertThat(Votables.rows(handler.handle(request("/sia", "DPTYPE", "cube")))
                        .getFirst()
                        .get("obs_title"))
                .isEqualTo("A <title> & more 4");
    }

    @Test
    void whatCannotBeReadIsAnError() throws Exception {
        for (String[] wrong : new String[][] {
            {"POS", "CIRCLE 1 2"},
            {"POS", "SQUARE 1 2 3"},
            {"POS", "CIRCLE 1 95 3"},
            {"BAND", "red"},
            {"TIME", "2 1"},
            {"MAXREC", "-1"},
            {"RESPONSEFORMAT", "application/pdf"}
        }) {
            Response response = handler.handle(request("/sia", wrong));
            assertThat(response.status()).isEqualTo(400);
            assertThat(Votables.status(response)).containsExactly("ERROR");
        }
    }

    @Test
    void capabilitiesAndAvailabilityAreBeside() throws Exception {
        Response capabilities = handler.handle(request("/sia/capabilities"));
        assertThat(Votables.document(capabilities)
                        .getElementsByTagName("capability")
                        .getLength())
                .isGreaterThan(2);
        assertThat(Votables.text(capabilities))
                .contains("ivo://ivoa.net/std/SIA#query-2.0", "http://127.1.0.1:4000/sia</accessURL>");
        assertThat(Votables.text(handler.handle(request("/sia/availability")))).contains("<available>true");
    }
}
