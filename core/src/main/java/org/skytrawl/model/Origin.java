package org.skytrawl.model;

/**
 * Which service gave a dataset; shared by all records of one query.
 *
 * @param ivoid the service's resource
 * @param title its title
 * @param protocol the protocol it was asked by
 * @param url the query that found it: the whole URL, for ObsTAP the URL of the sync endpoint; without a user name
 *     and password
 */
public record Origin(Ivoid ivoid, String title, Protocol protocol, String url) {
    /** Leaves out what no reader of a result is to see. */
    public Origin {
        url = ShownUrl.withoutUser(url);
    }
}
