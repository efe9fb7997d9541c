package org.skytrawl;

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
import org.skytrawl.net.Deadline;
import org.skytrawl.net.FetchContext;
import org.skytrawl.provenance.Phase;

/**
 * A host some of whose services have not ended. Immutable.
 *
 * @param host its name, with the port if that is not the scheme's own
 * @param running how many of its services are being asked
 * @param waiting how many wait for their turn
 * @param longest how long the one that is asked for the longest takes by now; zero if none is
 * @param phase how far that one has come
 */
public record AwaitedHost(String host, int running, int waiting, Duration longest, Phase phase) {
    /** What a service may overrun its time by, until the run goes on without it. */
    private static final Duration GRACE = Duration.ofMillis(500);

    private static final int LONGEST_HOST = 255;

    static List<AwaitedHost> of(Collection<ServiceTask> tasks) {
        Map<String, AwaitedHost> hosts = new HashMap<>();
        for (ServiceTask task : tasks) {
            if (task.outcome() == null) {
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

    private AwaitedHost and(AwaitedHost other) {
        AwaitedHost slower = longest.compareTo(other.longest) >= 0 ? this : other;
        return new AwaitedHost(host, running + other.running, waiting + other.waiting, slower.longest, slower.phase);
    }

    /** Who waits for one of its host's places gets it at the latest when a whole timeout has passed for each before it. */
    static Duration leftAtMost(Collection<ServiceTask> tasks, DiscoveryOptions options, Deadline runEnd) {
        Duration running = Duration.ZERO;
        Map<String, Integer> open = new HashMap<>();
        Map<String, Integer> waiting = new HashMap<>();
        int all = 0;
        for (ServiceTask task : tasks) {
            if (task.outcome() != null) {
                continue;
            }
            all++;
            String host = hostOf(task.url());
            open.merge(host, 1, Integer::sum);
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
        int rounds = waiting.values().stream()
                .mapToInt(count -> rounds(count, options.perHost()))
                .max()
                .orElse(0);
        int atOnce = open.values().stream()
                .mapToInt(count -> Math.min(count, options.perHost()))
                .sum();
        if (atOnce > options.concurrency()) {
            rounds += rounds(all, options.concurrency());
        }
        Duration left =
                running.plus(options.serviceTimeout().multipliedBy(rounds)).plus(GRACE);
        Duration end = runEnd.left().plus(GRACE);
        return left.compareTo(end) < 0 ? left : end;
    }

    private static int rounds(int count, int atOnce) {
        return (count + atOnce - 1) / atOnce;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static String hostOf(String url) {
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
