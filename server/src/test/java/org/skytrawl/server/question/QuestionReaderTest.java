package org.skytrawl.server.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skytrawl.Skytrawl;
import org.skytrawl.server.http.ApiException;
import org.skytrawl.server.http.Json;
import org.skytrawl.server.question.Uploads.Upload;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a question means; nothing here sends a request. */
class QuestionReaderTest {
    private static final JsonMapper MAPPER = new JsonMapper();

    @TempDir
    private Path folder;

    private Skytrawl client;
    private Uploads uploads;
    private QuestionReader reader;

    @BeforeEach
    void open() {
        client = Skytrawl.builder().cacheDirectory(folder.resolve("cache")).open();
        uploads = Uploads.in(folder.resolve("files"), Uploads.Limits.DEFAULTS);
        reader = new QuestionReader(client, uploads);
    }

    @AfterEach
    void close() {
        client.close();
    }

    /** As in a query string, not encoded. */
    private static Map<String, List<String>> parameters(String query) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (String part : query.split("&", -1)) {
            String[] pair = part.split("=", 2);
            parameters.merge(
                    pair[0],
                    List.of(pair[1]),
                    (one, more) -> IntStream.range(0, one.size() + 1)
                            .mapToObj(i -> i < one.size() ? one.get(i) : more.getFirst())
                            .toList());
        }
        return parameters;
    }

    private JsonNode json(String query) throws InterruptedException {
        return MAPPER.readTree(Json.text(QuestionJson.of(reader.read(parameters(query)), List.of())));
    }

    private ApiException refused(String query) {
        return catchThrowableOfType(ApiException.class, () -> reader.read(parameters(query)));
    }

    private Upload upload(String name, String content) throws IOException {
        return uploads.take(new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)), name);
    }

    @Test
    void aConeIsWrittenAsDocumented() throws InterruptedException {
        assertThat(json("cone=10.68,41.27,0.2&type=image&spectrum=400nm..700nm&time=..2009")
                        .toString())
                .isEqualTo("{\"parameters\":{\"cone\":\"10.68,41.27,0.2\",\"type\":\"image\","
                        + "\"spectrum\":\"400nm..700nm\",\"time\":\"..2009\"},"
                        + "\"region\":{\"kind\":\"cone\",\"raDeg\":10.68,\"decDeg\":41.27,\"radiusDeg\":0.2},"
                        + "\"place\":\"RA 10.68, Dec 41.27, within 0.2 deg\","
                        + "\"wavelengthM\":[4.0E-7,7.0E-7],\"mjd\":[null,55197.0],"
                        + "\"types\":[\"image\"],\"inclusive\":false,\"notes\":[],"
                        + "\"command\":\"skytrawl images --cone 10.68,41.27,0.2 --spectrum 400nm..700nm --time ..2009\","
                        + "\"python\":\"skytrawl.images(SkyCoord(10.68, 41.27, unit='deg'), radius=0.2 * u.deg,"
                        + " spectrum='400nm..700nm', time='..2009')\"}");
    }

    @Test
    void aPolygonHasItsVertices() throws InterruptedException {
        JsonNode json = json("polygon=10,41 11,41 11,41.6&type=image,cube&inclusive=true&theory=true&timeout=5s");
        assertThat(json.at("/region").toString())
                .isEqualTo("{\"kind\":\"polygon\",\"vertices\":[[10.0,41.0],[11.0,41.0],[11.0,41.6]]}");
        assertThat(json.at("/wavelengthM").isNull()).isTrue();
        assertThat(json.at("/command").asString())
                .isEqualTo("skytrawl datasets --polygon '10,41 11,41 11,41.6' --type image,cube --inclusive --theory"
                        + " --timeout 5s");
        assertThat(json.at("/python").asString())
                .isEqualTo("skytrawl.datasets(polygon=SkyCoord([10, 11, 11], [41, 41, 41.6], unit='deg'),"
                        + " type=['image', 'cube'], inclusive=True, theory=True, timeout='5s')");
    }

    @Test
    void circlesAreTargetsInTheQuestionItself() throws InterruptedException {
        JsonNode json = json("targets=10.68,41.27,0.2 00:42:44.3,-41:16:09,12arcmin&type=spectrum");
        assertThat(json.at("/region/kind").asString()).isEqualTo("targets");
        assertThat(json.at("/region/positions/0").toString()).isEqualTo("[10.68,41.27,0.2]");
        assertThat(json.at("/place").asString()).isEqualTo("the circles of 2 targets");
        assertThat(json.at("/command").asString())
                .isEqualTo("skytrawl spectra --targets '10.68,41.27,0.2 00:42:44.3,-41:16:09,12arcmin'");
        assertThat(json.at("/python").asString())
                .startsWith("skytrawl.spectra(SkyCoord([10.68, 10.68")
                .endsWith("unit='deg'), radius=[0.2, 0.2] * u.deg)");
        assertThat(json("targets=10,20 30,40&radius=0.5").at("/command").asString())
                .isEqualTo("skytrawl datasets --targets '10,20 30,40' --radius 0.5");
        assertThat(refused("targets=10,20,1 30,95,1").field()).isEqualTo("targets");
        assertThat(refused("targets=10,20,1 30,95,1").text()).startsWith("targets: target 2: declination");
        assertThat(refused("targets=list.csv").text())
                .contains("send the file before")
                .contains("RA,DEC,RADIUS");
    }

    @Test
    void aMocHasTheOutlinesOfItsCells() throws InterruptedException {
        JsonNode region = json("moc=6/100-101 7/500").at("/region");
        assertThat(region.at("/moc").asString()).isEqualTo("6/100-101 7/500");
        assertThat(region.at("/cells").intValue()).isEqualTo(3);
        assertThat(region.at("/outline").size()).isEqualTo(3);
        assertThat(region.at("/outline/0").size()).isEqualTo(4);
    }

    @Test
    void aMocOfManyCellsIsDrawnCoarser() throws InterruptedException {
        String every40th = IntStream.range(0, 5000).mapToObj(i -> "" + 40 * i).collect(Collectors.joining(" "));
        JsonNode region = json("moc=9/" + every40th).at("/region");
        assertThat(region.at("/cells").intValue()).isEqualTo(5000);
        assertThat(region.at("/outline").size()).isBetween(1, 2000);
    }

    @Test
    void aFileThatWasSentIsNamedAsTheUserNamesIt() throws Exception {
        Upload moc = upload("C:\\data\\my moc's.txt", "6/100-101");
        JsonNode json = json("moc=" + moc.parameter());
        assertThat(json.at("/command").asString()).isEqualTo("skytrawl datasets --moc 'my moc'\\''s.txt'");
        assertThat(json.at("/python").asString()).isEqualTo("skytrawl.datasets(moc='my moc\\'s.txt')");
        assertThat(json.at("/notes/0").asString()).isEqualTo("given as --moc my moc's.txt");
        assertThat(json.at("/parameters/moc").asString()).isEqualTo(moc.parameter());
    }

    @Test
    void targetsAreEvenlySpread() throws Exception {
        String rows = IntStream.range(0, 12_000)
                .mapToObj(i -> i + "," + i / 100.0 + ",10\n")
                .collect(Collectors.joining());
        Upload list = upload("list.csv", "id,ra,dec\n" + rows);
        JsonNode json = json("targets=" + list.parameter() + "&radius=30arcsec");
        assertThat(json.at("/region/count").intValue()).isEqualTo(12_000);
        assertThat(json.at("/region/positions").size()).isEqualTo(5000);
        assertThat(json.at("/region/positions/1/0").doubleValue()).isEqualTo(0.02);
        assertThat(json.at("/region/positions/4999/0").doubleValue()).isEqualTo(119.97);
        assertThat(json.at("/place").asString()).isEqualTo("the circles of 12,000 targets");
        assertThat(json.at("/command").asString()).isEqualTo("skytrawl datasets --targets list.csv --radius 30arcsec");
        assertThat(json.at("/python").asString()).startsWith("skytrawl.datasets(targets='list.csv', radius=0.00833333");
    }

    @Test
    void whatWasUnderstoodOtherwiseIsNoted() throws InterruptedException {
        assertThat(json("cone=0:42:44,41:16:9,0.2&type=spectra&type=hologram")
                        .at("/notes")
                        .toString())
                .contains("given as --cone 0:42:44,41:16:9,0.2", "'spectra' is read as spectrum", "'hologram' is no");
        assertThat(json("galactic=-12,3&radius=6arcmin").at("/command").asString())
                .isEqualTo("skytrawl datasets --galactic=-12,3 --radius 6arcmin");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cone=10,41,0.1&target=M31&radius=1 | target      | give only one of cone, galactic
            target=M31                         | radius      | needs a radius
            cone=10,41                         | cone        | RADIUS
            cone=10,91,1                       | cone        | 91
            cone=10,41,1&radius=0.1            | cone        | radius
            polygon=1,1 2,2 3,1&radius=1       | radius      | a polygon, MOC or footprint has no radius
            time=2009&radius=1                 | radius      | needs target
            polygon=1,1 2,2                    | polygon     | vert
            cone=1,1,1&spectrum=5parsec        | spectrum    | parsec
            cone=1,1,1&time=2009..2008         | time        | 2008
            cone=1,1,1&timeout=soon            | timeout     | soon
            cone=1,1,1&deadline=0s             | deadline    | more than 0
            cone=1,1,1&inclusive=yes           | inclusive   | true or false
            cone=1,1,1&probability=0.9         | probability | needs moc
            moc=6/1&probability=2              | probability | (0,1]
            moc=6/1&probability=0.9            | probability | file
            moc=6/                             | moc         | empty
            moc=/etc/passwd                    | moc         | no MOC in ASCII
            moc=upload:../../../etc/passwd     | moc         | there is no file
            footprint=/etc/passwd              | footprint   | POST /api/files
            footprint=/etc/passwd#0            | footprint   | POST /api/files
            targets=/etc/passwd                | targets     | POST /api/files
            cone=1,1,1&time=2009&time=2010     | time        | 2 times
            cone=1,1,1&colour=red              | colour      | no parameter
            """)
    void errorsNameTheParameter(String query, String field, String message) {
        ApiException error = refused(query);
        assertThat(error.field()).as(error.text()).isEqualTo(field);
        assertThat(error.text()).contains(message);
        assertThat(error.status()).isEqualTo(message.equals("there is no file") ? 404 : 400);
    }

    @Test
    void aQuestionWithoutLimitsIsRefused() {
        assertThat(refused("type=image").text()).contains("give at least one of cone, galactic");
        assertThat(refused("cone=&type=image").text()).contains("give at least one of");
    }

    @Test
    void noFileOfThisMachineIsRead() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.moc"), "6/100");
        for (String path : List.of(secret.toString(), secret.toUri().toString(), "upload:" + secret, "../secret.moc")) {
            for (String field : List.of("moc", "footprint", "targets")) {
                assertThat(refused(field + "=" + path).field()).isEqualTo(field);
            }
        }
    }

    @Test
    void messagesDoNotShowTheFolderOfTheServer() throws IOException {
        Upload broken = upload("mine.fits", "SIMPLE  = no");
        for (String field : List.of("moc", "footprint", "targets")) {
            assertThat(refused(field + "=" + broken.parameter()).text())
                    .contains("mine.fits")
                    .doesNotContain(folder.toString());
        }
    }

    @Test
    void jsonBodiesHaveTheSameParameters() throws InterruptedException {
        QuestionForm form = reader.read(
                MAPPER.readTree("{\"cone\": \"10.68,41.27\", \"radius\": 0.2, \"type\": [\"image\"], \"time\": null,"
                        + " \"inclusive\": true}"));
        assertThat(Json.text(form.parameters()))
                .isEqualTo(
                        "{\"cone\":[\"10.68,41.27\"],\"radius\":[\"0.2\"],\"type\":[\"image\"],\"inclusive\":[\"true\"]}");
        ApiException wrong =
                catchThrowableOfType(ApiException.class, () -> reader.read(MAPPER.readTree("{\"cone\": {\"ra\": 1}}")));
        assertThat(wrong.field()).isEqualTo("cone");
    }

    @Test
    void hostileTextIsQuoted() throws Exception {
        Upload moc = upload("$(touch x);`id`'\n\u202e.txt", "6/1");
        JsonNode json = json("moc=" + moc.parameter());
        assertThat(json.at("/command").asString()).isEqualTo("skytrawl datasets --moc '$(touch x);`id`'\\'' .txt'");
        assertThat(Arrays.asList(json.at("/python").asString().split("\\R", -1)))
                .hasSize(1);
    }
}
