package org.skytrawl;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.provenance.ProvenanceEvent.ServiceEnded;
import org.skytrawl.provenance.ProvenanceLog;
import org.skytrawl.provenance.RunContext;

/**
 * A run over services that flood it next to honest ones, in a process of little memory: prints what became of each. Used by
 * {@link MemoryIT}.
 */
final class FloodedRun {
    private static final int HONEST = 20;
    private static final int FLOODS = 6;
    private static final String HEAD = """
            <VOTABLE version="1.4"><RESOURCE type="results"><INFO name="QUERY_STATUS" value="OK"/><TABLE>
            <FIELD name="dataproduct_type" datatype="char" arraysize="*"/>
            <FIELD name="obs_publisher_did" datatype="char" arraysize="*"/>
            <FIELD name="access_url" datatype="char" arraysize="*"/>
            <FIELD name="s_ra" unit="deg" datatype="double"/>
            <FIELD name="s_dec" unit="deg" datatype="double"/>
            <FIELD name="s_fov" unit="deg" datatype="double"/>
            <DATA><TABLEDATA>
            """;
    private static final String ROW = "<TR><TD>image</TD><TD>ivo://data/%s</TD><TD>http://data.example/%s.fits</TD>"
            + "<TD>10.68</TD><TD>41.27</TD><TD>0.5</TD></TR>\n";

    private static final String LONG = "x".repeat(1 << 16);

    private FloodedRun() {}

    private interface Rows {
        String row(int i);
    }

    public static void main(String[] args) throws Exception {
        try (LoopbackVo vo = new LoopbackVo()) {
            CountDownLatch honestHaveAnswered = new CountDownLatch(args[0].equals("cells") ? HONEST : 0);
            CountDownLatch stalled = new CountDownLatch(1);
            for (int i = 0; i < HONEST; i++) {
                String name = "honest" + i;
                List<String> dids = new ArrayList<>();
                for (int n = 0; n < 50; n++) {
                    dids.add(name + "-" + n);
                }
                vo.add(name, exchange -> LoopbackVo.send(exchange, 200, LoopbackVo.table(dids, "OK")));
            }
            for (int i = 0; i < FLOODS; i++) {
                String name = "flood" + i;
                switch (args[0]) {
                    case "rows" -> vo.add(name, exchange -> flood(exchange, n -> ROW.formatted(name + n, name + n)));
                    case "repeats" -> vo.add(name, exchange -> flood(exchange, n -> ROW.formatted(name, name)));
                    case "cells" ->
                        vo.add(name, exchange -> {
                            honestHaveAnswered.await();
                            flood(exchange, n -> (n == 0 ? "<TR><TD>" : n % 50 == 0 ? "</TD><TD>" : "") + LONG);
                        });
                    // rows outside of the region, which are counted and not kept, with long titles
                    case "outside" ->
                        vo.add(
                                name,
                                exchange -> flood(
                                        exchange,
                                        n -> ROW.formatted(name + n, name + n)
                                                .replace("<TD>41.27</TD>", "<TD>-41.27</TD>")
                                                .replace("<TD>image</TD>", "<TD>image</TD><!-- -->")
                                                .replace(
                                                        "http://data.example/",
                                                        "http://data.example/" + LONG.substring(0, 8000))));
                    // a flood that stops in the middle and never ends
                    case "stall" ->
                        vo.add(name, exchange -> {
                            exchange.sendResponseHeaders(200, 0);
                            OutputStream out = exchange.getResponseBody();
                            out.write(HEAD.getBytes(StandardCharsets.UTF_8));
                            for (int n = 0; n < 60_000; n++) {
                                out.write(ROW.formatted(name + n, name + n).getBytes(StandardCharsets.UTF_8));
                            }
                            out.flush();
                            stalled.await();
                        });
                    default -> throw new IllegalArgumentException(args[0]);
                }
            }
            ProvenanceLog log = ProvenanceLog.inMemory();
            DiscoveryResult found = DiscoveryRun.start(
                            LoopbackRuns.M31,
                            DiscoveryOptions.DEFAULTS
                                    .withInclusive(true)
                                    .withElide(false)
                                    .withServiceTimeout(Duration.ofSeconds(args[0].equals("stall") ? 20 : 150))
                                    .withLimits(new DiscoveryOptions.Limits(1000, 1000, 48 << 20)),
                            RunContext.NONE,
                            LoopbackRuns.source(vo.services()),
                            log,
                            event -> {
                                if (event instanceof ServiceEnded) {
                                    honestHaveAnswered.countDown();
                                }
                            })
                    .await();
            for (ServiceEnded ended : log.services()) {
                System.out.println(ended.service().ivoid().value() + " "
                        + ended.outcome().word() + " " + ended.outcome().reason() + " repeated "
                        + (ended.facts() == null ? -1 : ended.facts().repeated()));
            }
            long honest = found.datasets().stream()
                    .filter(dataset -> dataset.origin().ivoid().value().contains("honest"))
                    .count();
            System.out.println("honest " + honest + " of " + HONEST * 50 + ", memory ran out: "
                    + (log.summary() != null && log.summary().outOfMemory()));
            System.out.flush();
            // the floods that are not read any more hang until the process ends
            Runtime.getRuntime().halt(0);
        }
    }

    private static void flood(HttpExchange exchange, Rows rows) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/x-votable+xml");
        exchange.getResponseHeaders().add("Content-Encoding", "gzip");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = new GZIPOutputStream(exchange.getResponseBody(), 1 << 13)) {
            out.write(HEAD.getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 1 << 20; i++) {
                out.write(rows.row(i).getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
