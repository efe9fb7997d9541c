package org.skytrawl.model;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One queryable interface of one or more registered resources.
 *
 * <p>Its order is by ivoid, protocol, access URL, table and the rest, but not by coverage; a map of very many needs one, as
 * texts from outside may be made so that their hashes meet.
 *
 * @param ivoids the resources it belongs to, the first being the one it is called by; never empty
 * @param title title of the resource, as registered
 * @param protocol the protocol it speaks
 * @param accessUrl its access URL, as registered, but without a user name and password: they would not be sent, and must not be
 *     shown
 * @param tableName the table to query, its name verbatim; null unless the protocol {@linkplain Protocol#table queries one}
 * @param coverage what is declared for it
 * @param maxRecords the most rows it declares to return, or null if it declares none
 * @param mirrorUrls further access URLs at which the same is to be had, as registered, for when the access URL fails;
 *     likewise without user names and passwords
 */
public record Service(
        List<Ivoid> ivoids,
        String title,
        Protocol protocol,
        String accessUrl,
        @Nullable String tableName,
        Coverage coverage,
        @Nullable Long maxRecords,
        List<String> mirrorUrls)
        implements Comparable<Service> {
    private static final Comparator<Service> ORDER = Comparator.comparing(Service::ivoid)
            .thenComparing(Service::protocol)
            .thenComparing(Service::accessUrl)
            .thenComparing(Service::tableName, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Service::title)
            .thenComparing(Service::maxRecords, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Service::ivoids, Service::compare)
            .thenComparing(Service::mirrorUrls, Service::compare);

    /** Checks that a table is named exactly where one is queried; leaves out user names and passwords of URLs. */
    public Service {
        ivoids = List.copyOf(ivoids);
        accessUrl = ShownUrl.withoutUser(accessUrl);
        mirrorUrls = mirrorUrls.stream().map(ShownUrl::withoutUser).toList();
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
    }

    /** A service without mirrors. */
    public Service(
            List<Ivoid> ivoids,
            String title,
            Protocol protocol,
            String accessUrl,
            @Nullable String tableName,
            Coverage coverage,
            @Nullable Long maxRecords) {
        this(ivoids, title, protocol, accessUrl, tableName, coverage, maxRecords, List.of());
    }

    /** The same at another URL. */
    public Service at(String url) {
        return new Service(ivoids, title, protocol, url, tableName, coverage, maxRecords, mirrorUrls);
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

    /** The ivoid it is called by. */
    public Ivoid ivoid() {
        return ivoids.getFirst();
    }
}
