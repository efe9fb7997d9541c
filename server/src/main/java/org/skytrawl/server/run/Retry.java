package org.skytrawl.server.run;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.skytrawl.Discovery;
import org.skytrawl.Skytrawl;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.DurationText;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.Service;
import org.skytrawl.provenance.ReadLog;
import org.skytrawl.provenance.RunContext;
import org.skytrawl.server.http.ApiException;

/** What a retry of a run asks, with which earlier datasets. */
final class Retry {
    private final ServedRun earlier;
    private final Function<String, @Nullable ServedRun> runs;

    /** @param runs finds a run by its id */
    Retry(ServedRun earlier, Function<String, @Nullable ServedRun> runs) {
        this.earlier = earlier;
        this.runs = runs;
    }

    Supplier<Discovery> discovery(Skytrawl client, @Nullable Set<Service> chosen) throws InterruptedException {
        if (!earlier.isOver()) {
            throw new ApiException(409, "not_ended", "the run has not ended; cancel it, or wait for its end");
        }
        ReadLog log = earlier.readLog();
        if (log == null) {
            throw new ApiException(409, "result_lost", "the run had not begun; ask its question again");
        }
        if (log.registry() == null || !log.knowsAllServices() || log.registry().candidates() == 0) {
            return () -> client.again(log).options(options(log));
        }
        boolean hasResult = earlier.summary().hasResult();
        ReadLog toRetry = hasResult ? log : log.beforeAsking();
        if (toRetry.missing().isEmpty()) {
            throw new ApiException(409, "nothing_missing", "all services of the run answered completely");
        }
        if (chosen != null && hasResult && toRetry.missing().stream().noneMatch(chosen::contains)) {
            throw new ApiException(409, "nothing_missing", "all of these services answered completely");
        }
        List<FoundDataset> found = hasResult ? earlier.datasets() : beforeThat(log);
        return () -> (chosen == null || !hasResult
                        ? client.retry(toRetry, found)
                        : client.retry(toRetry, found, chosen::contains))
                .options(options(log));
    }

    /** With the deadline that was asked for: a run of the facade that had to wait had less. */
    private DiscoveryOptions options(ReadLog log) {
        List<String> deadline = earlier.parameters().get("deadline");
        DiscoveryOptions options = log.run().options();
        return deadline == null || options.runDeadline() == null
                ? options
                : options.withRunDeadline(DurationText.parse(deadline.getFirst()));
    }

    /** The datasets that a run whose result is lost had from the run that it was a retry of. */
    private List<FoundDataset> beforeThat(ReadLog log) throws InterruptedException {
        RunContext.EarlierRun before = log.run().context().earlier();
        if (before == null || before.how() != RunContext.How.RETRY) {
            return List.of();
        }
        String id = earlier.retryOf();
        ServedRun run = id == null ? null : runs.apply(id);
        ReadLog its = run == null ? null : run.readLog();
        if (run == null || its == null || !its.run().id().equals(before.id())) {
            throw new ApiException(
                    409,
                    "result_lost",
                    "the run was a retry, and the run before it is deleted: ask the question again");
        }
        return run.summary().hasResult() ? run.datasets() : beforeThat(its, run);
    }

    private List<FoundDataset> beforeThat(ReadLog log, ServedRun run) throws InterruptedException {
        return new Retry(run, runs).beforeThat(log);
    }
}
