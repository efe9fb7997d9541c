package org.skytrawl.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.skytrawl.merge.Records;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Overlap;
import org.skytrawl.model.Question;
import org.skytrawl.model.Target;
import org.skytrawl.model.TargetList;
import org.skytrawl.model.TargetMatches;
import org.skytrawl.model.TargetRegion;
import org.skytrawl.provenance.ProvenanceLog;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StarTableFactory;
import uk.ac.starlink.table.Tables;
import uk.ac.starlink.util.ByteArrayDataSource;

/** A result of a target list has a row for each pair, and is read back as datasets with their targets. */
class PairFilesTest {
    private static final TargetList LIST = TargetList.of(List.of(
            new Target("ngc 1", 10, -80, 1),
            new Target("007", 200, 80, 1),
            new Target("nothing, here", 100, 0, 1),
            new Target("\u03b1 \"four\"", 50, 10, 2)));

    @TempDir
    private Path folder;

    private static FoundDataset dataset(Records record, TargetMatches.Builder targets) {
        TargetMatches matches = targets.build();
        ObsCoreRecord judged = record.get().withMatches(matches);
        return new FoundDataset(
                matches == null ? judged : judged.withOverlap(matches.strongest()),
                List.of(Runs.TAP_ORIGIN, Runs.SIA_ORIGIN));
    }

    private static TargetMatches.Builder of(int row, Overlap overlap) {
        return new TargetMatches.Builder().add(LIST.numberOfRow(row), overlap);
    }

    private static final List<FoundDataset> DATASETS = List.of(
            dataset(
                    Records.of("ivo://d/far", "image/fits", "http://d/far")
                            .at(50)
                            .with(ObsCoreColumn.s_dec, 11)
                            .with(ObsCoreColumn.obs_collection, "B, with comma")
                            .with(ObsCoreColumn.t_min, 55000.5),
                    of(3, Overlap.TESTED)),
            dataset(
                    Records.of("ivo://d/two", "image/fits", "http://d/two")
                            .at(10)
                            .with(ObsCoreColumn.s_dec, -80.5)
                            .with(ObsCoreColumn.obs_collection, "A")
                            .with(ObsCoreColumn.t_min, 51544)
                            .with(ObsCoreColumn.t_max, 51545),
                    of(0, Overlap.TESTED).add(LIST.numberOfRow(3), Overlap.SERVICE)),
            dataset(
                    Records.of("ivo://d/nowhere", "image/fits", "http://d/nowhere"),
                    of(3, Overlap.UNKNOWN).add(LIST.numberOfRow(1), Overlap.SERVICE)));

    private static ProvenanceLog log() {
        return Runs.log(TargetRegion.of(LIST));
    }

    private Path written(OutputFormat format) throws IOException {
        return Files.write(folder.resolve("found." + format.extension()), Runs.written(format, DATASETS, log()));
    }

    private static List<String> csv(ResultExtract extract) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new CsvResultWriter()
                .write(
                        extract.withColumns(ColumnChoice.parse(
                                "target,target_ra,target_dec,target_separation,obs_publisher_did,overlap")),
                        out);
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void eachPairHasARow() throws IOException {
        assertThat(csv(ResultExtract.of(DATASETS, log())))
                .containsExactly(
                        "target,target_ra,target_dec,target_separation,obs_publisher_did,overlap",
                        "ngc 1,10.0,-80.0,0.5,ivo://d/two,tested".replace("0.5", separation(0, 1)),
                        "007,200.0,80.0,,ivo://d/nowhere,service",
                        "\"\u03b1 \"\"four\"\"\",50.0,10.0," + separation(3, 0) + ",ivo://d/far,tested",
                        "\"\u03b1 \"\"four\"\"\",50.0,10.0," + separation(3, 1) + ",ivo://d/two,service",
                        "\"\u03b1 \"\"four\"\"\",50.0,10.0,,ivo://d/nowhere,unknown");
    }

    private static String separation(int row, int dataset) {
        return Double.toString(org.skytrawl.model.TargetPairs.separationDeg(
                LIST, LIST.numberOfRow(row), DATASETS.get(dataset).record()));
    }

    @Test
    void conditionsOrderAndNumberAreOfPairs() throws IOException {
        ResultExtract all = ResultExtract.of(DATASETS, log());
        assertThat(all.size()).isEqualTo(5);
        assertThat(all.datasets()).hasSize(3);
        ResultExtract some = all.only(
                dataset -> dataset.record().number(ObsCoreColumn.t_min) > 0,
                new ResultExtract.Restriction("match", "t_min>0", ""));
        assertThat(some.meeting()).isEqualTo(3);
        ResultExtract sorted = some.sorted(DatasetOrder.parse("target_separation:desc"));
        assertThat(sorted.pairs())
                .extracting(pair -> pair.target().id() + pair.dataset().record().text(ObsCoreColumn.access_url))
                .containsExactly("\u03b1 \"four\"http://d/two", "\u03b1 \"four\"http://d/far", "ngc 1http://d/two");
        assertThat(some.sorted(DatasetOrder.parse("target:desc")).pairs())
                .extracting(pair -> pair.target().id())
                .containsExactly("\u03b1 \"four\"", "\u03b1 \"four\"", "ngc 1");
        ResultExtract first = sorted.first(1);
        assertThat(first.isCut()).isTrue();
        assertThat(first.datasets()).hasSize(1);
        assertThat(csv(first)).hasSize(2);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new VoTableResultWriter().write(first, out);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("only 1 of the 3 pairs that meet the restrictions are in this file")
                .contains("<INFO name=\"targets\" value=\"4\">number of targets in the list that was asked for</INFO>");
    }

    @ParameterizedTest
    @EnumSource(names = "PARQUET", mode = EnumSource.Mode.EXCLUDE)
    void isReadBackAsDatasetsWithTheirTargets(OutputFormat format) throws IOException {
        ReadResult read = ResultFile.read(written(format), LIST);
        assertThat(read.notes())
                .containsExactly("its rows are 5 pairs of 3 targets and 3 datasets; each dataset counts once");
        Map<String, FoundDataset> byDid = new HashMap<>();
        read.datasets().forEach(dataset -> byDid.put(did(dataset), dataset));
        assertThat(read.datasets()).hasSize(3);
        for (FoundDataset dataset : DATASETS) {
            FoundDataset again = byDid.get(did(dataset));
            assertThat(again.record().hasContentOf(dataset.record())).isTrue();
            assertThat(again.record().matches()).isEqualTo(dataset.record().matches());
            assertThat(again.record().overlap()).isEqualTo(dataset.record().overlap());
            assertThat(again.origins()).hasSize(2);
        }
    }

    private static String did(FoundDataset dataset) {
        return String.valueOf(dataset.record().text(ObsCoreColumn.obs_publisher_did));
    }

    @ParameterizedTest
    @EnumSource(names = "PARQUET", mode = EnumSource.Mode.EXCLUDE)
    void withoutTheListEachDatasetIsReadOnce(OutputFormat format) throws IOException {
        ReadResult read = ResultFile.read(written(format));
        assertThat(read.datasets())
                .hasSize(3)
                .allMatch(dataset -> dataset.record().matches() == null);
        assertThat(KnownDatasets.of(List.of(read)).notAmong(DATASETS)).isEmpty();
    }

    @Test
    void equalDatasetsOfOneTargetStayTwo() throws IOException {
        FoundDataset one = DATASETS.getFirst();
        byte[] csv = Runs.written(OutputFormat.CSV, List.of(one, one), log());
        Path file = Files.write(folder.resolve("twice.csv"), csv);
        assertThat(ResultFile.read(file, LIST).datasets()).hasSize(2);
    }

    @Test
    void aTargetThatIsNotInTheListIsNoted() throws IOException {
        TargetList other = TargetList.of(List.of(new Target("ngc 1", 10, -80, 1)));
        ReadResult read = ResultFile.read(written(OutputFormat.CSV), other);
        assertThat(read.notes().getLast())
                .isEqualTo("4 rows have a target that is not in the list of the run, which is ignored");
        assertThat(read.datasets())
                .filteredOn(dataset -> dataset.record().matches() != null)
                .hasSize(1);
    }

    @Test
    void theStreamHasALineForEachPair() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        FoundDataset two = DATASETS.get(1);
        Question question = new Question(TargetRegion.of(LIST), null, null, Set.of());
        ProvisionalJsonLines.write(question, two.origin(), two.record(), out);
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .hasSize(2)
                .anyMatch(line -> line.contains("\"target\":\"ngc 1\",\"target_ra\":10.0,\"target_dec\":-80.0,")
                        && line.contains("\"overlap\":\"tested\""))
                .anyMatch(line -> line.contains("\"target\":\"\u03b1 \\\"four\\\"\"")
                        && line.contains("\"overlap\":\"service\""));
    }

    private static StarTable[] tables(byte[] votable) throws IOException {
        return Tables.tableArray(
                new StarTableFactory().makeStarTables(new ByteArrayDataSource("found", votable), "votable"));
    }

    private static List<String> rows(StarTable table) throws IOException {
        StarTable random = Tables.randomTable(table);
        List<String> rows = new ArrayList<>();
        for (long i = 0; i < random.getRowCount(); i++) {
            rows.add(Stream.of(random.getRow(i))
                    .map(cell -> cell == null || cell.equals(Double.NaN) ? "" : cell.toString())
                    .collect(Collectors.joining("|")));
        }
        return rows;
    }

    /** The log has a service for each outcome; five of them are losses. */
    private static final String[] SUMMARY = {
        "ngc 1|10.0|-80.0|1.0|1|A|51544.0|51545.0|2000-01-01|2000-01-02|5",
        "007|200.0|80.0|1.0|1||||||5",
        "nothing, here|100.0|0.0|1.0|0||||||5",
        "\u03b1 \"four\"|50.0|10.0|2.0|3|A, B, with comma|51544.0|55000.5|2000-01-01|2009-06-18T12:00:00|5"
    };

    @Test
    void theSummaryHasARowForEachTarget() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TargetSummary summary = TargetSummary.of(DATASETS, log());
        new VoTableResultWriter().write(summary, out);
        List<String> rows = rows(tables(out.toByteArray())[0]);
        assertThat(rows).hasSize(4);
        for (int i = 0; i < 4; i++) {
            assertThat(rows.get(i)).startsWith(SUMMARY[i] + "|ivo://");
        }
        assertThat(summary.withDatasets()).isEqualTo(3);
        assertThat(summary.incomplete()).isEqualTo(4);
    }

    @ParameterizedTest
    @EnumSource
    void theSummaryIsWrittenInAllFormats(OutputFormat format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        format.writer().write(TargetSummary.of(DATASETS, log()), out);
        assertThat(out.size()).isGreaterThan(300);
        if (format == OutputFormat.JSON_LINES) {
            assertThat(out.toString(StandardCharsets.UTF_8).lines())
                    .hasSize(4)
                    .anyMatch(line -> line.startsWith("{\"target\":\"nothing, here\",\"ra\":100.0,\"dec\":0.0,"
                            + "\"radius\":1.0,\"datasets\":0,\"services_incomplete\":5,"));
        }
    }

    @Test
    void theVoTableHasTheTargetsAsThirdTable() throws IOException {
        byte[] bytes = Runs.written(OutputFormat.VOTABLE, DATASETS, log());
        StarTable[] tables = tables(bytes);
        assertThat(Arrays.stream(tables).map(StarTable::getName)).containsExactly("datasets", "services", "targets");
        assertThat(tables[0].getRowCount()).isEqualTo(5);
        assertThat(rows(tables[2])).hasSize(4);
        assertThat(tables[0].getColumnInfo(tables[0].getColumnCount() - 1).getName())
                .isEqualTo("target_separation");
        assertThat(new String(bytes, StandardCharsets.UTF_8)).doesNotContain("name=\"separation\"");
    }
}
