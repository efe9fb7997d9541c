package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Services that are chosen by hand, and lists of what would be asked. */
class ServicesChoiceTest {
    @TempDir
    private Path folder;

    private static Cli services(String... args) {
        List<String> all = new ArrayList<>(List.of("services", "--cone", "10,20,0.5"));
        all.addAll(List.of(args));
        return Cli.run(all.toArray(String[]::new));
    }

    private String list() throws IOException {
        return Files.writeString(folder.resolve("mine.csv"), """
                        ivoid,title,standard_id,access_url,table_name,max_records,mirror_urls
                        ivo://a/tap ivo://a/sia,"All, of a",tap,http://127.0.0.1/tap,a.obs,5000,http://127.0.0.2/tap
                        ivo://a/sia,Images of a,sia2,http://127.0.0.1/sia2,,,
                        ivo://b/sia,Images of b,sia1,http://127.0.0.1/b?,,,
                        """).toString();
    }

    @Test
    void takesUrlsBesideAList() throws Exception {
        Cli said = services(
                "--services",
                list(),
                "--sia2",
                "http://127.0.0.1/new",
                "--sia1",
                "http://127.0.0.1/old?",
                "--sia2",
                "http://127.0.0.1/newer",
                "--obstap",
                "http://127.0.0.1/tap2#%22x%20y%22.obs",
                "--sia1",
                "https://127.0.0.1/b?");
        assertThat(said.status()).isZero();
        assertThat(said.out().lines())
                .containsExactly(
                        "ask\tOBSTAP\tivo://a/tap\thttp://127.0.0.1/tap#a.obs\tAll, of a",
                        "ask\tOBSTAP\turl:obstap:http://127.0.0.1/tap2#\"x%20y\".obs\t"
                                + "http://127.0.0.1/tap2#\"x y\".obs\thttp://127.0.0.1/tap2",
                        "ask\tSIA2\turl:sia2:http://127.0.0.1/new\thttp://127.0.0.1/new\thttp://127.0.0.1/new",
                        "ask\tSIA2\turl:sia2:http://127.0.0.1/newer\thttp://127.0.0.1/newer\thttp://127.0.0.1/newer",
                        "ask\tSIA1\tivo://b/sia\thttp://127.0.0.1/b?\tImages of b",
                        "ask\tSIA1\turl:sia1:http://127.0.0.1/old?\thttp://127.0.0.1/old?\thttp://127.0.0.1/old?",
                        "elided\tSIA2\tivo://a/sia\thttp://127.0.0.1/sia2\tby ivo://a/tap: same resource by ObsTAP",
                        "elided\tSIA1\turl:sia1:https://127.0.0.1/b?\thttps://127.0.0.1/b?\t"
                                + "by ivo://b/sia: same access URL as ivo://b/sia");
        assertThat(said.err())
                .contains("chosen from 8 services in " + folder.resolve("mine.csv") + " and the command line");
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "json", "vot"})
    void writesAListThatIsReadBackUnchanged(String form) throws Exception {
        Path once = folder.resolve("once." + form);
        Path twice = folder.resolve("twice." + form);
        Cli first = services("--services", list(), "--sia2", "http://127.0.0.1/new", "-o", once.toString());
        assertThat(first.err()).contains("list of 3 services in " + once);
        Cli second = services("--services", once.toString(), "-o", twice.toString());
        assertThat(twice).hasSameBinaryContentAs(once);
        assertThat(second.out().lines())
                .containsExactlyElementsOf(first.out()
                        .lines()
                        .filter(line -> line.startsWith("ask\t"))
                        .toList());
        assertThat(Files.readString(once)).contains("5000", "http://127.0.0.2/tap", "a.obs");
    }

    @Test
    void neverWritesOverTheListThatItReads() throws Exception {
        String list = list();
        String before = Files.readString(Path.of(list));
        Cli said = services("--services", list, "-o", folder + "/./mine.csv");
        assertThat(said.status()).isEqualTo(2);
        assertThat(said.err()).contains("-o and --services name the same file");
        assertThat(Path.of(list)).hasContent(before);
    }

    @ParameterizedTest
    @CsvSource({
        "list.fits, no form of a service list has the extension of 'list.fits'",
        "-, no form of a service list",
        "no/such/list.csv, there is no folder",
    })
    void saysWhatIsWrongWithTheFile(String file, String message) throws Exception {
        Cli said = services(
                "--services",
                list(),
                "-o",
                file.equals("-") ? file : folder.resolve(file).toString());
        assertThat(said.status()).isEqualTo(2);
        assertThat(said.err()).contains(message);
        assertThat(said.out()).isEmpty();
    }

    @Test
    void explainsWhatElidesAndWhatIsElided() throws Exception {
        Cli said = services("--services", list(), "--explain", "IVO://A/SIA");
        assertThat(said.status()).isZero();
        assertThat(said.out())
                .contains(
                        "OBSTAP service of ivo://a/tap",
                        "also of",
                        "mirror URLs   http://127.0.0.2/tap",
                        "limit         5000 rows an answer",
                        "asked within 0.5 deg of RA 10, Dec 20: UNKNOWN\n",
                        "not used: the service was chosen by hand",
                        "elides        SIA2 ivo://a/sia: same resource by ObsTAP",
                        "POST to       http://127.0.0.1/tap/sync with MAXREC=5000",
                        "SELECT * FROM a.obs WHERE ",
                        "SIA2 service of ivo://a/sia",
                        "elided by     ivo://a/tap: same resource by ObsTAP",
                        "Query (not sent)",
                        "http://127.0.0.1/sia2?POS=CIRCLE%2010%2020%200.5&DPTYPE=image&MAXREC=1000000\n");
    }

    @Test
    void saysWhichResourceWasMeant() throws Exception {
        Cli said = services("--services", list(), "--explain", "ivo://a/siap");
        assertThat(said.status()).isEqualTo(1);
        assertThat(said.out()).isEmpty();
        assertThat(said.err())
                .contains(
                        "none of the 3 services in ",
                        " belongs to ivo://a/siap; similar identifiers are ivo://a/sia, ");
    }
}
