package org.skytrawl.harvest;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collections;
import java.util.Objects;
import java.util.logging.LogManager;
import org.skytrawl.harvest.state.HarvestFolder;
import org.skytrawl.harvest.take.HarvestListener;
import org.skytrawl.harvest.take.HarvestOptions;
import org.skytrawl.harvest.take.Harvester;
import org.skytrawl.harvest.take.Window;
import org.skytrawl.model.Service;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.run.Network;

/** Continues the harvest of a folder, in a process that a test can kill. Prints a line for each page. */
final class HarvestProcess {
    static final int PAGE_ROWS = 200;

    private HarvestProcess() {}

    public static void main(String... args) throws InterruptedException {
        LogManager.getLogManager().reset();
        HarvestListener says = new HarvestListener() {
            @Override
            public void page(Service service, long rows) {
                System.out.println("page of " + rows);
                System.out.flush();
            }
        };
        run(Path.of(args[0]), args.length > 1 ? Integer.parseInt(args[1]) : PAGE_ROWS, says);
        System.out.println("end");
        System.exit(0);
    }

    static void run(Path dir, HarvestListener listener) throws InterruptedException {
        run(dir, PAGE_ROWS, listener);
    }

    static void run(Path dir, int pageRows, HarvestListener listener) throws InterruptedException {
        try (HarvestFolder folder = HarvestFolder.open(dir);
                HttpFetcher fetcher = Network.fetcher()) {
            HarvestOptions options = new HarvestOptions(
                    pageRows, Duration.ofSeconds(4), null, Window.ALWAYS, Clock.system(ZoneId.systemDefault()));
            new Harvester(folder, fetcher, options, Collections.nCopies(6, Duration.ofMillis(10)))
                    .run(Objects.requireNonNull(folder.about()), folder.services(), listener);
        }
    }
}
