package org.skytrawl.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.skytrawl.model.PlainText;
import org.skytrawl.model.Service;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.FetchContext;
import org.skytrawl.net.FetchException;
import org.skytrawl.net.HostKey;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.net.StoppedException;

/**
 * Finds hosts of services on this machine or in private networks. A log from somebody else may cause requests into the user's
 * network, so the user must be warned.
 */
public final class PrivateHosts {
    private static final Duration LOOKUP_LIMIT = Duration.ofSeconds(2);

    private static final int SHOWN = 60;

    private PrivateHosts() {}

    /** Names or addresses, in order; without names that do not resolve in time. */
    public static List<String> of(List<Service> toAsk, HttpFetcher fetcher) {
        Deadline until = Deadline.after(LOOKUP_LIMIT);
        Map<String, String> urls = new LinkedHashMap<>();
        for (Service service : toAsk) {
            add(service.accessUrl(), urls);
            service.mirrorUrls().forEach(url -> add(url, urls));
        }
        Set<String> found = new ConcurrentSkipListSet<>();
        List<Thread> lookUps = new ArrayList<>();
        urls.forEach((host, url) ->
                lookUps.add(Thread.ofVirtual().name("skytrawl-private").start(() -> {
                    try {
                        if (fetcher.isPrivate(url, new FetchContext(until, new Cancellation()))) {
                            found.add(PlainText.of(host, SHOWN));
                        }
                    } catch (FetchException | StoppedException e) {
                        // not resolved in time: a query to it would fail in the same way
                    }
                })));
        try {
            for (Thread each : lookUps) {
                var unused = each.join(until.left());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return List.copyOf(found);
    }

    private static void add(String url, Map<String, String> urls) {
        try {
            urls.putIfAbsent(HostKey.of(url).host(), url);
        } catch (FetchException e) {
            // cannot be queried
        }
    }
}
