package org.skytrawl.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.skytrawl.merge.Records;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.Interval;
import org.skytrawl.model.MergedRecord;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Origin;
import org.skytrawl.model.Overlap;
import org.skytrawl.model.Protocol;
import org.skytrawl.protocol.sia.Sia2;

/** What was written is read back as it was. */
class ResultFileTest {
    private static final String[] TEXTS = {
        "plain",
        "two words",
        "comma, \"quote\" and 'apostrophe'",
        "caf\u00e9 \u0416 \u4e2d",
        "\ud83d\ude00 beyond",
        "line\nfeed",
        "# no comment",
        "back\\slash \\u00e9 \\n",
        "<a href=\"x\">&amp;",
        "=1+1",
        "0123",
        "null",
        "{\"a\":1}",
        "\ufffd"
    };

    @TempDir
    private Path folder;

    private static List<FoundDataset> datasets(Random random, int count) {
        List<FoundDataset> datasets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Records record = Records.of(null, null, null);
            for (ObsCoreColumn column : ObsCoreColumn.values()) {
                if (random.nextInt(3) > 0) {
                    record.with(column, value(column, random));
                }
            }
            List<Origin> origins = new ArrayList<>();
            int from = 1 + random.nextInt(3);
            for (int j = 0; j < from; j++) {
                origins.add(Runs.origin(
                        Records.service(Protocol.known().get(random.nextInt(3)), "s" + random.nextInt(5)),
                        "?q=" + random.nextInt(9)));
            }
            List<MergedRecord> merged = new ArrayList<>();
            if (random.nextInt(4) == 0) {
                merged.add(new MergedRecord(
                        origins.getLast().ivoid(),
                        origins.getLast().protocol(),
                        Records.of("ivo://x/" + TEXTS[random.nextInt(TEXTS.length)], null, "http://h/?a=1&b=" + i)
                                .at(random.nextDouble() * 360)
                                .get()));
            }
            Overlap overlap = i % 4 == 3 ? null : Overlap.values()[i % 4];
            datasets.add(new FoundDataset(record.get().withOverlap(overlap), origins, merged));
        }
        return datasets;
    }

    private static Object value(ObsCoreColumn column, Random random) {
        if (column.isText()) {
            String scheme = column == ObsCoreColumn.obs_publisher_did ? "ivo://" : "";
            return scheme + TEXTS[random.nextInt(TEXTS.length)] + random.nextInt(100);
        }
        Interval range = column.range();
        if (column.type() == ObsCoreColumn.Type.INTEGER) {
            return (double) random.nextLong((long) range.lo(), (long) range.hi() + 1);
        }
        return switch (column) {
            case s_ra, s_dec, s_fov -> range.lo() + random.nextDouble() * (range.hi() - range.lo());
            case t_min, t_max -> 2300 + random.nextDouble() * 60_000;
            default -> Math.min(range.hi(), Math.abs(random.nextGaussian()) * Math.pow(10, random.nextInt(40) - 20));
        };
    }

    private ReadResult writtenAndRead(OutputFormat format, List<FoundDataset> datasets) throws IOException {
        // the name tells nothing: the content does
        Path file = folder.resolve("found");
        Files.write(file, Runs.written(format, datasets, Runs.endedLog()));
        return ResultFile.read(file);
    }

    private static void assertSame(OutputFormat format, FoundDataset read, FoundDataset written) {
        for (ObsCoreColumn column : ObsCoreColumn.values()) {
            assertThat(read.record().value(column))
                    .as("%s in %s", column, format)
                    .isEqualTo(written.record().value(column));
        }
        assertThat(read.record().overlap())
                .as("overlap in %s", format)
                .isEqualTo(written.record().overlap());
        assertThat(read.origin()).isEqualTo(written.origin());
        assertThat(read.origins()).hasSameSizeAs(written.origins());
        for (int i = 1; i < written.origins().size(); i++) {
            Origin origin = read.origins().get(i);
            assertThat(origin.ivoid()).isEqualTo(written.origins().get(i).ivoid());
            assertThat(origin.protocol()).isEqualTo(written.origins().get(i).protocol());
            boolean whole = format == OutputFormat.JSON_LINES;
            assertThat(origin.url()).isEqualTo(whole ? written.origins().get(i).url() : "");
            assertThat(origin.title())
                    .isEqualTo(whole ? written.origins().get(i).title() : "");
        }
        assertThat(shown(read.merged())).isEqualTo(shown(written.merged()));
    }

    private static List<String> shown(List<MergedRecord> merged) {
        return merged.stream()
                .map(it -> it.ivoid() + " " + it.protocol() + " "
                        + Arrays.stream(ObsCoreColumn.values())
                                .map(column -> it.identity().value(column))
                                .toList())
                .toList();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PARQUET")
    void readsBackWhatWasWritten(OutputFormat format) throws IOException {
        for (int seed = 0; seed < 20; seed++) {
            List<FoundDataset> datasets = datasets(new Random(seed), 30);
            ReadResult read = writtenAndRead(format, datasets);
            assertThat(read.format()).isEqualTo(format);
            assertThat(read.notes()).isEmpty();
            assertThat(read.columns()).containsExactlyInAnyOrder(ObsCoreColumn.values());
            assertThat(read.datasets()).hasSameSizeAs(datasets);
            for (int i = 0; i < datasets.size(); i++) {
                assertSame(format, read.datasets().get(i), datasets.get(i));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PARQUET")
    void readsBackEveryIvoid(OutputFormat format) throws IOException {
        List<Origin> origins = new ArrayList<>();
        for (String name : List.of("plain", "a blank", "a%20blank", "100%", "b c%20d")) {
            origins.add(Runs.origin(Records.service(Sia2.PROTOCOL, name), ""));
        }
        FoundDataset dataset =
                new FoundDataset(Records.of("d", null, "http://h/1").get(), origins);
        assertThat(writtenAndRead(format, List.of(dataset))
                        .datasets()
                        .getFirst()
                        .origins())
                .extracting(Origin::ivoid)
                .isEqualTo(origins.stream().map(Origin::ivoid).toList());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PARQUET")
    void readsAResultWithoutDatasets(OutputFormat format) throws IOException {
        if (format == OutputFormat.JSON_LINES) {
            // there is not even a line
            assertThatThrownBy(() -> writtenAndRead(format, List.of())).hasMessage("it is empty");
            ReadResult named = ResultFile.read(Files.write(folder.resolve("none.jsonl"), new byte[0]));
            assertThat(named.format()).isEqualTo(OutputFormat.JSON_LINES);
            assertThat(named.datasets()).isEmpty();
            assertThat(named.columns()).hasSize(ObsCoreColumn.values().length);
            assertThat(named.notes()).containsExactly("it is empty: a result without datasets, or nothing was written");
        } else {
            assertThat(writtenAndRead(format, List.of()).datasets()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PARQUET")
    void keepsWhatStandsBeforeTheCutAndSaysSo(OutputFormat format) throws IOException {
        byte[] whole = Runs.written(format, datasets(new Random(3), 200), Runs.endedLog());
        ReadResult uncut = ResultFile.read(Files.write(folder.resolve("whole"), whole));
        // within the datasets in all formats, and within a quote or a line
        int first = whole.length / 3;
        // a cut at the end of a row of CSV cannot be seen
        while (new String(whole, first - 1, 9, StandardCharsets.ISO_8859_1).contains("\n")) {
            first++;
        }
        for (int cut = first; cut < first + 7; cut++) {
            ReadResult read = ResultFile.read(Files.write(folder.resolve("cut"), Arrays.copyOf(whole, cut)));
            assertThat(read.datasets()).hasSizeLessThan(uncut.datasets().size()).hasSizeGreaterThan(10);
            assertThat(read.notes()).as("%s cut at %d", format, cut).isNotEmpty();
        }
    }

    private ReadResult read(String text) throws IOException {
        return ResultFile.read(Files.writeString(folder.resolve("table"), text));
    }

    @Test
    void readsTablesOfOthersAsFarAsTheyHaveObsCoreColumns() throws IOException {
        ReadResult read =
                read("\ufeffnote,S_DEC,Access_URL,s_ra\r\nx,-1,http://h/1,10.5\r\n\r\ny,abc,\"a,b\",NaN\r\nz,1\r\n");
        assertThat(read.columns())
                .containsExactlyInAnyOrder(ObsCoreColumn.s_ra, ObsCoreColumn.s_dec, ObsCoreColumn.access_url);
        assertThat(read.datasets()).hasSize(2);
        ObsCoreRecord first = read.datasets().getFirst().record();
        assertThat(first.number(ObsCoreColumn.s_ra)).isEqualTo(10.5);
        assertThat(first.text(ObsCoreColumn.access_url)).isEqualTo("http://h/1");
        assertThat(read.datasets().get(1).origin()).isEqualTo(ResultFile.UNKNOWN_ORIGIN);
        assertThat(read.notes())
                .containsExactly(
                        "1 row could not be read and was left out",
                        "1 cell could not be read and counts as empty",
                        "2 rows do not say where they come from");
    }

    @Test
    void anUnknownWordInOverlapIsABadCellAndNoneIsNone() throws IOException {
        ReadResult read = read("s_ra,overlap\n1,TESTED\n2,partly\n3,\n");
        assertThat(read.datasets().stream().map(it -> it.record().overlap()))
                .containsExactly(Overlap.TESTED, null, null);
        assertThat(read.notes()).contains("1 cell could not be read and counts as empty");
        assertThat(read("{\"s_ra\":1,\"overlap\":\"service\"}\n").datasets())
                .singleElement()
                .satisfies(it -> assertThat(it.record().overlap()).isEqualTo(Overlap.SERVICE));
        assertThat(read("s_ra\n1\n").datasets())
                .singleElement()
                .satisfies(it -> assertThat(it.record().overlap()).isNull());
    }

    @Test
    void readsEcsvAsAstropyWritesItWithItsUnits() throws IOException {
        ReadResult read = read("""
                # %ECSV 1.0
                # ---
                # datatype:
                # - {name: s_ra, unit: deg, datatype: float64}
                # - {name: em_min, unit: nm, datatype: float64}
                # - {name: obs_title, datatype: string}
                # schema: astropy-2.0
                s_ra em_min obs_title
                10.5 500.0 "two words"
                "" 600.0 ""
                """);
        assertThat(read.format()).isEqualTo(OutputFormat.ECSV);
        ObsCoreRecord first = read.datasets().getFirst().record();
        assertThat(first.number(ObsCoreColumn.em_min)).isEqualTo(500e-9);
        assertThat(first.text(ObsCoreColumn.obs_title)).isEqualTo("two words");
        assertThat(read.datasets().get(1).record().value(ObsCoreColumn.s_ra)).isNull();
        assertThat(read.datasets().get(1).record().value(ObsCoreColumn.obs_title))
                .isNull();
    }

    @Test
    void losesALineThatIsNoObjectAndNoOther() throws IOException {
        ReadResult read = read("{\"s_ra\":1}\n[1]\n\n{\"s_ra\":2,\"merged\":5}\n{\"s_dec\":3,\"x\":{}}\n{\"s_ra\":");
        assertThat(read.datasets()).hasSize(2);
        assertThat(read.notes())
                .containsExactly(
                        "3 rows could not be read and were left out", "2 rows do not say where they come from");
    }

    static List<Arguments> unreadable() {
        return List.of(
                Arguments.of(
                        "PAR1x", "it is Parquet, which is not read back; write VOTable, FITS, CSV, ECSV or JSON Lines"),
                Arguments.of("a,b\n1,2", "it has none of ObsCore's columns (s_ra, access_url, obs_publisher_did ...)"),
                Arguments.of("<html>", "it is a web page, not a VOTable"),
                Arguments.of(
                        "{\"event\":\"run\",\"run_id\":\"7\"}\n{\"event\":\"service\",\"access_url\":\"http://h/sia\"}\n",
                        "it is the log of a run, which has services, not datasets; give the run's result"),
                Arguments.of("{\"a\":1}", "it has no line that is an object with ObsCore's columns"),
                Arguments.of("SIMPLE  = x", "it is FITS that cannot be read: "),
                Arguments.of("# %ECSV 1.0\n# - x\n", "it has no header line"));
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void saysWhyAFileCannotBeRead(String text, String message) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(IOException.class).hasMessageStartingWith(message);
    }

    @Test
    void saysWhereItIsNotUtf8() throws IOException {
        Path file = Files.write(
                folder.resolve("latin"), "s_ra,obs_title\n1,caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> ResultFile.read(file)).hasMessageEndingWith("it is not UTF-8");
    }

    @Test
    void followsNothingInAVoTable() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "s_ra\n1\n");
        assertThatThrownBy(() -> read(
                        "<!DOCTYPE VOTABLE [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]><VOTABLE>&x;</VOTABLE>"))
                .hasMessageContaining("DOCTYPE");
        assertThatThrownBy(() ->
                        read("<VOTABLE><RESOURCE type=\"results\"><TABLE><FIELD name=\"s_ra\" datatype=\"double\"/>"
                                + "<DATA><BINARY><STREAM href=\"" + secret.toUri()
                                + "\"/></BINARY></DATA></TABLE></RESOURCE></VOTABLE>"))
                .isInstanceOf(IOException.class);
    }
}
