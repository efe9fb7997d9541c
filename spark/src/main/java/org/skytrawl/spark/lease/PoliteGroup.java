package org.skytrawl.spark.lease;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Service;
import org.skytrawl.net.FetchException;
import org.skytrawl.net.HostKey;

/**
 * The services that one task asks, and all of their hosts: no host is in two groups. The hosts of a service and of its mirrors are in
 * one group, and those of a name for http and for https. Immutable.
 *
 * @param hosts in order of their texts; none if the services have no usable URL
 * @param services in the order of the list
 */
public record PoliteGroup(List<HostKey> hosts, List<Service> services) {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    public PoliteGroup {
        hosts = List.copyOf(hosts);
        services = List.copyOf(services);
    }

    /** @param services each with its mirrors */
    public static List<PoliteGroup> of(List<Service> services) {
        return of(services, service -> null);
    }

    /**
     * Groups services, in the order of the first of each group.
     *
     * @param besides another service of the list that must be in the same group as a service, or null
     */
    public static List<PoliteGroup> of(List<Service> services, Function<Service, @Nullable Service> besides) {
        Map<HostKey, HostKey> parents = new HashMap<>();
        for (Service service : services) {
            Service other = besides.apply(service);
            List<HostKey> together = Stream.of(hosts(service), other == null ? List.<HostKey>of() : hosts(other))
                    .flatMap(List::stream)
                    .toList();
            together.forEach(host -> join(parents, together.getFirst(), host));
        }
        Map<Object, List<Service>> groups = new LinkedHashMap<>();
        for (Service service : services) {
            List<HostKey> hosts = hosts(service);
            // one without a usable URL sends no request
            Object group = hosts.isEmpty() ? "" : root(parents, hosts.getFirst());
            groups.computeIfAbsent(group, first -> new ArrayList<>()).add(service);
        }
        Map<HostKey, List<HostKey>> hostsOf = new TreeMap<>(Comparator.comparing(HostKey::toString));
        List.copyOf(parents.keySet())
                .forEach(host -> hostsOf.computeIfAbsent(root(parents, host), first -> new ArrayList<>())
                        .add(host));
        List<PoliteGroup> all = new ArrayList<>();
        groups.forEach((group, of) -> all.add(new PoliteGroup(
                group instanceof HostKey root
                        ? hostsOf.getOrDefault(root, List.of()).stream()
                                .sorted(Comparator.comparing(HostKey::toString))
                                .toList()
                        : List.of(),
                of)));
        return all;
    }

    private static List<HostKey> hosts(Service service) {
        List<HostKey> hosts = new ArrayList<>();
        Stream.concat(Stream.of(service.accessUrl()), service.mirrorUrls().stream())
                .forEach(url -> {
                    try {
                        HostKey host = HostKey.of(url);
                        hosts.add(host);
                        twin(host, hosts);
                    } catch (FetchException e) {
                        // said when it is asked: no request is sent
                        assert !url.isBlank() || e.getMessage() != null;
                    }
                });
        return hosts;
    }

    /** Many servers redirect from http to https. */
    private static void twin(HostKey host, List<HostKey> hosts) {
        if (host.scheme().equals("http") && host.port() == HTTP) {
            hosts.add(new HostKey("https", host.host(), HTTPS));
        } else if (host.scheme().equals("https") && host.port() == HTTPS) {
            hosts.add(new HostKey("http", host.host(), HTTP));
        }
    }

    private static HostKey root(Map<HostKey, HostKey> parents, HostKey host) {
        HostKey at = host;
        HostKey parent = parents.computeIfAbsent(at, first -> first);
        while (!parent.equals(at)) {
            at = parent;
            parent = parents.computeIfAbsent(at, first -> first);
        }
        parents.put(host, at);
        return at;
    }

    private static void join(Map<HostKey, HostKey> parents, HostKey one, HostKey other) {
        parents.put(root(parents, other), root(parents, one));
    }
}
