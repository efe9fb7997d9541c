package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be searched for is one clear line on stderr and status 2; nobody is asked. */
class RegistrySearchUsageTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private static Cli search(String... args) {
        List<String> words = new ArrayList<>(List.of("registry", "search", "--registry", "http://127.0.0.1:1/tap"));
        words.addAll(Arrays.asList(args));
        return Cli.run(words.toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~~                        | at least one constraint is needed",
                "%%                        | WORD: word '%%' has neither letter nor digit",
                "--service-type siap       | --service-type: service type 'siap' is not one of",
                "x --aux                   | --aux needs --service-type",
                "--waveband visible        | --waveband: waveband 'visible' is not one of Photon, Radio",
                "--datamodel caom          | --datamodel: data model 'caom' is not one of obscore, obscore_new, epntap, regtap",
                "x --uat-down 2            | --uat-up, --uat-down and --uat-file need --uat",
                "--uat x --uat-file nofile | --uat-file: nofile: no such file",
                "--cone 1,2                | --cone: '1,2' is not of the form",
                "--point 1,2,3             | --point: a point is RA,DEC, not 3 numbers",
                "--point a,2               | --point: 'a' is not a number of degrees",
                "--polygon 1,2,3,4         | --polygon: a polygon needs at least 3 vertices, not 2",
                "--moc 6/x                 | --moc: there is no file '6/x', and the text is no MOC in ASCII",
                "--moc 6/1 --cone 1,2,3    | give only one of --cone, --point, --polygon, --moc and --footprint",
                "--moc 6/1 --footprint a   | give only one of --cone, --point, --polygon, --moc and --footprint",
                "--footprint nofile        | --footprint: no such file or folder: nofile",
                "x --probability 0.9       | --probability needs --moc with a probability map",
                "x --spatial covers        | --spatial needs --cone",
                "x --inclusive             | --inclusive needs a region, --spectrum or --time",
                "--cone 1,2,3 --spatial in | Invalid value for option '--spatial'",
                "--spectrum 500            | --spectrum: spectrum '500' needs a unit",
                "--time tomorrow           | --time: time 'tomorrow' is neither ISO 8601",
                "x --limit 0               | the limit must be 1 to 1000000, not 0",
                "x --deadline 0s           | must be more than 0",
            })
    void isOneLineAndStatus2(String args, String message) {
        Cli cli = search(args.isEmpty() ? new String[0] : args.split(" "));
        assertThat(cli.status()).isEqualTo(2);
        assertThat(cli.out()).isEmpty();
        assertThat(cli.err())
                .startsWith("skytrawl registry search: ")
                .contains(message)
                .hasLineCount(1);
    }

    @Test
    void aConceptThatIsNoneIsWrongUsageToo() throws Exception {
        Path file = Files.writeString(
                folder.resolve("uat.json"), "{\"terms\": {\"sky-surveys\": {\"label\": \"Sky surveys\"}}}");
        Cli cli = search("--uat", "surveys", "--uat-file", file.toString());
        assertThat(cli.status()).isEqualTo(2);
        assertThat(cli.err())
                .contains("--uat: 'surveys' is not a concept of the vocabulary; similar concepts: sky-surveys");
    }

    @Test
    void noRegistryIsStatus1() {
        Cli cli = search("x");
        assertThat(cli.status()).isEqualTo(1);
        assertThat(cli.out()).isEmpty();
        assertThat(cli.errWithoutWaits())
                .startsWith("skytrawl registry search: no registry can be used (http://127.0.0.1:1/tap: ")
                .hasLineCount(1);
    }
}
