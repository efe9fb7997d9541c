package org.skytrawl.run;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.OutsideText;
import org.skytrawl.model.PlainText;
import org.skytrawl.model.Question;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.FetchContext;
import org.skytrawl.provenance.AwaitedHost;
import org.skytrawl.provenance.Phase;
import org.skytrawl.provenance.RunProgress;

/** How far a run is: services, records, hosts that it waits for, time left. Thread-safe. */
public final class RunView {
    /** How long a service may exceed its timeout before the run goes on without it. */
    private static final Duration GRACE = Duration.ofMillis(500);

    private static final int LONGEST_HOST = 255;

    private final Question constraints;
    private final DiscoveryOptions options;
    private final Collection<ServiceTask> tasks;
    private final Deadline runEnd;

    /** Null until services are queried. */
    private volatile @Nullable FanOut fanOut;

    /** @param tasks all services queried; grows during the run */
    RunView(Question constraints, DiscoveryOptions options, Collection<ServiceTask> tasks, Deadline runEnd) {
        this.constraints = constraints;
        this.options = options;
        this.tasks = tasks;
        this.runEnd = runEnd;
    }

    /** Services are queried from now on. */
    void asking(FanOut services) {
        fanOut = services;
    }

    public RunProgress progress() {
        int running = 0;
        int ended = 0;
        int lost = 0;
        long records = 0;
        int all = 0;
        long targets = 0;
        long answered = 0;
        long requests = 0;
        Duration left = null;
        for (ServiceTask task : tasks) {
            var outcome = task.outcome();
            all++;
            running += task.isRunning() ? 1 : 0;
            ended += outcome == null ? 0 : 1;
            lost += outcome != null && outcome.isLoss() ? 1 : 0;
            records += task.recordCount();
            ServiceTask.TargetProgress list = task.targets();
            if (list != null) {
                targets += list.asked();
                answered += list.answered();
                requests += task.requests();
                Duration own = task.estimatedLeft();
                left = own == null || (left != null && left.compareTo(own) > 0) ? left : own;
            }
        }
        return new RunProgress(
                all,
                running,
                ended,
                lost,
                records,
                constraints.targets() == null ? null : new RunProgress.Targets(targets, answered, requests, left));
    }

    /** The hosts with unfinished services, the longest awaited first. */
    public List<AwaitedHost> awaited() {
        Map<String, AwaitedHost> hosts = new HashMap<>();
        for (ServiceTask task : tasks) {
            if (task.outcome() == null && !task.isStored()) {
                Duration asked = task.runningFor();
                String host = hostOf(task.url());
                AwaitedHost one = asked == null
                        ? new AwaitedHost(host, 0, 1, Duration.ZERO, Phase.QUEUED)
                        : new AwaitedHost(host, 1, 0, asked, task.phase());
                hosts.merge(host, one, AwaitedHost::and);
            }
        }
        List<AwaitedHost> all = new ArrayList<>(hosts.values());
        all.sort(Comparator.comparing(AwaitedHost::longest).reversed().thenComparing(AwaitedHost::host));
        return List.copyOf(all);
    }

    /**
     * Upper limit of the time for unfinished services, without stand-ins of those that fail. A queued service waits at most one
     * timeout for each service before it. For a target list it is an estimate from the requests so far.
     */
    public Duration leftAtMost() {
        Duration end = runEnd.left().plus(GRACE);
        Duration left = constraints.targets() == null
                ? leftAtMostForOneQuestion()
                : ListTimes.left(tasks, options.requestsPerService(), task -> limit(task.url()), options.concurrency());
        return left.compareTo(end) < 0 ? left : end;
    }

    private Duration leftAtMostForOneQuestion() {
        Duration running = Duration.ZERO;
        Map<String, Integer> open = new HashMap<>();
        Map<String, Integer> waiting = new HashMap<>();
        Map<String, Integer> limits = new HashMap<>();
        int all = 0;
        for (ServiceTask task : tasks) {
            if (task.outcome() != null || task.isStored()) {
                continue;
            }
            all++;
            String host = hostOf(task.url());
            open.merge(host, 1, Integer::sum);
            limits.computeIfAbsent(host, key -> limit(task.url()));
            FetchContext context = task.context();
            if (context == null) {
                waiting.merge(host, 1, Integer::sum);
            } else {
                running = longer(running, context.deadline().left());
            }
        }
        if (all == 0) {
            return Duration.ZERO;
        }
        int rounds = waiting.entrySet().stream()
                .mapToInt(of -> rounds(of.getValue(), limits.getOrDefault(of.getKey(), 1)))
                .max()
                .orElse(0);
        int atOnce = open.entrySet().stream()
                .mapToInt(of -> Math.min(of.getValue(), limits.getOrDefault(of.getKey(), 1)))
                .sum();
        if (atOnce > options.concurrency()) {
            rounds += rounds(all, options.concurrency());
        }
        return running.plus(options.serviceTimeout().multipliedBy(rounds)).plus(GRACE);
    }

    private int limit(String url) {
        FanOut asking = fanOut;
        return asking == null ? 1 : asking.limit(url);
    }

    private static int rounds(int count, int atOnce) {
        return (count + atOnce - 1) / atOnce;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    static String hostOf(String url) {
        if (OutsideText.isTooLongForUrl(url)) {
            return PlainText.of(OutsideText.host(url), LONGEST_HOST);
        }
        @Nullable String authority;
        try {
            authority = URI.create(url).getRawAuthority();
        } catch (IllegalArgumentException e) {
            authority = null;
        }
        return authority == null ? url : authority.substring(authority.lastIndexOf('@') + 1);
    }
}
