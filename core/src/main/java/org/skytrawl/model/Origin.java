package org.skytrawl.model;

import java.util.Comparator;

/**
 * The service and query that gave a dataset, shared by all records of one query. Ordered by protocol, ivoid, query and
 * title.
 *
 * @param ivoid resource of the service
 * @param url the query: the whole URL, for ObsTAP the URL of the sync endpoint; without user name and password
 */
public record Origin(Ivoid ivoid, String title, Protocol protocol, String url) implements Comparable<Origin> {
    private static final Comparator<Origin> ORDER = Comparator.comparing(Origin::protocol)
            .thenComparing(Origin::ivoid)
            .thenComparing(Origin::url)
            .thenComparing(Origin::title);

    public Origin {
        url = ShownUrl.withoutUser(url);
    }

    @Override
    public int compareTo(Origin other) {
        return ORDER.compare(this, other);
    }
}
