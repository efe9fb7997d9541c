package org.skytrawl.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.net.Cancellation;
import tools.jackson.databind.json.JsonMapper;

/** A folder of downloads that somebody else has made, and servers that send parts of another version. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileFolderIT {
    private static final byte[] OLD = fits(1);
    private static final byte[] NEW = fits(2);
    private static final int HAVE = 80_000;

    @TempDir
    private Path home;

    private Path folder = Path.of("");
    private DataServer server;

    @BeforeEach
    void start() throws IOException {
        folder = Files.createDirectory(home.resolve("data"));
        server = new DataServer();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private static byte[] fits(int seed) {
        byte[] bytes = new byte[100 * 2880];
        new Random(seed).nextBytes(bytes);
        byte[] card = "SIMPLE  =                    T".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(card, 0, bytes, 0, card.length);
        return bytes;
    }

    private FileReport download() throws Exception {
        FoundDataset dataset = Datasets.of(server.url("/a.fits"), "access_format", "image/fits");
        DownloadResult result = Download.of(List.of(dataset))
                .options(DownloadOptions.DEFAULTS.withIdleTimeout(Duration.ofSeconds(20)))
                .into(folder)
                .await();
        assertThat(result.files()).hasSize(1);
        return result.files().getFirst();
    }

    private Path part(String ending) {
        return folder.resolve(".skytrawl-" + Checksum.hex(Target.keyOf(server.url("/a.fits")), 16) + ending);
    }

    private void notes(String name, @Nullable String file, @Nullable String validator, long whole) throws IOException {
        JsonMapper json = new JsonMapper();
        String text =
                "{\"url\":" + json.writeValueAsString(server.url("/a.fits")) + ",\"whole\":" + whole + ",\"name\":"
                        + json.writeValueAsString(name)
                        + (validator == null ? "" : ",\"validator\":" + json.writeValueAsString(validator))
                        + (file == null
                                ? ""
                                : ",\"file\":" + json.writeValueAsString(file) + ",\"sha256\":\""
                                        + Checksum.hex(Checksum.begin()) + "\"")
                        + "}";
        Files.writeString(part(".json"), text);
    }

    private void onlyTheFolderIsThere() throws IOException {
        try (Stream<Path> outside = Files.list(home)) {
            assertThat(outside).containsExactly(folder);
        }
        try (Stream<Path> inside = Files.list(folder)) {
            assertThat(inside.map(each -> each.getFileName().toString()))
                    .containsExactlyInAnyOrder("a.fits", Manifest.NAME);
        }
        assertThat(folder.resolve("a.fits")).hasBinaryContent(OLD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil.fits",
                "../../evil.fits",
                "/tmp/skytrawl-evil.fits",
                "..",
                ".",
                "",
                ".bashrc",
                "sub/evil.fits",
                "..\\evil.fits",
                "C:evil.fits",
                "a\u0000.fits",
                "\u202eevil.fits",
                "NUL",
                "-rf"
            })
    void takesNoNameFromNotesThatLeadsOutOfTheFolder(String name) throws Exception {
        String tag = "\"" + Checksum.hex(new String(OLD, StandardCharsets.ISO_8859_1), 8) + "\"";
        for (String file : new String[] {null, "b.fits"}) {
            server.file("/a.fits", OLD);
            Files.write(part(".part"), Arrays.copyOf(OLD, HAVE));
            notes(name, file, tag, OLD.length);
            assertThat(download().stored().file()).isEqualTo("a.fits");
            onlyTheFolderIsThere();
            clear();
            Files.write(part(".part"), Arrays.copyOf(OLD, HAVE));
            notes("b.fits", name.isEmpty() ? ".." : name, tag, OLD.length);
            assertThat(download().stored().file()).isEqualTo("a.fits");
            onlyTheFolderIsThere();
            clear();
        }
    }

    private void clear() throws IOException {
        Files.delete(folder.resolve("a.fits"));
        Files.delete(folder.resolve(Manifest.NAME));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "null",
                "{",
                "{\"url\":\"x\",\"name\":\"b.fits\",\"whole\":10000000000000000000000,\"validator\":\"\\\"x\\\"\"}",
                "{\"url\":\"x\",\"name\":\"b.fits\",\"whole\":-7,\"validator\":\"\\\"x\\\"\"}",
                "{\"url\":\"x\",\"name\":\"b.fits\",\"whole\":288000,\"validator\":\"a\\r\\nHost: evil\"}",
                "{\"url\":\"x\",\"name\":\"b.fits\",\"whole\":288000,\"validator\":\" \"}",
                "{\"url\":\"x\",\"name\":\"b.fits\",\"whole\":288000,\"validator\":\"\u00e9\"}"
            })
    void beginsAnewAfterNotesThatCannotBeUsed(String notes) throws Exception {
        server.file("/a.fits", OLD);
        Files.write(part(".part"), Arrays.copyOf(OLD, HAVE));
        Files.writeString(part(".json"), notes);
        assertThat(download().outcome()).isEqualTo(FileOutcome.DOWNLOADED);
        onlyTheFolderIsThere();
        assertThat(server.asked()).hasSize(1).allMatch(asked -> asked.range() == null);
    }

    @Test
    void writesThroughNoLinks() throws Exception {
        server.file("/a.fits", OLD);
        Path victim = Files.writeString(home.resolve("victim"), "mine");
        for (String ending : List.of(".part", ".json", ".json.new")) {
            Files.createSymbolicLink(part(ending), victim);
        }
        Files.createSymbolicLink(folder.resolve("a.fits"), home.resolve("not-there"));
        FileReport report = download();
        assertThat(report.outcome()).isEqualTo(FileOutcome.DOWNLOADED);
        assertThat(report.stored().file()).matches("a-[0-9a-f]{8}\\.fits");
        assertThat(folder.resolve(report.stored().file())).hasBinaryContent(OLD);
        assertThat(victim).hasContent("mine");
        assertThat(home.resolve("not-there")).doesNotExist();
    }

    @Test
    void writesThroughNoManifestThatIsALinkAndWaitsForNone() throws Exception {
        Path victim = Files.writeString(home.resolve("victim"), "mine");
        Files.createSymbolicLink(folder.resolve(Manifest.NAME), victim);
        assertThatThrownBy(this::download).isInstanceOf(FolderException.class).hasMessageContaining(Manifest.NAME);
        assertThat(victim).hasContent("mine");
        Files.delete(folder.resolve(Manifest.NAME));
        Files.createDirectory(folder.resolve(Manifest.NAME));
        assertThatThrownBy(this::download).isInstanceOf(FolderException.class);
    }

    @Test
    void findsNothingPresentOutsideTheFolder() throws Exception {
        server.file("/a.fits", OLD);
        Path outside = Files.write(home.resolve("outside.fits"), OLD);
        String sum = Checksum.hex(Checksum.of(outside, OLD.length, new Cancellation()));
        Files.createSymbolicLink(folder.resolve("link.fits"), outside);
        for (String name : List.of("../outside.fits", outside.toString(), "link.fits")) {
            Files.writeString(
                    folder.resolve(Manifest.NAME),
                    "{\"url\":\"" + server.url("/a.fits") + "\",\"outcome\":\"downloaded\",\"file\":\"" + name
                            + "\",\"bytes\":" + OLD.length + ",\"sha256\":\"" + sum + "\"}\n"
                            + "{\"url\":\"" + server.url("/a.fits")
                            + "\",\"outcome\":\"downloaded\",\"file\":\"b.fits\",\"bytes\":1" + "0".repeat(22)
                            + ",\"sha256\":\"x\"}\n");
            FileReport report = download();
            assertThat(report.outcome()).as(name).isEqualTo(FileOutcome.DOWNLOADED);
            Files.delete(folder.resolve("a.fits"));
        }
    }

    @Test
    void goesOnWithALongNameThatHasAMark() throws Exception {
        String name = "n".repeat(230) + ".fits";
        assertThat(SafeName.isSafe(SafeName.marked(name, "0123abcd"))).isTrue();
        assertThat(SafeName.isSafe("n".repeat(256))).isFalse();
    }

    /** What the server says of the file: of the whole of the old version, of a part of the new one, and whether it fits. */
    static Stream<List<String>> versions() {
        return Stream.of(
                List.of("ETag: \"a\"", "ETag: \"b\"", "anew"),
                List.of("ETag: \"a\"", "ETag: W/\"a\"", "anew"),
                List.of("ETag: \"a\"", "ETag: a", "anew"),
                List.of("ETag: \"a\"", "X: none", "anew"),
                List.of("ETag: \"a\"", "Last-Modified: Tue, 01 Jan 2019 00:00:00 GMT", "anew"),
                List.of("ETag: \"a\"", "ETag:  \"a\" ", "goes on"),
                List.of(
                        "Last-Modified: Tue, 01 Jan 2019 00:00:00 GMT",
                        "Last-Modified: Wed, 01 Jan 2020 00:00:00 GMT",
                        "anew"),
                List.of(
                        "Last-Modified: Tue, 01 Jan 2019 00:00:00 GMT",
                        "Last-Modified: Tue, 01 Jan 2019 00:00:00 GMT",
                        "goes on"),
                List.of("Last-Modified: Tue, 01 Jan 2019 00:00:00 GMT", "X: none", "goes on"),
                List.of("Last-Modified: Tue, 01 Jan 2019 00:00:00 GMT", "X: of unknown size", "anew"));
    }

    @ParameterizedTest
    @MethodSource("versions")
    void makesNoFileOfTwoVersions(List<String> said) throws Exception {
        boolean anew = said.get(2).equals("anew");
        byte[] now = anew ? NEW : OLD;
        server.page("/a.fits", (request, out) -> {
            if (request.range() != null) {
                // never mind If-Range
                String whole = said.get(1).endsWith("unknown size") ? "*" : String.valueOf(now.length);
                DataServer.write(
                        out,
                        "HTTP/1.1 206 Partial",
                        said.get(1),
                        "Content-Length: " + (now.length - HAVE),
                        "Content-Range: bytes " + HAVE + "-" + (now.length - 1) + "/" + whole);
                out.write(now, HAVE, now.length - HAVE);
            } else {
                boolean first = server.asked().size() == 1;
                DataServer.write(out, "HTTP/1.1 200 OK", said.get(0), "Content-Length: " + now.length);
                out.write(first ? OLD : now, 0, first ? HAVE : now.length);
            }
        });
        assertThat(download().outcome()).isEqualTo(FileOutcome.DOWNLOADED);
        assertThat(folder.resolve("a.fits")).hasBinaryContent(now);
        assertThat(server.asked().stream().map(DataServer.Asked::range))
                .isEqualTo(anew ? Arrays.asList(null, "bytes=80000-", null) : Arrays.asList(null, "bytes=80000-"));
    }

    @Test
    void takesNoPartForWholeThatIsOfAnotherVersion() throws Exception {
        server.page("/a.fits", (request, out) -> {
            if (request.range() != null) {
                DataServer.write(
                        out, "HTTP/1.1 416 No", "ETag: \"b\"", "Content-Range: bytes */" + HAVE, "Content-Length: 0");
            } else if (server.asked().size() == 1) {
                // of a length that is not told, and cut
                DataServer.write(out, "HTTP/1.1 200 OK", "ETag: \"a\"", "Transfer-Encoding: chunked");
                out.write((Integer.toHexString(HAVE) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                out.write(OLD, 0, HAVE);
            } else {
                DataServer.write(out, "HTTP/1.1 200 OK", "ETag: \"b\"", "Content-Length: " + HAVE);
                out.write(NEW, 0, HAVE);
            }
        });
        assertThat(download().outcome()).isEqualTo(FileOutcome.DOWNLOADED);
        assertThat(folder.resolve("a.fits")).hasBinaryContent(Arrays.copyOf(NEW, HAVE));
    }

    @Test
    void writesNoPasswordOfAUrl() throws Exception {
        server.file("/a.fits", OLD);
        String url = server.url("/a.fits").replace("http://", "http://user:secret@");
        Download.of(List.of(Datasets.of(url, "access_format", "image/fits")))
                .into(folder)
                .await();
        onlyTheFolderIsThere();
        assertThat(folder.resolve(Manifest.NAME))
                .content()
                .doesNotContain("secret")
                .contains(server.url("/a.fits"));
    }
}
