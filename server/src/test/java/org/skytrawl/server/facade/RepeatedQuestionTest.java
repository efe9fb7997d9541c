package org.skytrawl.server.facade;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.Skytrawl;
import org.skytrawl.model.Question;
import org.skytrawl.model.TargetRegion;
import org.skytrawl.server.question.QuestionForm;
import org.skytrawl.server.question.QuestionJson;

/** A run of the facade is a question of the API: the page shows it, and can ask it again. */
class RepeatedQuestionTest {
    /** Of the server, for the first line and the headers of a request. */
    private static final int MOST_OF_ADDRESS = 8_192 - 1_000;

    @TempDir
    private Path folder;

    private Skytrawl client;

    @BeforeEach
    void open() {
        client = Skytrawl.builder().cacheDirectory(folder).open();
    }

    @AfterEach
    void close() {
        client.close();
    }

    private QuestionForm again(Question question) throws InterruptedException {
        return QuestionForm.of(SharedRuns.parameters(question, Duration.ofSeconds(50)), client);
    }

    private static Question sia2(String query) {
        return Objects.requireNonNull(
                Sia2Request.read(Sia2RequestTest.parameters(query)).question());
    }

    private static String places(int count, String form) {
        return IntStream.range(0, count)
                .mapToObj(i -> "POS=" + String.format(form, (i * 137.50776405) % 360, (i * 0.6180339) % 80))
                .collect(Collectors.joining("&"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POS=CIRCLE+10.68+41.27+0.2",
                "POS=CIRCLE+10.68+-41.27+0",
                "POS=CIRCLE+0.00001+-0.00001+1e-5",
                "POS=CIRCLE+10.68+41.27+0.2&POS=CIRCLE+10.68+41.27+0.2",
                "POS=POLYGON+10+20+11+20+11+21",
                "POS=POLYGON+0+-1e-7+1e-5+-1e-7+1e-5+1e-7",
                "POS=RANGE+30+31+40+41",
                "POS=RANGE+-Inf+Inf+40+41",
                "POS=CIRCLE+10+20+1&POS=RANGE+30+31+40+41&POS=POLYGON+10+20+11+20+11+21",
                "POS=CIRCLE+10+20+1&POS=POLYGON+10+20+11+20+11+21",
                "BAND=4e-7+7e-7",
                "BAND=1e-12",
                "BAND=-Inf+7e-7",
                "BAND=0.21+Inf",
                "TIME=55000+55001.5",
                "TIME=2001",
                "TIME=-Inf+2001.25",
                "TIME=1800+2100.75",
                "TIME=2101+1000000",
                "TIME=1000001+20010101",
                "TIME=-1e300+5",
                "BAND=1e-300+1e300",
                "TIME=0",
                "TIME=-10+-5.5",
                "BAND=1e-7+2e-7&BAND=5e-7&TIME=50000+50001&TIME=60000",
                "TIME=55000&DPTYPE=spectrum&DPTYPE=sed",
                "TIME=55000&DPTYPE=visibility",
                "TIME=55000&DPTYPE=light-curve",
            })
    void theApiReadsTheQuestionOfARun(String query) throws InterruptedException {
        Question question = sia2(query);
        assertThat(again(question).question()).isEqualTo(question);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POS=10,20&SIZE=0.5&BAND=4e-7/7e-7&TIME=2009-06-18/2009-06-18",
                "POS=121.1743,-21.5733;GALACTIC&SIZE=0",
                "BAND=/4e-7,5e-7/6e-7",
                "TIME=/2009-06-17T12:30:01.5",
            })
    void theApiReadsTheQuestionOfARunForSpectra(String query) throws InterruptedException {
        Question question = Objects.requireNonNull(
                SsaRequest.read(Sia2RequestTest.parameters(query)).question());
        assertThat(again(question).question()).isEqualTo(question);
    }

    @Test
    void circlesAreATargetListInAnyOrder() throws InterruptedException {
        Question question = sia2("POS=CIRCLE+300+-40+0&POS=CIRCLE+10.5+20+1&POS=CIRCLE+300+-40+0");
        Question other = sia2("POS=CIRCLE+10.5+20+1&POS=CIRCLE+300+-40+0");

        QuestionForm again = again(question);

        assertThat(((TargetRegion) Objects.requireNonNull(again.question().region())).cones())
                .isEqualTo(((TargetRegion) Objects.requireNonNull(question.region())).cones())
                .hasSize(2);
        assertThat(SharedRuns.parameters(other, Duration.ofSeconds(50)))
                .isEqualTo(SharedRuns.parameters(question, Duration.ofSeconds(50)));
        Map<String, ?> json = QuestionJson.of(again, List.of());
        assertThat(json.get("command"))
                .isEqualTo("skytrawl datasets --targets '10.5,20.0,1.0 300.0,-40.0,1.0E-6' --type cube,image"
                        + " --deadline 50s");
        assertThat(json.get("python"))
                .isEqualTo("skytrawl.datasets(SkyCoord([10.5, 300], [20, -40], unit='deg'), radius=[1, 1.0E-6] * u.deg,"
                        + " type=['cube', 'image'], deadline='50s')");
    }

    @Test
    void theCommandNamesTheRegistriesOfTheServer() throws InterruptedException {
        QuestionForm form = again(sia2("POS=CIRCLE+10.5+20+1"));
        assertThat(QuestionJson.of(form, List.of("http://reg.example/tap", "https://me:secret@other.example/tap"))
                        .get("command"))
                .isEqualTo("skytrawl datasets --cone 10.5,20.0,1.0 --type cube,image --deadline 50s"
                        + " --registry http://reg.example/tap --registry 'https://***@other.example/tap'");
    }

    /** What comes in the address of a request goes into the address of the page. */
    @ParameterizedTest
    @ValueSource(strings = {"CIRCLE+%.6f+%.6f+0.05", "RANGE+%.6f+360+%.6f+80", "POLYGON+%f+%f+0+80+0.1+80"})
    void theAddressOfThePageIsNotTooLong(String form) {
        String query = places(99, form) + "&POS=CIRCLE+1.5+2.5+0.3";
        StringBuilder address = new StringBuilder();
        SharedRuns.parameters(sia2(query), Duration.ofSeconds(50))
                .forEach((name, values) -> values.forEach(value ->
                        address.append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8))));
        assertThat(query.length()).isLessThan(MOST_OF_ADDRESS);
        assertThat(address.length()).isLessThan(MOST_OF_ADDRESS);
    }

    @Test
    void aWholeQuestionHasItsLimits() {
        assertThat(SharedRuns.parameters(
                        sia2("POS=CIRCLE+10+20+1&BAND=4e-7+Inf&TIME=-Inf+55000"), Duration.ofSeconds(50)))
                .isEqualTo(Map.of(
                        "cone", List.of("10.0,20.0,1.0"),
                        "spectrum", List.of("4.0E-7m.."),
                        "time", List.of("..55000.0"),
                        "type", List.of("cube", "image"),
                        "deadline", List.of("50s")));
    }
}
