package org.skytrawl.bench;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How long the command takes where there is hardly anything to do, beside {@code java -version} of the same JDK: its own
 * version, and a discovery that asks one service on loopback. Whole processes, the launcher included, that take turns; the
 * medians of nine. Arguments: a folder for files, the launcher script.
 */
final class StartRun {
    private static final int ROUNDS = 9;
    private static final double VERSION_BOUND = 10;
    private static final double DISCOVERY_BOUND = 14;
    private static final String ANSWER = """
            <VOTABLE version="1.4"><RESOURCE type="results"><INFO name="QUERY_STATUS" value="OK"/><TABLE>
            <FIELD name="dataproduct_type" datatype="char" arraysize="*"/>
            <FIELD name="obs_publisher_did" datatype="char" arraysize="*"/>
            <FIELD name="access_url" datatype="char" arraysize="*"/>
            <FIELD name="s_ra" datatype="double" unit="deg"/><FIELD name="s_dec" datatype="double" unit="deg"/>
            <DATA><TABLEDATA><TR><TD>image</TD><TD>ivo://bench/1</TD><TD>http://data.example/1.fits</TD>
            <TD>1.0</TD><TD>2.0</TD></TR></TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>
            """;

    private StartRun() {}

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        HttpServer server = service();
        Path list = Files.writeString(
                folder.resolve("one.csv"),
                "ivoid,title,standard_id,access_url\nivo://bench/sia2,One service,sia2,http://127.0.0.1:"
                        + server.getAddress().getPort() + "/sia2?\n");
        List<Timed> commands = List.of(
                new Timed(List.of(java.toString(), "-version"), 0),
                new Timed(List.of(args[1], "--version"), 1),
                new Timed(
                        List.of(
                                args[1],
                                "images",
                                "--services",
                                list.toString(),
                                "--cone",
                                "1.0,2.0,0.1",
                                "--format",
                                "csv"),
                        2));
        Measured.say("%s", Measured.machine());
        for (Timed command : commands) {
            command.run(folder);
        }
        double[][] seconds = new double[commands.size()][ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < commands.size(); i++) {
                seconds[i][round] = commands.get(i).run(folder);
            }
        }
        server.stop(0);
        Measured.say("java -version    %s", all(seconds[0]));
        Measured.say("--version        %s", all(seconds[1]));
        Measured.say("one service      %s", all(seconds[2]));
        Measured.say("%s", Measured.machine());
        double java1 = median(seconds[0]);
        int status = Measured.verdict("--version, of java -version", median(seconds[1]) / java1, VERSION_BOUND);
        status |= Measured.verdict(
                "a discovery of one service, of java -version", median(seconds[2]) / java1, DISCOVERY_BOUND);
        System.exit(status);
    }

    private static HttpServer service() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        byte[] body = ANSWER.getBytes(StandardCharsets.UTF_8);
        server.createContext("/sia2", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/x-votable+xml");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    /**
     * A command.
     *
     * @param lines how many it writes to stdout, so that it is seen to do what it should
     */
    private record Timed(List<String> command, int lines) {
        double run(Path folder) throws IOException, InterruptedException {
            Path out = folder.resolve("out");
            ProcessBuilder process = new ProcessBuilder(command)
                    .redirectOutput(out.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD);
            process.environment().put("XDG_CACHE_HOME", folder.toString());
            process.environment().put("JAVA_HOME", System.getProperty("java.home"));
            long start = System.nanoTime();
            int status = process.start().waitFor();
            double seconds = (System.nanoTime() - start) / 1e9;
            long found = Files.readAllLines(out).size();
            if (status != 0 || found != lines) {
                throw new IllegalStateException(
                        String.join(" ", command) + " ended with " + status + " and " + found + " lines, not " + lines);
            }
            return seconds;
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static String all(double[] values) {
        List<String> texts = new ArrayList<>();
        for (double value : values) {
            texts.add(String.format(Locale.ROOT, "%.3f", value));
        }
        return String.format(Locale.ROOT, "%.3f s (%s)", median(values), String.join(" ", texts));
    }
}
