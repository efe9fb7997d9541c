package org.skytrawl.registry.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.model.Axis;
import org.skytrawl.model.Coverage;
import org.skytrawl.model.Declared;
import org.skytrawl.model.Interval;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Service;
import org.skytrawl.protocol.obstap.ObsTap;
import org.skytrawl.protocol.sia.Sia1;
import org.skytrawl.protocol.ssa.Ssa;
import org.skytrawl.provenance.ServiceOutcome.Skipped;
import org.skytrawl.registry.Candidate;
import org.skytrawl.registry.access.CacheFolder;
import org.skytrawl.registry.regtap.RegistrySnapshot;
import org.skytrawl.sky.Moc;

class SnapshotStoreTest {
    @TempDir
    Path directory;

    private static RegistrySnapshot snapshot() {
        Service table = Service.of(
                        List.of(new Ivoid("ivo://a/tap"), new Ivoid("ivo://a/c")),
                        "Title \"é\"\n",
                        ObsTap.PROTOCOL,
                        "http://a/tap",
                        "\"x\".obs")
                .withCoverage(new Coverage(
                        Moc.ofCells(3, 4, 5, 99),
                        List.of(new Interval(1e-7, Double.POSITIVE_INFINITY), new Interval(0, 1e-9)),
                        List.of(new Interval(Double.NEGATIVE_INFINITY, 55000.125))))
                .withMaxRecords(20_000_000_000L)
                .withMirrorUrls(List.of("http://mirror.test/tap"));
        Service sia = Service.of(List.of(new Ivoid("ivo://a/x")), "", Sia1.PROTOCOL, "", null);
        Service ssa = Service.of(List.of(new Ivoid("ivo://a/y")), "", Ssa.PROTOCOL, "http://a/ssa", null)
                .with(new Declared(Coverage.UNDECLARED, 7L, 0.25, Set.of("spectrum", "sed"), true));
        return new RegistrySnapshot(
                "http://reg.test/tap",
                Instant.parse("2026-03-01T12:00:00.123Z"),
                Set.of(Axis.SPACE, Axis.TIME),
                true,
                List.of(
                        new Candidate(table, List.of(new Ivoid("ivo://a/s")), Set.of("x.obs", "ivoa.obscore"), null),
                        Candidate.of(ssa),
                        new Candidate(sia, List.of(), Set.of(), new Skipped(Skipped.Why.NEEDS_LOGIN, "login"))),
                List.of("a note"));
    }

    private static byte[] written() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SnapshotJson.write(snapshot(), "a stamp", snapshot().fetched(), out);
        return out.toByteArray();
    }

    private static byte[] zipped(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }

    @Test
    void readsBackWhatItWrites() throws IOException {
        assertThat(SnapshotJson.read(new ByteArrayInputStream(written()))).isEqualTo(snapshot());
        SnapshotStore store = new SnapshotStore(directory);
        store.save(snapshot(), null);
        assertThat(store.load("https://REG.test:443/tap").snapshot()).isEqualTo(snapshot());
        assertThat(store.load("https://reg.test/tap/").snapshot()).isEqualTo(snapshot());
        assertThat(store.file("https://reg.test/tap/?x=/")).isNotEqualTo(store.file("https://reg.test/tap/?x="));
        assertThat(store.load("http://other.test/tap").snapshot()).isNull();
    }

    @Test
    void loadsAFileAgainOnlyWhenItHasChanged() throws IOException {
        SnapshotStore store = new SnapshotStore(directory);
        store.save(snapshot(), null);
        String url = snapshot().source();
        RegistrySnapshot first = store.load(url).snapshot();
        assertThat(store.load(url).snapshot()).isSameAs(first);
        // as another program would
        new SnapshotStore(directory).save(snapshot(), null);
        assertThat(store.load(url).snapshot()).isEqualTo(first).isNotSameAs(first);
        java.nio.file.Files.delete(store.file(url));
        assertThat(store.load(url).snapshot()).isNull();
    }

    @Test
    void writesOneObjectALine() throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(written()))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines())
                    .hasSize(5)
                    .anyMatch(line -> line.contains(
                            "\"max_search_radius\":0.25,\"product_types\":[\"sed\",\"spectrum\"],\"theory\":true}"))
                    .allSatisfy(line -> assertThat(line).startsWith("{").endsWith("}"));
        }
    }

    @Test
    void refusesWhatIsNotWhole() throws IOException {
        byte[] whole = written();
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> SnapshotJson.read(new ByteArrayInputStream(cut)))
                    .isInstanceOf(IOException.class);
        }
        String header = "{\"version\":2,\"source\":\"x\",\"fetched\":\"2026-03-01T12:00:00Z\"}\n";
        for (String rest : List.of(
                "",
                "{\"candidates\":1}",
                "{\"candidates\":0}{}",
                "{\"protocol\":\"SIA9\"}",
                "{\"ivoids\":[\"ivo://a\"]}",
                "{\"ivoids\":[],\"protocol\":\"SIA1\"}",
                "{\"moc_ranges\":\"what\"}",
                "{\"mjd\":[2,1]}",
                "{\"ivoids\":[\"ivo://a/x\"],\"protocol\":\"SSA\",\"max_search_radius\":-1}",
                "{\"ivoids\":[\"ivo://a/x\"],\"protocol\":\"SSA\",\"max_search_radius\":1e400}",
                "{\"mjd\":[2,{}]}",
                "{\"title\":",
                "[]")) {
            byte[] bad = zipped(header + rest);
            assertThatThrownBy(() -> SnapshotJson.read(new ByteArrayInputStream(bad)))
                    .as(rest)
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void aProtocolThatIsNotKnownIsAnErrorThatNamesIt() throws IOException {
        byte[] bad = zipped(
                "{\"version\":2,\"source\":\"x\",\"fetched\":\"2026-03-01T12:00:00Z\"}\n{\"protocol\":\"SLAP\"}");
        assertThatThrownBy(() -> SnapshotJson.read(new ByteArrayInputStream(bad)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("unknown protocol 'SLAP'");
    }

    @Test
    void findsTheUsersCacheDirectory() {
        assertThat(CacheFolder.directory(Map.of("XDG_CACHE_HOME", "/cache"), "Linux", "/home/u"))
                .isEqualTo(Path.of("/cache/skytrawl"));
        assertThat(CacheFolder.directory(Map.of("XDG_CACHE_HOME", "relative"), "Linux", "/home/u"))
                .isEqualTo(Path.of("/home/u/.cache/skytrawl"));
        assertThat(CacheFolder.directory(Map.of(), "Mac OS X", "/Users/u"))
                .isEqualTo(Path.of("/Users/u/Library/Caches/skytrawl"));
    }
}
