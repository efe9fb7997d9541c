package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a user gets from {@code skytrawl images} when services do well and badly. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Execution(ExecutionMode.CONCURRENT)
class ImagesIT {
    private static final String HTML = "<!DOCTYPE html><html><body>Welcome to our archive</body></html>";

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private LoopbackServices services;

    @BeforeEach
    void start() throws Exception {
        services = new LoopbackServices();
    }

    @AfterEach
    void stop() {
        services.close();
    }

    @Test
    void endsWellThoughSomeFailedAndSaysWhoDidNotGive() throws Exception {
        services.answering("good", "a", "b")
                .called("ivo://loopback/good", "\u001b]0;owned\u0007Good\u009b2J")
                .answering("twin", "b", "c")
                .overflowing("full", "d")
                .sending("broken", 500, "\u001b[31mdown\u001b[0m for repair\u0007")
                .called("ivo://loopback/bro\u001b[1mken", "Broken")
                .sending("page", 200, HTML)
                .hanging("hanging");

        // longer than the 3 s after which a line of progress comes
        Cli said = images("--timeout", "5s", "--format", "csv");

        assertThat(said.status()).isZero();
        assertThat(column("access_url", said.out()))
                .containsExactlyInAnyOrder(
                        "http://data.example/a.fits",
                        "http://data.example/b.fits",
                        "http://data.example/c.fits",
                        "http://data.example/d.fits");
        assertThat(said.out()).doesNotContainPattern("[\\p{Cc}&&[^\\n]]");
        assertThat(said.err().lines())
                .contains("asked       6 services: 2 answered, 1 overflowed, 2 failed, 1 timed out")
                .anyMatch(line -> line.matches("progress {4}\\d of 6 services, \\d running, .*"))
                .anyMatch(line -> line.startsWith("found       4 datasets (1 duplicate merged away) in "));
        String at = "       1    " + services.host() + "  ";
        List<String> missing = missing(said.err());
        assertThat(missing).hasSize(4);
        assertThat(missing.get(0)).startsWith(at + "HTTP 500").contains("down").endsWith(" (ivo://loopback/bro[1mken)");
        assertThat(missing.get(1)).startsWith(at).contains("VOTable").endsWith(" (ivo://loopback/page)");
        assertThat(missing.get(2)).startsWith(at + "QUERY_STATUS OVERFLOW").endsWith(" (ivo://loopback/full)");
        assertThat(missing.get(3)).isEqualTo(at + "timed out while waiting (ivo://loopback/hanging)");
        assertThat(said.err()).endsWith("\nINCOMPLETE  data of 4 of 6 services is missing\n");
    }

    @Test
    void strictTellsByItsStatusThatSomethingIsMissingAndQuietSaysNothing() throws Exception {
        services.answering("good", "a", "b").sending("broken", 500, "down");

        Cli said = images("--strict", "--quiet", "--format", "jsonl");

        assertThat(said.status()).isEqualTo(3);
        assertThat(said.err()).isEmpty();
        JsonMapper json = JsonMapper.shared();
        List<JsonNode> objects = said.out().lines().map(json::readTree).toList();
        assertThat(objects).hasSize(2).allMatch(JsonNode::isObject);
        assertThat(objects.stream().map(it -> it.get("obs_publisher_did").asString()))
                .containsExactlyInAnyOrder("ivo://data/a", "ivo://data/b");
    }

    @Test
    void strictIsContentWhenAllAnsweredAndTheFileHasTheFormatOfItsName() throws Exception {
        services.answering("good", "a", "b").answering("empty");
        Path file = folder.resolve("found.csv");

        Cli said = images("--strict", "-o", file.toString());

        assertThat(said.status()).isZero();
        assertThat(said.out()).isEmpty();
        assertThat(said.err().lines())
                .contains("asked       2 services: 2 answered")
                .noneMatch(line -> line.startsWith("MISSING"))
                .endsWith("complete    every service queried answered completely");
        assertThat(column("access_url", Files.readString(file)))
                .containsExactlyInAnyOrder("http://data.example/a.fits", "http://data.example/b.fits");
    }

    @Test
    void nothingWasDoneWhenAllFailed() throws Exception {
        services.sending("broken", 500, "down")
                .sending("page", 200, HTML)
                .refusing("refusing", "\u009b31mnot \u202etoday");

        Cli said = images();

        assertThat(said.status()).isEqualTo(1);
        assertThat(said.err().lines()).contains("asked       3 services: 3 failed");
        assertThat(missing(said.err()))
                .hasSize(3)
                .last()
                .asString()
                .endsWith("  31mnot today (ivo://loopback/refusing)");
        assertThat(said.err()).endsWith("\nNO ANSWER   none of 3 services answered\n");
        // what became of them is worth having, also without a dataset
        Document table = xml(said.out());
        assertThat(rows(table, 0)).isZero();
        assertThat(rows(table, 1)).isEqualTo(3);
    }

    @Test
    void aLimitOnWhatIsWrittenIsSaidToPeopleAndPrograms() throws Exception {
        services.answering("good", "a", "b", "c");
        Path file = folder.resolve("found.vot");

        Cli said = images("--strict", "--max-records", "1", "-o", file.toString());

        // nobody failed: strict has nothing to say about a limit that the user set
        assertThat(said.status()).isZero();
        assertThat(said.out()).isEmpty();
        assertThat(said.err().lines())
                .anyMatch(line -> line.startsWith("found       3 datasets "))
                .contains("written     1 of 3 (--max-records 1) to " + file);
        Document table = xml(Files.readString(file));
        assertThat(rows(table, 0)).isEqualTo(1);
        assertThat(queryStatus(table)).containsExactly("OVERFLOW");
    }

    @Test
    void theDeadlineEndsThoseThatStillWaitForTheirTurn() throws Exception {
        services.hanging("first").hanging("second").hanging("third");

        // a JVM that has just begun may need the first second for itself: then nobody was asked at all
        Cli said = images("--deadline", "8s", "--per-host", "1", "--quiet", "--log", log().toString());

        assertThat(said.status()).isEqualTo(1);
        assertThat(said.err()).isEmpty();
        assertThat(services.asked()).isEqualTo(1);
        assertThat(rows(xml(said.out()), 1)).isEqualTo(3);
        List<JsonNode> ended = Files.readAllLines(log()).stream()
                .map(JsonMapper.shared()::readTree)
                .filter(event -> event.path("outcome").asString("").equals("timed_out"))
                .toList();
        assertThat(ended).hasSize(3);
        assertThat(ended.stream().filter(event -> event.toString().contains("queued")))
                .hasSize(2);
    }

    @Test
    void nothingCanBeDoneWithAListOfUnusableEntries() throws Exception {
        services.listed("ivo://loopback/ftp,Ftp,sia2,ftp://data.example/sia?")
                .listed("ivo://loopback/odd,Odd,o\u001b[2Jdd,http://data.example/sia?");

        Cli said = images();

        assertThat(said.err().lines())
                .contains("  note: line 2: skipped, access URL is no http or https URL")
                .contains("  note: line 3: left out, its standard_id 'o[2Jdd' is not one of SIA, SSA, TAP");
        assertThat(said.status()).isEqualTo(1);
    }

    /** Runs the command, whose stderr is no terminal here, and must never hold what a terminal would obey. */
    private Cli images(String... more) throws Exception {
        List<String> args =
                new ArrayList<>(List.of("images", "--services", services.list(folder), "--cone", "10.68,41.27,0.1"));
        args.addAll(List.of(more));
        Cli said = Cli.process(folder, args.toArray(String[]::new));
        assertThat(said.err()).doesNotContainPattern("[\\p{Cc}\\p{Cf}&&[^\\n]]");
        return said;
    }

    private Path log() {
        return folder.resolve("run.jsonl");
    }

    /** The lines of the hosts with losses. */
    private static List<String> missing(String err) {
        List<String> lines = err.lines().toList();
        int heading = 0;
        while (heading < lines.size() && !lines.get(heading).startsWith("MISSING ")) {
            heading++;
        }
        assertThat(heading).as(err).isLessThan(lines.size());
        return lines.subList(heading + 1, lines.size()).stream()
                .takeWhile(line -> line.startsWith(" "))
                .toList();
    }

    /** A column of a CSV without quoted commas, all of whose lines have the header's number of cells. */
    private static List<String> column(String name, String csv) {
        List<List<String>> lines =
                csv.lines().map(line -> List.of(line.split(",", -1))).toList();
        List<String> header = lines.getFirst();
        assertThat(header).contains(name);
        assertThat(lines).allSatisfy(line -> assertThat(line).hasSameSizeAs(header));
        return lines.stream()
                .skip(1)
                .map(line -> line.get(header.indexOf(name)))
                .toList();
    }

    /** Fails if there is anything but one document. */
    private static Document xml(String text) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static int rows(Document document, int table) {
        Element element = (Element) document.getElementsByTagName("TABLE").item(table);
        int rows = element.getElementsByTagName("TR").getLength();
        assertThat(element.getAttribute("nrows")).isEqualTo(String.valueOf(rows));
        return rows;
    }

    private static List<String> queryStatus(Document document) {
        NodeList infos = document.getElementsByTagName("INFO");
        List<String> values = new ArrayList<>();
        for (int i = 0; i < infos.getLength(); i++) {
            Element info = (Element) infos.item(i);
            if (info.getAttribute("name").equals("QUERY_STATUS")) {
                values.add(info.getAttribute("value"));
            }
        }
        return values;
    }
}
