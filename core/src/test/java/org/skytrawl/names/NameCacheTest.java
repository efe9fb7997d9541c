package org.skytrawl.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.model.ResolvedTarget;
import org.skytrawl.registry.access.CacheFolder;

class NameCacheTest {
    private static final List<String> ENDPOINTS = List.of("http://a/sesame");

    @TempDir
    private Path folder;

    private NameCache cache;
    private Path file;

    @BeforeEach
    void keepOne() throws Exception {
        cache = new NameCache(new CacheFolder(folder));
        cache.keep(
                new ResolvedTarget(
                        "M31",
                        10.5,
                        41.25,
                        "Simbad",
                        new ResolvedTarget.Answer(
                                "http://a/sesame", Instant.parse("2026-03-01T12:00:00Z"), false, List.of())),
                ENDPOINTS);
        try (Stream<Path> files = Files.list(folder.resolve("names"))) {
            file = files.findFirst().orElseThrow();
        }
    }

    @Test
    void readsBackWhatItKept() {
        ResolvedTarget read = cache.read("M31", ENDPOINTS);
        assertThat(read).isNotNull();
        assertThat(read.raDeg()).isEqualTo(10.5);
    }

    /** Then the name is asked for anew. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"answered\":\"-999999999-01-01T00:00:00Z\"",
                "\"answered\":\"+999999999-12-31T23:59:59Z\"",
                "\"answered\":\"noon\"",
                "\"ra_deg\":\"NaN\"",
                "\"ra_deg\":\"1e999\"",
                "\"ra_deg\":\"360.1\"",
                "\"dec_deg\":\"-Infinity\"",
                "\"name\":\"M32\"",
                "\"odd\":DEEP"
            })
    void whatIsDamagedCountsAsNotThere(String member) throws Exception {
        String odd = member.replace("DEEP", "[".repeat(10_000));
        Files.writeString(file, Files.readString(file).replace("}", "," + odd + "}"));
        assertThat(cache.read("M31", ENDPOINTS)).isNull();
    }
}
