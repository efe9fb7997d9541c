package org.skytrawl.harvest;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
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

/**
 * Continues the harvest of a folder, in a process that a test can kill. Prints a line for each page. The arguments are the
 * folder and the rows of a page and the time limit of a request in seconds, or the folder and {@link #UPDATE}.
 */
final class HarvestProcess {
    static final int PAGE_ROWS = 200;
    private static final Duration TIMEOUT = Duration.ofSeconds(4);

    /** Answers of a host whose last byte was sent when this time was over, as on a busy machine. They are asked for again. */
    static final int MOST_LATE = 5;

    static final String UPDATE = "update";

    private HarvestProcess() {}

    public static void main(String... args) throws InterruptedException {
        LogManager.getLogManager().reset();
        List<String> settings = List.of(args).subList(1, args.length);
        boolean updates = settings.equals(List.of(UPDATE));
        int pageRows = settings.isEmpty() || updates ? PAGE_ROWS : Integer.parseInt(settings.get(0));
        Duration timeout = settings.size() < 2 ? TIMEOUT : Duration.ofSeconds(Long.parseLong(settings.get(1)));
        run(
                Path.of(args[0]),
                options(pageRows, timeout).updating(updates ? Instant.now() : null),
                new HarvestListener() {
                    @Override
                    public void page(Service service, long rows) {
                        System.out.println("page of " + rows);
                        System.out.flush();
                    }
                });
        System.out.println("end");
        System.exit(0);
    }

    private static HarvestOptions options(int pageRows, Duration timeout) {
        return new HarvestOptions(pageRows, timeout, null, Window.ALWAYS, Clock.system(ZoneId.systemDefault()));
    }

    static void run(Path dir, HarvestListener listener) throws InterruptedException {
        run(dir, options(PAGE_ROWS, TIMEOUT), listener);
    }

    /** @param updateBefore null for no update */
    static void run(Path dir, @Nullable Instant updateBefore, HarvestListener listener) throws InterruptedException {
        run(dir, options(PAGE_ROWS, TIMEOUT).updating(updateBefore), listener);
    }

    private static void run(Path dir, HarvestOptions options, HarvestListener listener) throws InterruptedException {
        try (HarvestFolder folder = HarvestFolder.open(dir);
                HttpFetcher fetcher = Network.fetcher()) {
            new Harvester(folder, fetcher, options, Collections.nCopies(6, Duration.ofMillis(10)))
                    .run(Objects.requireNonNull(folder.about()), folder.services(), listener);
        }
    }
}
