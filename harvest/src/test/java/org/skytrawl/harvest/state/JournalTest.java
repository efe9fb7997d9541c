package org.skytrawl.harvest.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");

    private static final List<Entry> ENTRIES = List.of(
            new Entry.Plan(TIME, List.of("t_min <= 60000"), List.of("t_min", "obs_id"), 120L),
            new Entry.Limit(TIME, 50, "QUERY_STATUS OVERFLOW"),
            new Entry.Split(
                    TIME,
                    "c",
                    List.of(
                            new Entry.Part(Range.below("obs_id", "'ö''\n'"), 40L),
                            new Entry.Part(Range.between("obs_id", "'ö''\n'", "'z'"), null),
                            new Entry.Part(Range.from("obs_id", "'z'"), 0L),
                            new Entry.Part(Range.missing("obs_id"), 30L))),
            new Entry.Page(
                    TIME, "c.0", "c.0-1.parquet", 40, 40L, 7, 3, "SELECT *", 1.25, 1_234, List.of(0xFFFFFFFFL, 0L)),
            new Entry.Gap(TIME, "c.1", null, "no whole answer within 600 s"),
            new Entry.Gap(TIME, "c.3", 30L, "x"),
            new Entry.Done(TIME, 40, null, false));

    /** Those of updates. */
    private static final List<Entry> LATER = List.of(
            new Entry.Plan(TIME, List.of(), List.of("t_min"), 120L, Map.of("MAX(t_max)", "61000.5", "SUM(x)", "")),
            new Entry.Limit(TIME, 25, "no whole answer within 600 s", true),
            new Entry.Split(
                    TIME,
                    "c",
                    List.of(
                            new Entry.Part(Range.below("t_min", "5"), 40L, Map.of("MAX(t_max)", "5")),
                            new Entry.Part(Range.from("t_min", "5"), 80L, Map.of("MAX(t_max)", "61000.5")))),
            new Entry.Told(TIME, "c.0", new Mark(41, Map.of("MAX(t_max)", "6")), 5),
            new Entry.Update(
                    TIME,
                    List.of(
                            new Entry.Stale("c.0", new Mark(42, Map.of("MAX(t_max)", "7"))),
                            new Entry.Stale("c.1", null)),
                    true),
            new Entry.Update(TIME, List.of(), false));

    @TempDir
    private Path folder;

    @Test
    void givesBackWhatWasAppended() throws IOException {
        Journal journal = new Journal(folder.resolve("a.jsonl"));
        for (Entry entry : ENTRIES) {
            journal.append(entry);
        }
        assertThat(journal.read().entries()).isEqualTo(ENTRIES);
        Journal later = new Journal(folder.resolve("b.jsonl"));
        for (Entry entry : LATER) {
            later.append(entry);
        }
        assertThat(later.read().entries()).isEqualTo(LATER);
    }

    @Test
    void aFileThatIsMuchTooLongIsAnErrorThatNamesIt() throws IOException {
        Path file = folder.resolve("long.jsonl");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            // a hole, which takes no room on the disk
            var unused = channel.write(ByteBuffer.wrap(new byte[] {'\n'}), 5L << 30);
        }
        assertThatThrownBy(() -> new Journal(file).read())
                .isInstanceOf(HarvestException.class)
                .hasMessage(file + " has 5368709121 bytes: it is not the journal of a service");
    }

    @Test
    void readsJournalsWithoutMarks() throws IOException {
        Path file = folder.resolve("old.jsonl");
        Files.writeString(file, """
                {"event":"plan","time":"2026-01-02T03:04:05Z","conditions":[],"columns":["t_min"],"rows":120}
                {"event":"limit","time":"2026-01-02T03:04:05Z","rows":50,"reason":"OVERFLOW"}
                {"event":"split","time":"2026-01-02T03:04:05Z","cell":"c","column":"t_min","parts":[{"to":"5","rows":40},{"from":"5","rows":80}]}
                """);
        assertThat(new Journal(file).read().entries())
                .containsExactly(
                        new Entry.Plan(TIME, List.of(), List.of("t_min"), 120L),
                        new Entry.Limit(TIME, 50, "OVERFLOW"),
                        new Entry.Split(
                                TIME,
                                "c",
                                List.of(
                                        new Entry.Part(Range.below("t_min", "5"), 40L),
                                        new Entry.Part(Range.from("t_min", "5"), 80L))));
    }

    @Test
    void staleLeavesAreOpenAndKeepTheirPagesUntilThereAreNewOnes() {
        ServiceState state = new ServiceState();
        LATER.subList(0, 3).forEach(state::add);
        state.add(page("c.0", 40, TIME));
        state.add(page("c.1", 80, TIME));
        state.add(new Entry.Done(TIME, 120, 120L, true));
        Cell first = state.parts(Cell.WHOLE).getFirst();
        assertThat(state.mark(Cell.WHOLE)).isEqualTo(new Mark(120, Map.of("MAX(t_max)", "61000.5")));

        // it could not be asked
        state.add(new Entry.Gap(TIME, Entry.Gap.TABLE, null, "HTTP status 503"));
        assertThat(state.isComplete()).isTrue();

        state.add(new Entry.Update(
                TIME, List.of(new Entry.Stale("c.0", new Mark(42, Map.of("MAX(t_max)", "7")))), false));
        assertThat(state.isComplete()).isFalse();
        assertThat(state.gaps()).isEmpty();
        assertThat(state.open()).containsExactly(first);
        assertThat(state.rows()).isEqualTo(120);

        state.add(page("c.0", 42, TIME));
        assertThat(state.open()).isEmpty();
        assertThat(state.mark(first)).isEqualTo(new Mark(42, Map.of("MAX(t_max)", "7")));
        // with another count what was told before is of other rows
        state.add(page("c.0", 43, TIME));
        assertThat(state.mark(first)).isEqualTo(new Mark(43, Map.of()));
        assertThatThrownBy(() -> state.add(new Entry.Update(TIME, List.of(new Entry.Stale("c", null)), false)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Entry.Page page(String cell, long rows, Instant time) {
        return new Entry.Page(time, cell, cell + "-1.parquet", rows, rows, 0, 0, "", 0, 1, List.of());
    }

    @Test
    void losesAtMostItsLastLineWhereverItIsCut() throws IOException {
        Path whole = folder.resolve("whole.jsonl");
        for (Entry entry : ENTRIES) {
            new Journal(whole).append(entry);
        }
        byte[] bytes = Files.readAllBytes(whole);
        int lines = 0;
        for (int length = 0; length <= bytes.length; length++) {
            lines += length > 0 && bytes[length - 1] == '\n' ? 1 : 0;
            Path cut = folder.resolve("cut.jsonl");
            Files.write(cut, Arrays.copyOf(bytes, length));
            Journal journal = new Journal(cut);
            Journal.Content content = journal.read();
            assertThat(content.entries()).as("%s bytes", length).isEqualTo(ENTRIES.subList(0, lines));
            journal.begin();
            journal.append(ENTRIES.getFirst());
            assertThat(journal.read().entries()).hasSize(lines + 1).endsWith(ENTRIES.getFirst());
        }
    }

    @Test
    void namesFileAndLineOfWhatIsNoEntry() throws IOException {
        Path file = folder.resolve("bad.jsonl");
        new Journal(file).append(ENTRIES.getFirst());
        String good = Files.readString(file);
        for (String bad :
                List.of("", "{", "[]", "{}", "{\"event\":\"page\",\"time\":\"2026-01-02T03:04:05Z\"}", "\0")) {
            Files.writeString(file, good + bad + "\n" + good);
            assertThatThrownBy(() -> new Journal(file).read())
                    .as(bad)
                    .isInstanceOf(HarvestException.class)
                    .hasMessageStartingWith("line 2 of " + file);
        }
    }

    @Test
    void aPageHasNoFileOutsideOfItsFolder() throws IOException {
        for (String name : List.of("../x.parquet", "/x.parquet", "a/b.parquet", "a\\b.parquet", "..", "")) {
            Path file = folder.resolve("foreign.jsonl");
            Files.deleteIfExists(file);
            new Journal(file).append(new Entry.Page(TIME, "c", name, 1, 1L, 0, 0, "q", 1, 1, List.of(0L)));
            assertThatThrownBy(() -> new Journal(file).read())
                    .as(name)
                    .isInstanceOf(HarvestException.class)
                    .hasMessageContaining("foreign.jsonl");
        }
    }

    @Test
    void theLeavesOfAStateAreThoseOfItsSplits() {
        ServiceState state = new ServiceState();
        ENTRIES.forEach(state::add);
        assertThat(state.open()).extracting(Cell::id).containsExactly("c.1", "c.3");
        assertThat(state.rows()).isEqualTo(40);
        assertThat(state.gaps()).hasSize(2);
        assertThat(state.isComplete()).isFalse();
        assertThat(state.nextFile(new Cell("c.0", List.of()))).isEqualTo("c.0-2.parquet");
        assertThatThrownBy(() -> state.add(new Entry.Gap(TIME, "c.9", null, "x")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Entry.Page page(String cell, Instant time) {
        return new Entry.Page(time, cell, cell + "-1.parquet", 40, null, 0, 0, "SELECT *", 1, 1_234, List.of());
    }

    @Test
    void aPageEndsTheGapBeforeItsRequestAndKeepsTheOneOfItsAnswer() {
        ServiceState state = new ServiceState();
        state.add(new Entry.Plan(TIME, List.of(), List.of(), null));
        state.add(new Entry.Gap(TIME, "c", null, "no answer"));
        state.add(page("c", TIME.plusSeconds(10)));
        assertThat(state.gaps()).isEmpty();
        state.add(new Entry.Gap(TIME.plusSeconds(30), "c", null, "no column splits its rows"));
        state.add(page("c", TIME.plusSeconds(20)));
        assertThat(state.hasGap(Cell.WHOLE)).isTrue();
    }

    @Test
    void thePagesOfDeepCellsHaveShortAndDifferentNames() {
        ServiceState state = new ServiceState();
        Cell deep = new Cell("c" + ".1".repeat(2_000), List.of());
        assertThat(state.nextFile(deep)).hasSizeLessThan(200).endsWith("-1.parquet");
        assertThat(state.nextFile(new Cell(deep.id() + ".0", List.of()))).isNotEqualTo(state.nextFile(deep));
    }

    @Test
    void aCellHasTheEdgesOfItsRanges() {
        Cell cell = Cell.WHOLE.child(1, Range.from("obs_id", "'a'"));
        assertThat(cell.hasEdge("obs_id", "'a'")).isTrue();
        assertThat(cell.hasEdge("obs_id", "'b'")).isFalse();
        assertThat(cell.hasEdge("obs_publisher_did", "'a'")).isFalse();
    }

    @Test
    void doesNotContinueJournalsWithoutTheirQuestion() throws IOException {
        Path dir = folder.resolve("harvest");
        HarvestFolder.open(dir).close();
        // a session that was killed before it wrote the question
        HarvestFolder.open(dir).close();
        Files.writeString(dir.resolve("state").resolve("a.jsonl"), "");
        assertThatThrownBy(() -> HarvestFolder.open(dir))
                .isInstanceOf(HarvestException.class)
                .hasMessageContaining("is not empty");
    }
}
