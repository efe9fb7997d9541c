package org.skytrawl.model;

import java.util.Comparator;

/**
 * Which service gave a dataset; shared by all records of one query. Its order is by protocol, ivoid, query and title.
 *
 * @param ivoid the service's resource
 * @param title its title
 * @param protocol the protocol it was asked by
 * @param url the query that found it: the whole URL, for ObsTAP the URL of the sync endpoint; without a user name
 *     and password
 */
public record Origin(Ivoid ivoid, String title, Protocol protocol, String url) implements Comparable<Origin> {
    private static final Comparator<Origin> ORDER = Comparator.comparing(Origin::protocol)
            .thenComparing(Origin::ivoid)
            .thenComparing(Origin::url)
            .thenComparing(Origin::title);

    /** Leaves out what no reader of a result is to see. */
    public Origin {
        url = ShownUrl.withoutUser(url);
    }

    @Override
    public int compareTo(Origin other) {
        return ORDER.compare(this, other);
    }
}
