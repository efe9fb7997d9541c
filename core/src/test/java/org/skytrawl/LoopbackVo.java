package org.skytrawl;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Service;

/** SIA2 services on loopback that do what a test tells them to. */
final class LoopbackVo implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Service> services = new ArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger mostRunning = new AtomicInteger();

    interface Behaviour {
        void answer(HttpExchange exchange) throws IOException, InterruptedException;
    }

    LoopbackVo() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 1024);
        server.setExecutor(threads);
        server.start();
    }

    /** Adds a service and says what it does. */
    Service add(String name, Behaviour behaviour) {
        String path = "/" + name;
        server.createContext(path, exchange -> {
            mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
            try (exchange) {
                behaviour.answer(exchange);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Service service = Service.of(
                List.of(new Ivoid("ivo://loopback/" + name)),
                "Service " + name,
                Protocol.SIA2,
                "http://127.0.0.1:" + server.getAddress().getPort() + path + "?",
                null);
        services.add(service);
        return service;
    }

    /** Answers at once with these datasets. */
    Service answering(String name, String... dids) {
        return add(name, exchange -> {
            // before the answer leaves: its reader may ask the next service before this thread comes to anything else
            running.decrementAndGet();
            send(exchange, 200, table(List.of(dids), "OK"));
        });
    }

    /** Takes the request and never answers. */
    Service hanging(String name) {
        return add(name, exchange -> closing.await());
    }

    /** Sends one row, then a byte now and then for ever. */
    Service dripping(String name, String did) {
        return add(name, exchange -> {
            String start = table(List.of(did), "OK");
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            out.write(start.substring(0, start.indexOf("</TABLEDATA>")).getBytes(StandardCharsets.UTF_8));
            out.flush();
            do {
                out.write(' ');
                out.flush();
            } while (!closing.await(20, java.util.concurrent.TimeUnit.MILLISECONDS));
        });
    }

    List<Service> services() {
        return List.copyOf(services);
    }

    /** The most requests that were under way at once, if all services are {@link #answering}. */
    int mostRunning() {
        return mostRunning.get();
    }

    static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/x-votable+xml");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** A VOTable of images at M31, one for each publisher DID. */
    static String table(List<String> dids, String status) {
        StringBuilder table = new StringBuilder("""
                <VOTABLE version="1.4" xmlns="http://www.ivoa.net/xml/VOTable/v1.3"><RESOURCE type="results">
                <INFO name="QUERY_STATUS" value="%s"/><TABLE>
                <FIELD name="dataproduct_type" datatype="char" arraysize="*"/>
                <FIELD name="obs_publisher_did" datatype="char" arraysize="*"/>
                <FIELD name="access_url" datatype="char" arraysize="*"/>
                <FIELD name="access_format" datatype="char" arraysize="*"/>
                <FIELD name="s_ra" datatype="double" unit="deg"/><FIELD name="s_dec" datatype="double" unit="deg"/>
                <FIELD name="s_fov" datatype="double" unit="deg"/>
                <DATA><TABLEDATA>
                """.formatted(status));
        for (String did : dids) {
            table.append(
                    "<TR><TD>image</TD><TD>ivo://data/%s</TD><TD>http://data.example/%s.fits</TD><TD>image/fits</TD><TD>10.68</TD><TD>41.27</TD><TD>0.5</TD></TR>\n"
                            .formatted(did, did));
        }
        return table.append("</TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>").toString();
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.close();
    }
}
