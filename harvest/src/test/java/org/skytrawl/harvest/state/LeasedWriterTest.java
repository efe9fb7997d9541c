package org.skytrawl.harvest.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Service;

/** Writers under leases: one that has lost its lease, and does not know it yet, harms nothing that its successor has written. */
class LeasedWriterTest {
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");
    private static final Service SERVICE = Service.of(
            List.of(new Ivoid("ivo://a/b")),
            "A",
            Protocol.named("OBSTAP"),
            "https://vo.example.org/tap",
            "ivoa.obscore");
    private static final int MOST_CHECKS = 50;

    @TempDir
    private Path dir;

    private Path folder;

    @BeforeEach
    void begin() {
        folder = dir.resolve("0");
        prepare();
    }

    private void prepare() {
        try (HarvestFolder opened = HarvestFolder.open(folder)) {
            opened.write(new HarvestFolder.About(TIME, "everything", List.of(List.of()), false), List.of(SERVICE));
        }
    }

    private ServiceStore store(long number, Runnable check) {
        return HarvestFolder.underLease(folder, service -> new LeasedWriter(number, check))
                .store(SERVICE);
    }

    private static void plan(ServiceStore store) {
        store.append(new Entry.Plan(TIME, List.of(), List.of("t_min"), 100L));
    }

    private static void page(ServiceStore store, String cell, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        store.write(
                new Entry.Page(
                        TIME,
                        cell,
                        store.nextFile(new Cell(cell, List.of())),
                        100,
                        100L,
                        0,
                        0,
                        "SELECT",
                        1,
                        0,
                        List.of()),
                bytes);
    }

    private static void split(ServiceStore store) {
        store.split(new Entry.Split(
                TIME,
                "c",
                List.of(
                        new Entry.Part(Range.below("t_min", "5"), 50L),
                        new Entry.Part(Range.from("t_min", "5"), 50L))));
    }

    private List<String> files() {
        ServiceState state;
        try (HarvestFolder read = HarvestFolder.read(folder)) {
            ServiceStore store = read.store(SERVICE);
            store.checkContents();
            state = store.state();
        }
        return state.pages().stream().map(Entry.Page::file).toList();
    }

    private List<String> onDisk() throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("pages"))) {
            return all.filter(Files::isRegularFile)
                    .map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void pagesHaveTheNumberOfTheirWriter() throws IOException {
        ServiceStore first = store(3, () -> {});
        plan(first);
        page(first, "c", "one");
        page(first, "c", "two");
        assertThat(files()).containsExactly("c-2-w3.parquet");
        // what was replaced is deleted by the next writer
        assertThat(onDisk()).containsExactly("c-1-w3.parquet", "c-2-w3.parquet");
        ServiceStore next = store(4, () -> {});
        assertThat(onDisk()).containsExactly("c-2-w3.parquet");
        page(next, "c", "three");
        assertThat(files()).containsExactly("c-3-w4.parquet");
    }

    private static boolean isSplit(ServiceStore store) {
        return !store.state().parts(Cell.WHOLE).isEmpty();
    }

    /** What a successor does. */
    private enum Successor implements Consumer<ServiceStore> {
        READS_NOTHING {
            @Override
            public void accept(ServiceStore store) {}
        },
        READS_THE_SAME_PAGE {
            @Override
            public void accept(ServiceStore store) {
                page(store, isSplit(store) ? "c.1" : "c", "of the successor");
            }
        },
        SPLITS_THE_CELL {
            @Override
            public void accept(ServiceStore store) {
                if (!isSplit(store)) {
                    split(store);
                }
                page(store, "c.0", "of the successor");
                page(store, "c.1", "of the successor too");
            }
        }
    }

    /** The first writer is stopped after each of its checks in turn, and goes on when the successor has ended. */
    @ParameterizedTest
    @EnumSource
    void aWriterThatGoesOnAfterItsSuccessorHarmsNothing(Successor successor) throws IOException {
        for (int stopAt = 1; stopAt <= MOST_CHECKS; stopAt++) {
            folder = dir.resolve(successor + "-" + stopAt);
            prepare();
            ServiceStore before = store(1, () -> {});
            plan(before);
            page(before, "c", "of before");

            Stop stop = new Stop(stopAt, successor);
            try {
                ServiceStore first = store(2, stop);
                page(first, "c", "late");
                first.append(new Entry.Gap(TIME, "c", 1L, "late"));
                split(first);
                page(first, "c.0", "late too");
                first.append(new Entry.Done(TIME, 1, 1L, true));
            } catch (Lost e) {
                assertThat(stop.files).isNotNull();
            }
            if (stop.files == null) {
                assertThat(stopAt).as("checks").isGreaterThan(10);
                return;
            }
            assertThat(files()).as("stopped at check %s", stopAt).isEqualTo(stop.files);
            // the next session cleans up, and counts the same
            var unused = store(4, () -> {});
            if (!files().contains("c-2-w2.parquet")) {
                // else the late page had come whole, and is taken over
                assertThat(files()).as("stopped at check %s", stopAt).isEqualTo(stop.files);
            }
            assertThat(onDisk()).as("stopped at check %s", stopAt).isEqualTo(files());
        }
        throw new AssertionError("more than " + MOST_CHECKS + " checks");
    }

    private static final class Lost extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Lets the successor go to its end right after one check; later checks fail. */
    private final class Stop implements Runnable {
        private final int at;
        private final Successor successor;
        private int checks;
        private @Nullable List<String> files;

        Stop(int at, Successor successor) {
            this.at = at;
            this.successor = successor;
        }

        @Override
        public void run() {
            if (files != null) {
                throw new Lost();
            }
            if (++checks == at) {
                ServiceStore next = store(3, () -> {});
                successor.accept(next);
                files = files();
            }
        }
    }

    @Test
    void aLineThatWasCutOffIsPassedOver() throws IOException {
        ServiceStore first = store(1, () -> {});
        plan(first);
        Path journal;
        try (Stream<Path> all = Files.list(folder.resolve("state"))) {
            journal = all.findFirst().orElseThrow();
        }
        Files.writeString(journal, "{\"event\":\"page\",\"ti", StandardOpenOption.APPEND);
        ServiceStore second = store(2, () -> {});
        page(second, "c", "one");
        assertThat(files()).containsExactly("c-1-w2.parquet");
        String text = Files.readString(journal);
        Files.writeString(journal, text.replace(",\"after_torn\":true", ""));
        assertThatThrownBy(this::files)
                .isInstanceOf(HarvestException.class)
                .hasMessageStartingWith("line 3 of " + journal + " cannot be read");
    }

    @Test
    void anotherFolderOfLeasesIsRefused() {
        var unused = store(5, () -> {});
        assertThatThrownBy(() -> store(4, () -> {}))
                .isInstanceOf(HarvestException.class)
                .hasMessageContaining("was written under a lease of number 5 or higher, but this one has number 4");
    }

    @Test
    void aHarvestGoesOnUnderTheLock() throws IOException {
        ServiceStore leased = store(5, () -> {});
        plan(leased);
        page(leased, "c", "one");
        try (HarvestFolder opened = HarvestFolder.open(folder)) {
            page(opened.store(SERVICE), "c", "two");
        }
        assertThat(files()).containsExactly("c-2.parquet");
        // of the writer that was the last one before
        leased.append(new Entry.Done(TIME, 1, 1L, true));
        page(leased, "c", "late");
        assertThat(files()).containsExactly("c-2.parquet");
        assertThatThrownBy(() -> store(5, () -> {})).hasMessageContaining("number 6 or higher");
        page(store(6, () -> {}), "c", "three");
        assertThat(files()).containsExactly("c-3-w6.parquet");
        assertThat(onDisk()).contains("c-3-w6.parquet");
    }
}
