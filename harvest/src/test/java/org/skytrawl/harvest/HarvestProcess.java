package org.skytrawl.harvest;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.Objects;
import java.util.logging.LogManager;
import org.jspecify.annotations.Nullable;
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
    static final String UPDATE = "update";

    private HarvestProcess() {}

    public static void main(String... args) throws InterruptedException {
        LogManager.getLogManager().reset();
        boolean updates = args.length > 1 && args[1].equals(UPDATE);
        run(Path.of(args[0]), updates ? Instant.now() : null, new HarvestListener() {
            @Override
            public void page(Service service, long rows) {
                System.out.println("page of " + rows);
                System.out.flush();
            }
        });
        System.out.println("end");
        System.exit(0);
    }

    static void run(Path dir, HarvestListener listener) throws InterruptedException {
        run(dir, null, listener);
    }

    /** @param updateBefore null for no update */
    static void run(Path dir, @Nullable Instant updateBefore, HarvestListener listener) throws InterruptedException {
        try (HarvestFolder folder = HarvestFolder.open(dir);
                HttpFetcher fetcher = Network.fetcher()) {
            HarvestOptions options = new HarvestOptions(
                    PAGE_ROWS,
                    Duration.ofSeconds(4),
                    null,
                    Window.ALWAYS,
                    Clock.system(ZoneId.systemDefault()),
                    updateBefore);
            new Harvester(folder, fetcher, options, Collections.nCopies(6, Duration.ofMillis(10)))
                    .run(Objects.requireNonNull(folder.about()), folder.services(), listener);
        }
    }
}
