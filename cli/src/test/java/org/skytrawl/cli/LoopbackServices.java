package org.skytrawl.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** SIA2 services on loopback, and the list that names them. */
final class LoopbackServices implements AutoCloseable {
    private static final String HEADER = "ivoid,title,standard_id,access_url";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> lines = new ArrayList<>(List.of(HEADER));
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

    private interface Behaviour {
        void answer(HttpExchange exchange) throws IOException, InterruptedException;
    }

    LoopbackServices() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 64);
        server.setExecutor(threads);
        server.start();
    }

    /** Answers at once with these datasets. */
    LoopbackServices answering(String name, String... dids) {
        return sending(name, 200, table(List.of(dids), ""));
    }

    /** Answers each request with the next of these lists of datasets, and all further ones with the last. */
    LoopbackServices answeringInTurn(String name, List<List<String>> dids) {
        AtomicInteger turn = new AtomicInteger();
        return add(name, exchange -> {
            List<String> now = dids.get(Math.min(turn.getAndIncrement(), dids.size() - 1));
            byte[] bytes = table(now, "").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        });
    }

    /** Says after its datasets that there are more, as DALI 1.1 section 4.4.1 has it. */
    LoopbackServices overflowing(String name, String... dids) {
        return sending(name, 200, table(List.of(dids), "<INFO name=\"QUERY_STATUS\" value=\"OVERFLOW\"/>"));
    }

    /** Refuses in a VOTable, with this message. */
    LoopbackServices refusing(String name, String message) {
        return sending(
                name,
                200,
                "<VOTABLE><RESOURCE type=\"results\"><INFO name=\"QUERY_STATUS\" value=\"ERROR\">" + message
                        + "</INFO></RESOURCE></VOTABLE>");
    }

    /** Sends this with this HTTP status. */
    LoopbackServices sending(String name, int status, String body) {
        return add(name, exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        });
    }

    /** Takes the request and never answers. */
    LoopbackServices hanging(String name) {
        return add(name, exchange -> closing.await());
    }

    /** Adds a line to the list as it stands. */
    LoopbackServices listed(String line) {
        lines.add(line);
        return this;
    }

    /** The same list, but its last entry has these in place of what it would be called. */
    LoopbackServices called(String ivoid, String title) {
        String line = lines.removeLast();
        return listed(ivoid + "," + title + line.substring(line.indexOf(",sia2,")));
    }

    /** Writes the list. */
    String list(Path folder) throws IOException {
        return Files.writeString(folder.resolve("list.csv"), String.join("\n", lines) + "\n")
                .toString();
    }

    /** How many requests came. */
    int asked() {
        return requests.size();
    }

    /** Path and query of each request, in the order of their arrival. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    /** Host and port, as messages name it. */
    String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    private LoopbackServices add(String name, Behaviour behaviour) {
        server.createContext("/" + name, exchange -> {
            requests.add(exchange.getRequestURI().toString());
            try (exchange) {
                behaviour.answer(exchange);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        return listed("ivo://loopback/" + name + ",Service " + name + ",sia2,http://" + host() + "/" + name + "?");
    }

    /** A VOTable of images at M31, one for each publisher DID. */
    private static String table(List<String> dids, String after) {
        StringBuilder table = new StringBuilder("""
                <VOTABLE version="1.4" xmlns="http://www.ivoa.net/xml/VOTable/v1.3"><RESOURCE type="results">
                <INFO name="QUERY_STATUS" value="OK"/><TABLE>
                <FIELD name="dataproduct_type" datatype="char" arraysize="*"/>
                <FIELD name="obs_publisher_did" datatype="char" arraysize="*"/>
                <FIELD name="access_url" datatype="char" arraysize="*"/>
                <FIELD name="s_ra" datatype="double" unit="deg"/><FIELD name="s_dec" datatype="double" unit="deg"/>
                <FIELD name="s_fov" datatype="double" unit="deg"/>
                <DATA><TABLEDATA>
                """);
        for (String did : dids) {
            table.append(
                    "<TR><TD>image</TD><TD>ivo://data/%s</TD><TD>http://data.example/%s.fits</TD><TD>10.68</TD><TD>41.27</TD><TD>0.5</TD></TR>\n"
                            .formatted(did, did));
        }
        return table.append("</TABLEDATA></DATA></TABLE>" + after + "</RESOURCE></VOTABLE>")
                .toString();
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.close();
    }
}
