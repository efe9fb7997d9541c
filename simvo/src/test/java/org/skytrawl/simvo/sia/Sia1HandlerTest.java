package org.skytrawl.simvo.sia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.skytrawl.simvo.sia.Votables.request;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.http.SimServer;
import org.skytrawl.simvo.universe.SimProtocol;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class Sia1HandlerTest {
    private final SimServer server = SimServer.start();
    private final Sia1Handler handler = new Sia1Handler(SomeImages.service(
            SimProtocol.SIA1,
            server.host(),
            SomeImages.SQUARE,
            SomeImages.DISC,
            SomeImages.OVER_ZERO,
            SomeImages.AT_POLE,
            SomeImages.CUBE,
            SomeImages.TIMELESS));

    Sia1HandlerTest() throws IOException {}

    @AfterEach
    void close() {
        server.close();
    }

    private List<Map<String, String>> rows(String... parameters) throws Exception {
        Response response = handler.handle(request("/sia", parameters));
        assertThat(response.status()).isEqualTo(200);
        assertThat(Votables.status(response)).containsExactly("OK");
        return Votables.rows(response);
    }

    private List<String> titles(String... parameters) throws Exception {
        return rows(parameters).stream()
                .map(row -> row.get("title").replaceAll("\\D", ""))
                .toList();
    }

    @Test
    void theBoxFindsWhatItOverlaps() throws Exception {
        assertThat(titles("POS", "10.68,41.27", "SIZE", "0.02")).containsExactly("0");
        assertThat(titles("POS", "10.75,41.27", "SIZE", "0.3", "INTERSECT", "OVERLAPS"))
                .containsExactly("0", "1");
        assertThat(titles("POS", "359.9,20", "SIZE", "0.1,0.1")).containsExactly("2");
        assertThat(titles("POS", "20,90", "SIZE", "360,0.2")).containsExactly("3");
        assertThat(titles("POS", "200,0", "SIZE", "1")).isEmpty();
    }

    @Test
    void intersectIsHeeded() throws Exception {
        assertThat(titles("POS", "10.75,41.27", "SIZE", "0.1", "INTERSECT", "CENTER"))
                .containsExactly("0");
        assertThat(titles("POS", "10.68,41.27", "SIZE", "5", "INTERSECT", "ENCLOSED"))
                .containsExactly("0", "1");
        assertThat(titles("POS", "10.68,41.27", "SIZE", "0.01", "INTERSECT", "COVERS"))
                .containsExactly("0");
    }

    @Test
    void theWorldCoordinatesAreThoseOfTheImage() throws Exception {
        Map<String, String> row = rows("POS", "10.68,41.27", "SIZE", "0.02").getFirst();
        double[] matrix = numbers(row.get("cdmatrix"));
        double[] pixels = numbers(row.get("naxis"));
        assertThat(numbers(row.get("refvalue"))).containsExactly(10.68, 41.27);
        assertThat(row.get("projection")).isEqualTo("TAN");
        assertThat(pixels).hasSize(2);
        // on the plane, which is a little wider than the sky
        assertThat(-matrix[0] * pixels[0]).isCloseTo(0.2, within(1e-6)).isGreaterThan(0.2);
        assertThat(matrix[3] * pixels[1]).isCloseTo(0.1, within(1e-6)).isGreaterThan(0.1);
        assertThat(row.get("mjd")).startsWith("55000.3");
        assertThat(row.get("bandunit")).isEqualTo("m");
        assertThat(row.get("acref")).isEqualTo("http://d.example/get?a=1&id=0");
    }

    private static double[] numbers(String text) {
        return Arrays.stream(text.split(" ", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    @Test
    void aDiscIsAsLargeAsItsSizeSays() throws Exception {
        Map<String, String> row = rows("POS", "10.9,41.27", "SIZE", "0.01").getFirst();
        double[] scale = numbers(row.get("scale"));
        double[] pixels = numbers(row.get("naxis"));
        assertThat(Math.hypot(scale[0] * pixels[0], scale[1] * pixels[1])).isCloseTo(0.1, within(1e-9));
        assertThat(row.get("projection")).isEmpty();
    }

    @Test
    void cubesHaveThreeAxesAndWhatIsUnknownIsEmpty() throws Exception {
        List<Map<String, String>> rows = rows("POS", "100,-30", "SIZE", "0.5");
        assertThat(rows).hasSize(2);
        assertThat(rows.getFirst().get("naxes")).isEqualTo("3");
        assertThat(rows.getFirst().get("bandlo")).isEmpty();
        assertThat(rows.getLast().get("naxes")).isEqualTo("2");
        assertThat(rows.getLast().get("mjd")).isEmpty();
    }

    @Test
    void metadataHasNoRowsButAllColumnsThatSia1Requires() throws Exception {
        Response response = handler.handle(request("/sia", "FORMAT", "METADATA"));
        assertThat(Votables.rows(response)).isEmpty();
        NodeList fields = Votables.document(response).getElementsByTagName("FIELD");
        Set<String> ucds = new HashSet<>();
        for (int i = 0; i < fields.getLength(); i++) {
            ucds.add(((Element) fields.item(i)).getAttribute("ucd"));
        }
        assertThat(ucds)
                .contains(
                        "VOX:Image_Title",
                        "POS_EQ_RA_MAIN",
                        "POS_EQ_DEC_MAIN",
                        "VOX:Image_Naxes",
                        "VOX:Image_Naxis",
                        "VOX:Image_Scale",
                        "VOX:Image_Format",
                        "VOX:Image_AccessReference");
    }

    @Test
    void otherFormatsAreNotHad() throws Exception {
        assertThat(titles("POS", "10.68,41.27", "SIZE", "0.02", "FORMAT", "image/fits"))
                .containsExactly("0");
        assertThat(titles("POS", "10.68,41.27", "SIZE", "0.02", "FORMAT", "image/jpeg"))
                .isEmpty();
    }

    @Test
    void errorsComeWithStatus200() throws Exception {
        for (String[] wrong :
                new String[][] {{"SIZE", "1"}, {"POS", "1;x"}, {"POS", "1,95"}, {"POS", "1,2", "SIZE", "-1"}}) {
            Response response = handler.handle(request("/sia", wrong));
            assertThat(response.status()).isEqualTo(200);
            assertThat(Votables.status(response)).containsExactly("ERROR");
        }
    }
}
