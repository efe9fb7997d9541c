package org.skytrawl.model;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One queryable interface of one or more registered resources. Immutable and thread-safe.
 *
 * <p>Its order is by ivoid, protocol, access URL, table and the rest, but not by coverage; a map of very many needs one, as
 * texts from outside may be made so that their hashes meet.
 */
public final class Service implements Comparable<Service> {
    /** Tells registrations apart: by ivoid, then by what is asked. One service may be registered for several ivoids. */
    public static final Comparator<Service> BY_REGISTRATION =
            Comparator.comparing(Service::ivoid).thenComparing(Service::key);

    private static final Comparator<Service> ORDER = Comparator.comparing(Service::ivoid)
            .thenComparing(Service::protocol)
            .thenComparing(Service::accessUrl)
            .thenComparing(Service::tableName, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Service::title)
            .thenComparing(Service::maxRecords, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Service::ivoids, Service::compare)
            .thenComparing(Service::mirrorUrls, Service::compare);

    private final List<Ivoid> ivoids;
    private final String title;
    private final Protocol protocol;
    private final String accessUrl;
    private final @Nullable String tableName;
    private final Coverage coverage;
    private final @Nullable Long maxRecords;
    private final List<String> mirrorUrls;
    /** Made when it is asked for: of most candidates of a registry nobody does. */
    private @Nullable ServiceKey key;

    private Service(
            List<Ivoid> ivoids,
            String title,
            Protocol protocol,
            String accessUrl,
            @Nullable String tableName,
            Coverage coverage,
            @Nullable Long maxRecords,
            List<String> mirrorUrls) {
        this.ivoids = ivoids;
        this.title = title;
        this.protocol = protocol;
        this.accessUrl = accessUrl;
        this.tableName = tableName;
        this.coverage = coverage;
        this.maxRecords = maxRecords;
        this.mirrorUrls = mirrorUrls;
    }

    /**
     * A service that declares neither coverage nor a number of rows, and has no mirrors.
     *
     * @param ivoids the resources it belongs to, the first being the one it is called by
     * @param tableName the ObsCore table to query, its name verbatim; null unless the protocol is ObsTAP
     * @throws IllegalArgumentException if there is no ivoid, or not exactly where one is queried a table
     */
    public static Service of(
            List<Ivoid> ivoids, String title, Protocol protocol, String accessUrl, @Nullable String tableName) {
        if (ivoids.isEmpty()) {
            throw new IllegalArgumentException("a service needs at least one ivoid");
        }
        if ((tableName != null) != (protocol.table() != null)) {
            throw new IllegalArgumentException(protocol + " service " + ivoids.getFirst() + " with table " + tableName
                    + ": "
                    + Protocol.known().stream()
                            .filter(each -> each.table() != null)
                            .map(Protocol::title)
                            .collect(Collectors.joining(" and "))
                    + " needs a table, the others have none");
        }
        return new Service(
                List.copyOf(ivoids),
                title,
                protocol,
                ShownUrl.withoutUser(accessUrl),
                tableName,
                Coverage.UNDECLARED,
                null,
                List.of());
    }

    public Service withCoverage(Coverage declared) {
        return new Service(ivoids, title, protocol, accessUrl, tableName, declared, maxRecords, mirrorUrls);
    }

    public Service withMaxRecords(@Nullable Long declared) {
        return new Service(ivoids, title, protocol, accessUrl, tableName, coverage, declared, mirrorUrls);
    }

    public Service withMirrorUrls(List<String> urls) {
        List<String> shown = urls.stream().map(ShownUrl::withoutUser).toList();
        return new Service(ivoids, title, protocol, accessUrl, tableName, coverage, maxRecords, shown);
    }

    /** The same at another URL. */
    public Service at(String url) {
        String shown = ShownUrl.withoutUser(url);
        return new Service(ivoids, title, protocol, shown, tableName, coverage, maxRecords, mirrorUrls);
    }

    /** The resources it belongs to, the first being the one it is called by; never empty. */
    public List<Ivoid> ivoids() {
        return ivoids;
    }

    /** The ivoid it is called by. */
    public Ivoid ivoid() {
        return ivoids.getFirst();
    }

    /** Title of the resource, as registered. */
    public String title() {
        return title;
    }

    /** The protocol it speaks. */
    public Protocol protocol() {
        return protocol;
    }

    /** Its access URL, as registered, but without a user name and password: they would not be sent, and must not be shown. */
    public String accessUrl() {
        return accessUrl;
    }

    /** The ObsCore table to query, its name verbatim; null unless the protocol is ObsTAP. */
    public @Nullable String tableName() {
        return tableName;
    }

    /** What is declared for it. */
    public Coverage coverage() {
        return coverage;
    }

    /** The most rows it declares to return, or null if it declares none. */
    public @Nullable Long maxRecords() {
        return maxRecords;
    }

    /** Further access URLs, as registered, that give the same, for when the access URL fails; without user names and passwords. */
    public List<String> mirrorUrls() {
        return mirrorUrls;
    }

    /** What is asked, the same for all registrations of one service. */
    public ServiceKey key() {
        ServiceKey known = key;
        if (known == null) {
            known = ServiceKey.of(protocol, accessUrl, tableName);
            key = known;
        }
        return known;
    }

    @Override
    public int compareTo(Service other) {
        return this == other ? 0 : ORDER.compare(this, other);
    }

    private static <T extends Comparable<T>> int compare(List<T> some, List<T> others) {
        int order = Integer.compare(some.size(), others.size());
        for (int i = 0; order == 0 && i < some.size(); i++) {
            order = some.get(i).compareTo(others.get(i));
        }
        return order;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Service it && compareTo(it) == 0 && coverage.equals(it.coverage);
    }

    /** Not of the coverage, which may have a million ranges. */
    @Override
    public int hashCode() {
        return Objects.hash(ivoids, protocol, accessUrl, tableName);
    }

    @Override
    public String toString() {
        return "Service[" + ivoid() + ", " + protocol + ", " + accessUrl + ", " + tableName + "]";
    }
}
