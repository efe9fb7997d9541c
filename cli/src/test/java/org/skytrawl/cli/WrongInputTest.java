package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong input is one clear line on stderr and a status, never a stack trace. */
class WrongInputTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "--cone 10,91,1              | declination must be in [-90,90] degrees, not 91.0",
                "--cone 10,20,0              | radius must be in (0,180] degrees, not 0.0",
                "--cone 10,20,181            | radius must be in (0,180] degrees, not 181.0",
                "--cone 10,20                | --cone: '10,20' is not of the form RA,DEC,RADIUS",
                "--cone NaN,20,1             | right ascension 'NaN'",
                "--cone 00:42:60,20,1        | --cone: right ascension '00:42:60' has 60 seconds; they must be below 60",
                "--cone 10,20,1parsec        | --cone: radius '1parsec' is not a number of degrees",
                "--cone 10,20,1 --radius 1   | --cone: '10,20,1' has a radius of its own, and --radius gives",
                "--galactic 10,91,1          | --galactic: galactic latitude must be in [-90,90] degrees, not 91.0",
                "--galactic 5h,1,1           | --galactic: galactic longitude '5h' must be in degrees, not hours",
                "--cone 1,2,3 --galactic 1,2,3 | give only one of --cone, --galactic, --target, --polygon, --moc, --foot",
                "--moc 6/1 --footprint a.fits | give only one of --cone, --galactic, --target, --polygon, --moc, --foot",
                "--moc 6/1 --radius 1        | --radius needs --target, --targets, --cone or --galactic; a polygon, MOC or footprint",
                "--probability 0.9           | --probability needs --moc with a probability map",
                "--moc 6/1 --probability 0   | --probability: '0' is no probability in (0,1], such as 0.9",
                "--moc 6/1 --probability 90% | --probability: '90%' is no probability",
                "--moc 6/1 --probability 0.9 | --moc: there is no file '6/1': --probability needs the file of a",
                "--moc nofile.fits           | --moc: there is no file 'nofile.fits', and the text is no MOC in ASCII, such",
                "--moc 6/                    | --moc: there is no file '6/', and the text is empty: it has no cell",
                "--moc .                     | --moc: . cannot be read: it is a folder",
                "--footprint nofile.fits     | --footprint: no such file or folder: nofile.fits",
                "--footprint pom.xml         | --footprint: pom.xml is not a FITS file",
                "--footprint pom.xml#one     | after # there must be the number of an HDU",
                "--polygon 1,2               | --polygon: a polygon needs at least 3 vertices, not 1",
                "--polygon 10:60:00,1        | --polygon: vertex 1 of the polygon: right ascension '10:60:00' has 60 min",
                "--target M31                | --target needs a --radius, such as --radius 0.2",
                "--target M31 --radius x     | --radius: radius 'x' is not a number of degrees",
                "--time 2010-01-01 --radius 1 | --radius needs --target, --targets, --cone or --galactic",
                "--target M31 --radius 1 --type im'age | product type 'im'age'",
                "--cone 1,2,3 --follow --max-records 3 | --max-records applies to the merged result, which --follow",
                "--cone 1,2,3 --follow --format csv | --format applies to the merged result, which --follow",
                "--cone 1e999,20,1           | right ascension '1e999'",
                "--spectrum 500parsec        | unknown spectral unit 'parsec'",
                "--spectrum 500              | needs a unit",
                "--spectrum -5nm             | above 0",
                "--time 2010-02-01..2010-01-01 | ends before it begins",
                "--time yesterday            | time 'yesterday' is neither ISO 8601",
                "--time 20100301             | time '20100301' as a JD is after the year 9999; for a date write 2010-03-01",
                "--time 2005.5..2007         | time '2005.5' can be an epoch or an MJD; write 2005-07-02 for the epoch",
                "--inclusive                 | at least one of --cone, --galactic, --target, --polygon, --moc, --footprint, --tar",
                "                            | at least one of --cone, --galactic, --target, --polygon, --moc, --footprint, --tar",
                "--cone 1,2,3 --type im'age  | product type 'im'age'",
                "--cone 1,2,3 --timeout 5y   | '5y' is not a time such as 20s",
                "--cone 1,2,3 --timeout 0s   | must be more than 0",
                "--cone 1,2,3 --deadline -3s | not a time such as 20s",
                "--cone 1,2,3 --per-host 0   | services at once per host must be at least 1",
                "--cone 1,2,3 --concurrency x | 'x' is not an int",
                "--cone 1,2,3 --registry example.org | --registry: the registry 'example.org' (named by the caller) is not",
                "--cone 1,2,3 --format fitz  | unknown output format 'fitz'",
                "--cone 1,2,3 -o found.xyz   | no output format has the extension of 'found.xyz'",
                "--cone 1,2,3 --max-records -1 | --max-records must not be negative",
                "--cone 1,2,3 --services nofile.csv | service list nofile.csv",
                "--cone 1,2,3 -o same.vot --log same.vot | -o and --log name the same file",
                "--cone 1,2,3 --type ,       | --type names no product type",
                "--cone 1,2,3 -o mine.vot --services mine.vot | -o and --services name the same file",
                "--cone 1,2,3 --log ./mine.csv --services mine.csv | --log and --services name the same file",
                "--cone 1,2,3 --sia2 gopher://a/b | --sia2: 'gopher://a/b' is no http or https URL",
                "--cone 1,2,3 --obstap http://a/tap# | --obstap: there is no table after the '#'",
                "--cone 1,2,3 --fresh | --fresh is for --harvest: without it all services are asked",
                "--cone 1,2,3 --harvest a --registry http://b | --harvest asks no service: add --fresh to also ask those of --registry",
                "--cone 1,2,3 --harvest a --sia1 http://b | --harvest asks no service: add --fresh to also ask those of single services",
                "--cone 1,2,3 --sia1 http://a --registry http://b | give single services or --registry, not both",
                "--cone 1,2,3 --tpye image   | there is no option '--tpye' (see",
                "--cone 1 2 0.1              | '2', '0.1' belong to no option; put a value with blanks in quotes",
                "--cone 1,2,3 --inclusiv     | there is no option '--inclusiv'; did you mean --inclusive? (see",
                "--cone 1 -2 0.1             | '-2', '0.1' belong to no option; put a value with blanks in quotes (see",
                "--cone 1,2,3 file           | 'file' belongs to no option; put a value with blanks in quotes (see",
                "M31                         | 'M31' belongs to no option; for an object of that name write --target M31 with a radius, such as --radius 0.1deg (see",
                "M31 --radius 1              | 'M31' belongs to no option; for an object of that name write --target M31 (see",
                "SN 1987A                    | write --target 'SN 1987A' with a radius",
                "10.68,41.27,0.2             | '10.68,41.27,0.2' belongs to no option; for a position write --cone RA,DEC,RADIUS (see",
                "--cone 1,2,3 --bogus        | there is no option '--bogus' (see",
            })
    void isOneLineAndStatus2(String args, String message) {
        List<String> words = new ArrayList<>(List.of("images"));
        if (args != null) {
            words.addAll(Arrays.asList(args.split(" ")));
        }
        Cli said = Cli.run(words.toArray(String[]::new));
        assertThat(said.status()).isEqualTo(2);
        assertThat(said.out()).isEmpty();
        assertThat(said.err().lines())
                .singleElement()
                .asString()
                .contains(message)
                .startsWith("skytrawl images: ");
    }

    @Test
    void aCommandThatIsNoneIsCalledSo() {
        Cli said = Cli.run("imges", "--cone", "1,2,3");
        assertThat(said.status()).isEqualTo(2);
        assertThat(said.err().lines())
                .singleElement()
                .asString()
                .startsWith("skytrawl: there is no command 'imges'; did you mean images")
                .endsWith("(see skytrawl --help)");
    }

    @Test
    void saysHowItUnderstoodWhatMayHaveBeenMeantOtherwise() throws Exception {
        Path list = Files.writeString(
                folder.resolve("list.csv"), "ivoid,title,standard_id,access_url\nivo://a/b,A,sia2,http://127.0.0.1/\n");
        Cli said = Cli.run(
                "services", "--services", list.toString(), "--time", "2009..2012-05-01", "--type", "imgae,cube");
        assertThat(said.status()).isZero();
        assertThat(said.err())
                .contains(
                        "asking for  imgae, cube (with spectral-cube, time-cube, ...), from 2009-01-01 00:00 to 2012-05-02 00:00 UTC")
                .contains("note: 'imgae' is no product type of the IVOA vocabulary; did you mean image?")
                .doesNotContain("'cube'");
        assertThat(said.out()).startsWith("ask\tSIA2\tivo://a/b\thttp://127.0.0.1/\tA");
    }

    @Test
    void namesLineAndColumnOfAnUnreadableServiceList() throws Exception {
        Path csv = Files.writeString(
                folder.resolve("list.csv"),
                "ivoid,title,standard_id,access_url\nivo://a/b,\"never closed,sia2,http://127.0.0.1/\n");
        Cli said = Cli.run("images", "--cone", "1,2,3", "--services", csv.toString());
        assertThat(said.status()).isEqualTo(2);
        assertThat(said.err().lines())
                .singleElement()
                .asString()
                .contains("line 2")
                .contains("column");

        Path vot = Files.writeString(folder.resolve("list.vot"), "<VOTABLE>\n<RESOURCE>\n<TABLE></RESOURCE>");
        said = Cli.run("images", "--cone", "1,2,3", "--services", vot.toString());
        assertThat(said.status()).isEqualTo(2);
        assertThat(said.err().lines())
                .singleElement()
                .asString()
                .contains("line 3")
                .contains("column");
    }

    @Test
    void destroysNoLogWhenSomethingElseIsWrong() throws Exception {
        Path log = Files.writeString(folder.resolve("run.jsonl"), "precious");
        Cli said = Cli.run("images", "--cone", "1,2,3", "--services", "nofile.csv", "--log", log.toString());
        assertThat(said.status()).isEqualTo(2);
        assertThat(log).hasContent("precious");
    }

    @Test
    void refusesAServiceListThatIsNoText() throws Exception {
        Path utf16 = Files.write(folder.resolve("list.csv"), "\uFEFFivoid".getBytes(StandardCharsets.UTF_16LE));
        Cli said = Cli.run("images", "--cone", "1,2,3", "--services", utf16.toString());
        assertThat(said.err()).contains("line 1, column 1: it is not UTF-8");
        Path html = Files.writeString(folder.resolve("list.html"), "<html><head><title>Gone</title></head></html>");
        said = Cli.run("images", "--cone", "1,2,3", "--services", html.toString());
        assertThat(said.err()).contains("line 1, column 1: it is a web page, not a VOTable");
        Path json = Files.writeString(folder.resolve("list.json"), "[{\"ivoid\": \"ivo://a/b\"");
        said = Cli.run("images", "--cone", "1,2,3", "--services", json.toString());
        assertThat(said.err()).contains("line 1, column").doesNotContain("start marker", "REDACTED");
    }

    @Test
    void saysThatAProxyCannotBeUsed() throws Exception {
        Cli said = Cli.process(
                folder,
                Map.of("https_proxy", "socks5://127.0.0.1:9"),
                "images",
                "--cone",
                "1,2,3",
                "--registry",
                "http://127.0.0.1:1/tap");
        assertThat(said.status()).isEqualTo(1);
        assertThat(said.err())
                .contains("the environment's proxy cannot be used: https_proxy must be")
                .doesNotContain("fault of Skytrawl");
    }

    @Test
    void saysWhatToDoWhenNoRegistryCanBeReached() throws Exception {
        Cli said = Cli.process(folder, "images", "--cone", "1,2,3", "--registry", "http://127.0.0.1:1/tap");
        assertThat(said.status()).isEqualTo(1);
        assertThat(said.out()).isEmpty();
        assertThat(said.errWithoutWaits().lines().toList())
                .hasSize(2)
                .last()
                .asString()
                .startsWith("skytrawl images: no registry can be used (http://127.0.0.1:1/tap: ")
                .contains("): is this machine online? If it is, name another with --registry");
    }

    @ParameterizedTest
    @CsvSource({"-o,found.vot", "--log,run.jsonl"})
    void aFolderThatIsNotThereIsSaidBeforeAnybodyIsAsked(String option, String name) {
        Path file = folder.resolve("no").resolve(name);
        Cli said = Cli.run("images", "--cone", "1,2,3", option, file.toString());
        assertThat(said.status()).isEqualTo(2);
        assertThat(said.err().lines())
                .singleElement()
                .asString()
                .contains(option + ": there is no folder " + file.getParent());
    }
}
