package org.skytrawl.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One queryable interface of one or more registered resources.
 *
 * @param ivoids the resources it belongs to, the first being the one it is called by; never empty
 * @param title title of the resource, as registered
 * @param protocol the protocol it speaks
 * @param accessUrl its access URL, as registered, but without a user name and password: they would not be sent, and must not be
 *     shown
 * @param tableName the ObsCore table to query, its name verbatim; null unless the protocol is ObsTAP
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
        List<String> mirrorUrls) {
    /** Checks that a table is named exactly where one is queried; leaves out user names and passwords of URLs. */
    public Service {
        ivoids = List.copyOf(ivoids);
        accessUrl = ShownUrl.withoutUser(accessUrl);
        mirrorUrls = mirrorUrls.stream().map(ShownUrl::withoutUser).toList();
        if (ivoids.isEmpty()) {
            throw new IllegalArgumentException("a service needs at least one ivoid");
        }
        if ((tableName != null) != (protocol == Protocol.OBSTAP)) {
            throw new IllegalArgumentException(protocol + " service " + ivoids.getFirst() + " with table " + tableName
                    + ": ObsTAP needs a table, the others have none");
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

    /** The ivoid it is called by. */
    public Ivoid ivoid() {
        return ivoids.getFirst();
    }
}
