package org.skytrawl.model;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One queryable interface of one or more registered resources. Immutable and thread-safe.
 *
 * <p>Ordered by ivoid, protocol, access URL, table and the rest, but not by coverage and kinds of data. Use ordered maps for large
 * numbers of services: external texts may be crafted so that their hashes collide.
 */
public final class Service implements Comparable<Service> {
    /** Orders registrations: by ivoid, then by service key. One service may be registered under several ivoids. */
    public static final Comparator<Service> BY_REGISTRATION =
            Comparator.comparing(Service::ivoid).thenComparing(Service::key);

    private static final Comparator<Service> ORDER = Comparator.comparing(Service::ivoid)
            .thenComparing(Service::protocol)
            .thenComparing(Service::accessUrl)
            .thenComparing(Service::tableName, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Service::title)
            .thenComparing(Service::maxRecords, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(
                    service -> service.declared.maxSearchRadiusDeg(), Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Service::ivoids, Service::compare)
            .thenComparing(Service::mirrorUrls, Service::compare);

    private final List<Ivoid> ivoids;
    private final String title;
    private final Protocol protocol;
    private final String accessUrl;
    private final @Nullable String tableName;
    private final Declared declared;
    private final List<String> mirrorUrls;
    /** Computed on first use: most candidates of a registry never need it. */
    private @Nullable ServiceKey key;

    private Service(
            List<Ivoid> ivoids,
            String title,
            Protocol protocol,
            String accessUrl,
            @Nullable String tableName,
            Declared declared,
            List<String> mirrorUrls) {
        this.ivoids = ivoids;
        this.title = title;
        this.protocol = protocol;
        this.accessUrl = accessUrl;
        this.tableName = tableName;
        this.declared = declared;
        this.mirrorUrls = mirrorUrls;
    }

    /**
     * A service that declares nothing, without mirrors.
     *
     * @param ivoids the resources it belongs to; the first identifies it in output
     * @param tableName the table to query, verbatim; null unless the protocol queries tables
     * @throws IllegalArgumentException if there is no ivoid, or a table name is missing or not allowed
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
                Declared.NOTHING,
                List.of());
    }

    public Service with(Declared all) {
        return new Service(ivoids, title, protocol, accessUrl, tableName, all, mirrorUrls);
    }

    public Service withCoverage(Coverage coverage) {
        return with(declared.withCoverage(coverage));
    }

    public Service withMaxRecords(@Nullable Long rows) {
        return with(declared.withMaxRecords(rows));
    }

    public Service withMirrorUrls(List<String> urls) {
        List<String> shown = urls.stream().map(ShownUrl::withoutUser).toList();
        return new Service(ivoids, title, protocol, accessUrl, tableName, declared, shown);
    }

    /** The same service at another URL. */
    public Service at(String url) {
        return new Service(ivoids, title, protocol, ShownUrl.withoutUser(url), tableName, declared, mirrorUrls);
    }

    /** The resources it belongs to; never empty. The first identifies it in output. */
    public List<Ivoid> ivoids() {
        return ivoids;
    }

    public Ivoid ivoid() {
        return ivoids.getFirst();
    }

    /** As registered. */
    public String title() {
        return title;
    }

    public Protocol protocol() {
        return protocol;
    }

    /** As registered, but without user name and password. */
    public String accessUrl() {
        return accessUrl;
    }

    /** The table to query, verbatim; null unless the protocol queries tables. */
    public @Nullable String tableName() {
        return tableName;
    }

    public Declared declared() {
        return declared;
    }

    public Coverage coverage() {
        return declared.coverage();
    }

    /** The declared maximum number of rows, or null. */
    public @Nullable Long maxRecords() {
        return declared.maxRecords();
    }

    /** Other access URLs to the same data, as registered, without user names and passwords. */
    public List<String> mirrorUrls() {
        return mirrorUrls;
    }

    /** The same for all registrations of one service. */
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
        return other instanceof Service it && compareTo(it) == 0 && declared.equals(it.declared);
    }

    /** Without the coverage, which may have a million ranges. */
    @Override
    public int hashCode() {
        return Objects.hash(ivoids, protocol, accessUrl, tableName);
    }

    @Override
    public String toString() {
        return "Service[" + ivoid() + ", " + protocol + ", " + accessUrl + ", " + tableName + "]";
    }
}
