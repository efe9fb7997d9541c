package org.skytrawl.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.server.VoServer;
import org.skytrawl.server.take.TableSender;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.universe.SimOptions;
import tools.jackson.databind.JsonNode;

/** Files for questions, good and hostile. */
@Timeout(120)
class FilesIT {
    @TempDir
    private static Path folder;

    private static SimulatedVo vo;
    private static VoServer server;

    @BeforeAll
    static void start() throws IOException {
        vo = SimulatedVo.start(SimOptions.of(10, 1));
        server = VoServer.before(vo, folder, TableSender.none());
    }

    @AfterAll
    static void stop() {
        server.close();
        vo.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] zipped(byte[] begin, int megabytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream zip = new GZIPOutputStream(packed)) {
            zip.write(begin);
            byte[] blanks = " ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < megabytes; i++) {
                zip.write(blanks);
            }
        }
        return packed.toByteArray();
    }

    private static long stored() throws IOException {
        Path files = server.folder().resolve("files");
        if (!Files.isDirectory(files)) {
            return 0;
        }
        try (Stream<Path> all = Files.list(files)) {
            return all.count();
        }
    }

    @Test
    void aMocIsTakenAndAsked() throws Exception {
        JsonNode sent = server.send(201, "moc", "m.txt", bytes("6/100-101"));
        assertThat(sent.at("/kind").asString()).isEqualTo("moc");
        assertThat(sent.at("/name").asString()).isEqualTo("m.txt");
        assertThat(sent.at("/region/moc").asString()).isEqualTo("6/100-101");
        assertThat(sent.at("/targets").isNull()).isTrue();
        JsonNode question =
                server.get(200, "api/question?moc=" + sent.at("/file").asString());
        assertThat(question.at("/region")).isEqualTo(sent.at("/region"));
    }

    @Test
    void aListWithoutRadiiWaitsForOne() throws Exception {
        JsonNode sent = server.send(201, "targets", "l.csv", bytes("id,ra,dec\na,1,2\nb,3,4\n"));
        assertThat(sent.at("/targets").intValue()).isEqualTo(2);
        assertThat(sent.at("/notes").toString()).contains("radius");
        String file = sent.at("/file").asString();
        assertThat(server.get(400, "api/question?targets=" + file)
                        .at("/error/message")
                        .asString())
                .contains("radius");
        server.get(200, "api/question?targets=" + file + "&radius=1arcmin");
    }

    @Test
    void whatIsNoSuchFileIsRefusedAndNotKept() throws Exception {
        long before = stored();
        for (String kind : List.of("moc", "footprint", "targets")) {
            JsonNode error = server.send(415, kind, "x.bin", bytes("\u0000\u0001 nothing <svg>"))
                    .at("/error");
            assertThat(error.at("/code").asString()).isEqualTo("wrong_type");
            assertThat(error.at("/message").asString()).contains("x.bin").doesNotContain(folder.toString());
        }
        assertThat(stored()).isEqualTo(before);
        assertThat(server.send(400, "hologram", "x", bytes("6/1"))
                        .at("/error/field")
                        .asString())
                .isEqualTo("kind");
        assertThat(VoServer.json(415, server.post("api/files?kind=moc", "text/plain", BodyPublishers.ofString("6/1")))
                        .at("/error/code")
                        .asString())
                .isEqualTo("wrong_type");
    }

    @Test
    void bombsAreRefused() throws Exception {
        long before = stored();
        server.send(415, "moc", "bomb.gz", zipped(bytes("6/1"), 50));
        server.send(415, "targets", "bomb.csv.gz", zipped(bytes("id,ra,dec\n"), 300));
        server.send(415, "footprint", "bomb.fits.gz", zipped(bytes("SIMPLE  =                    T"), 50));
        assertThat(stored()).isEqualTo(before);
    }

    @Test
    void aGigabyteIsRefusedWithoutReadingIt() throws Exception {
        long before = stored();
        try (Socket socket = new Socket("127.0.0.1", server.uri("").getPort())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(head("Content-Length: 1073741824"));
            assertThat(statusLine(socket)).contains(" 413 ");
        }
        assertThat(stored()).isEqualTo(before);
    }

    @Test
    void oneThatNeverEndsIsCutOffAtTheLimit() throws Exception {
        long before = stored();
        try (Socket socket = new Socket("127.0.0.1", server.uri("").getPort())) {
            socket.setSoTimeout(30_000);
            OutputStream out = socket.getOutputStream();
            out.write(head("Transfer-Encoding: chunked"));
            byte[] chunk = bytes("100000\r\n" + "x".repeat(1 << 20) + "\r\n");
            try {
                for (int i = 0; i < 200; i++) {
                    out.write(chunk);
                }
            } catch (IOException e) {
                // the server has closed
            }
            String status = "";
            try {
                status = statusLine(socket);
            } catch (IOException e) {
                // its answer can be lost with the connection
            }
            assertThat(status.isEmpty() || status.contains(" 413 ")).as(status).isTrue();
        }
        assertThat(stored()).isEqualTo(before);
    }

    @Test
    void filesThatDoNotComeTakeTheirPlacesOnlyFromOtherFiles() throws Exception {
        List<Socket> stuck = new ArrayList<>();
        try {
            // a place that this test takes for its own try may go to the next one
            while (tried() != 429) {
                Socket socket = new Socket("127.0.0.1", server.uri("").getPort());
                stuck.add(socket);
                socket.getOutputStream().write(head("Content-Length: 100"));
                socket.getOutputStream().write(bytes("6/1"));
                socket.getOutputStream().flush();
            }
            server.get(200, "api/question?cone=1,1,1");
        } finally {
            for (Socket socket : stuck) {
                socket.close();
            }
        }
        long end = System.nanoTime() + 60_000_000_000L;
        while (tried() != 201) {
            assertThat(System.nanoTime()).isLessThan(end);
        }
    }

    private static int tried() throws Exception {
        return server.post("api/files?kind=moc", "application/octet-stream", BodyPublishers.ofString("6/7"))
                .statusCode();
    }

    private static byte[] head(String length) {
        return bytes("POST /api/files?kind=moc HTTP/1.1\r\nHost: 127.0.0.1:"
                + server.uri("").getPort() + "\r\nContent-Type: application/octet-stream\r\n" + length + "\r\n\r\n");
    }

    private static String statusLine(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            line.append((char) c);
        }
        return line.toString();
    }
}
