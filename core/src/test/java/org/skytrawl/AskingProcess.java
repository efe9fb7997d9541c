package org.skytrawl;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Timer;
import java.util.TimerTask;
import java.util.stream.Stream;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.Service;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.provenance.ProvenanceEvent.RunEnded;
import org.skytrawl.provenance.ProvenanceEvent.ServiceEnded;
import org.skytrawl.provenance.ProvenanceLog;
import org.skytrawl.provenance.RunContext;

/** Asks the services of a file at once, each with a timeout in seconds, and prints what became of them. */
final class AskingProcess {
    private AskingProcess() {}

    public static void main(String[] args) throws Exception {
        // classes that lie in a folder want files as well: those that are not loaded yet are no matter of a run
        loadClasses(Path.of(DiscoveryRun.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI()));
        List<Service> services = new ArrayList<>();
        for (String url : Files.readAllLines(Path.of(args[0]))) {
            services.add(LoopbackRuns.service(url, "s" + services.size()));
        }
        DiscoveryOptions options = DiscoveryOptions.DEFAULTS
                .withServiceTimeout(Duration.ofSeconds(Long.parseLong(args[1])))
                .withLimits(1000, 1000);
        DiscoveryListener listener = event -> {};
        if (args.length > 2) {
            waitOnASocket();
            DiscoveryRun.start(
                            LoopbackRuns.M31,
                            options,
                            RunContext.NONE,
                            LoopbackRuns.source(services.subList(0, 5)),
                            ProvenanceLog.inMemory(),
                            listener)
                    .await();
            listener = new FileHog();
        }
        ProvenanceLog log = ProvenanceLog.inMemory();
        DiscoveryResult found = DiscoveryRun.start(
                        LoopbackRuns.M31, options, RunContext.NONE, LoopbackRuns.source(services), log, listener)
                .await();
        RunEnded summary = Objects.requireNonNull(log.summary());
        System.out.println("outcomes " + summary.outcomes());
        System.out.println("datasets " + found.datasets().size());
        System.out.println("stalled " + summary.stalledSeconds());
        for (ServiceEnded lost : found.losses()) {
            System.out.println(lost.service().ivoid() + " " + lost.outcome());
        }
    }

    /** The JDK opens files of its own when a virtual thread first waits for a socket. */
    private static void waitOnASocket() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            socket.setSoTimeout(1);
            Thread.ofVirtual()
                    .start(() -> {
                        try {
                            socket.accept().close();
                        } catch (IOException e) {
                            // nobody connects
                        }
                    })
                    .join();
        }
    }

    private static void loadClasses(Path folder) throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".class")).toList()) {
                String name = folder.relativize(file)
                        .toString()
                        .replace(file.getFileSystem().getSeparator(), ".");
                Class.forName(name.substring(0, name.length() - ".class".length()));
            }
        }
    }

    /** Opens all files that there may be once the first service is being asked, and closes them a while later. */
    private static final class FileHog implements DiscoveryListener {
        private final List<InputStream> files = new ArrayList<>();
        private final Timer timer = new Timer(true);

        @Override
        public void onEvent(ProvenanceEvent event) {
            if (!files.isEmpty() || !(event instanceof ProvenanceEvent.ServiceStarted)) {
                return;
            }
            timer.schedule(
                    new TimerTask() {
                        @Override
                        public void run() {
                            files.forEach(FileHog::close);
                        }
                    },
                    1500);
            try {
                while (true) {
                    files.add(new FileInputStream("/dev/null"));
                }
            } catch (IOException e) {
                System.out.println("hogged " + (files.size() > 10));
            }
        }

        private static void close(InputStream file) {
            try {
                file.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
