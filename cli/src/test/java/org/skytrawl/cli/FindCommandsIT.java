package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands that ask a question: each keeps the types that it looks for, of a service that gives all of them. */
class FindCommandsIT {
    private static final List<String> TYPES =
            List.of("image", "spectrum", "SED", "slit-spectrum", "TimeSeries", "light-curve", "cube", "event-list", "");

    @TempDir
    private Path folder;

    private LoopbackServices services;

    @BeforeEach
    void start() throws Exception {
        services = new LoopbackServices().sending("tap", 200, table());
    }

    @AfterEach
    void stop() {
        services.close();
    }

    private static String table() {
        StringBuilder table = new StringBuilder("""
                <VOTABLE version="1.4" xmlns="http://www.ivoa.net/xml/VOTable/v1.3"><RESOURCE type="results">
                <INFO name="QUERY_STATUS" value="OK"/><TABLE>
                <FIELD name="dataproduct_type" datatype="char" arraysize="*"/>
                <FIELD name="access_url" datatype="char" arraysize="*"/>
                <FIELD name="s_ra" datatype="double" unit="deg"/><FIELD name="s_dec" datatype="double" unit="deg"/>
                <DATA><TABLEDATA>
                """);
        TYPES.forEach(type ->
                table.append("<TR><TD>%s</TD><TD>http://data.example/%s.fits</TD><TD>10.68</TD><TD>41.27</TD></TR>\n"
                        .formatted(type, type)));
        return table.append("</TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>").toString();
    }

    /** With that service beside those of the list. */
    private Cli ask(String command, String... more) {
        List<String> words = new ArrayList<>(Arrays.asList(command.split(" ", -1)));
        words.addAll(List.of("--cone", "10.68,41.27,0.1", "--obstap", "http://" + services.host() + "/tap"));
        words.addAll(List.of(more));
        return Cli.run(words.toArray(String[]::new));
    }

    private static List<String> types(Path csv) throws Exception {
        return Files.readAllLines(csv).stream()
                .skip(1)
                .map(line -> line.split(",", -1)[0])
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    images                              | image
                    spectra                             | SED spectrum slit-spectrum
                    timeseries                          | TimeSeries light-curve
                    spectra --type slit-spectrum        | slit-spectrum
                    images --type IMAGE,cube            | cube image
                    datasets --type spectrum,event      | SED event-list spectrum slit-spectrum
                    datasets                            | '' SED TimeSeries cube event-list image light-curve spectrum slit-spectrum
                    """)
    void eachKeepsItsTypesWithTheNarrowerOnes(String command, String kept) throws Exception {
        Path found = folder.resolve("found.csv");
        Cli said = ask(command, "--columns", "dataproduct_type,access_url", "-o", found.toString());
        assertThat(said.status()).as(said.err()).isZero();
        assertThat(types(found))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(kept.split(" ", -1))
                        .map(type -> type.replace("''", ""))
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    spectra                    | spectrum (with sed, slit-spectrum, ...)
                    timeseries                 | timeseries (with light-curve, velocity-curve)
                    datasets                   | datasets of any type
                    datasets --type sed,image  | sed, image
                    """)
    void theQuestionOfALogIsKept(String command, String asked) throws Exception {
        services.refusing("down", "not today");
        String down = "http://" + services.host() + "/down";
        Path log = folder.resolve("run.jsonl");
        Path found = folder.resolve("found.vot");
        Cli run = ask(command, "--obstap", down, "--log", log.toString(), "-o", found.toString());
        assertThat(run.status()).as(run.err()).isZero();
        String line = "asking for  " + asked + " within 0.1 deg of RA 10.68, Dec 41.27\n";
        assertThat(run.err()).contains(line, "1 failed");
        assertThat(Cli.run("log", log.toString()).out()).contains(line);

        Path second = folder.resolve("second.jsonl");
        Cli retry = Cli.run("retry", log.toString(), "--into", found.toString(), "--log", second.toString());
        assertThat(retry.err()).contains(line);
        Path later = folder.resolve("later.vot");
        Cli rerun = Cli.run("rerun", second.toString(), "-o", later.toString());
        assertThat(rerun.status()).as(rerun.err()).isZero();
        assertThat(rerun.err()).contains(line);
        assertThat(Cli.run("diff", found.toString(), later.toString()).err())
                .contains("new         0\ngone        0\n");
        assertThat(Cli.run("rerun", log.toString(), "--new-since", found.toString(), "-o", folder + "/new.vot"))
                .satisfies(said -> assertThat(said.status()).isEqualTo(4));
        assertThat(Cli.run("download", found.toString(), "-d", folder + "/data", "--dry-run")
                        .status())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    services                     | image
                    services images              | image
                    services SPECTRA             | spectrum (with sed, slit-spectrum, ...)
                    services timeseries          | timeseries (with light-curve, velocity-curve)
                    services datasets            | datasets of any type
                    services spectra --type sed  | sed
                    """)
    void servicesTakesTheCommandThatWouldAsk(String command, String asked) {
        Cli said = ask(command);
        assertThat(said.status()).as(said.err()).isZero();
        assertThat(said.err()).startsWith("asking for  " + asked + " within ");
        assertThat(services.asked()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    services spectrum            | 'spectrum' is none of images, spectra, timeseries, datasets; did you mean spectra?
                    services Datasts             | 'Datasts' is none of images, spectra, timeseries, datasets; did you mean datasets?
                    services spectra images      | 'images' belongs to no option
                    services NGC 1275            | 'NGC', '1275' belong to no option
                    """)
    void servicesTakesNoOtherWord(String command, String message) {
        Cli said = ask(command);
        assertThat(said.status()).isEqualTo(2);
        assertThat(said.err()).startsWith("skytrawl services: " + message).hasLineCount(1);
    }

    @Test
    void aMisspeltTypeIsNotedWithTheNearest() {
        Cli said = ask("services spectra", "--type", "Spectrm,time-series,hologram,sed");
        assertThat(said.status()).isZero();
        assertThat(said.err())
                .contains(
                        "  note: 'Spectrm' is no product type of the IVOA vocabulary; did you mean spectrum?\n",
                        "  note: 'time-series' is read as timeseries\n",
                        "  note: 'hologram' is no product type of the IVOA vocabulary; its types are image, cube, ")
                .doesNotContain("'sed'");
        assertThat(ask("spectra --type ,").err()).startsWith("skytrawl spectra: --type names no product type");
    }
}
