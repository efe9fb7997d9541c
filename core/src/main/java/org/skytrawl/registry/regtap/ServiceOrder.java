package org.skytrawl.registry.regtap;

import java.util.Comparator;
import org.skytrawl.model.Service;

/** The preference among services: by protocol, then ivoid, then access URL with https first. */
public final class ServiceOrder {
    /** Written by hand for speed: each question compares tens of thousands of services. */
    public static final Comparator<Service> BEST_FIRST = ServiceOrder::compare;

    private static final Comparator<Service> OF_ONE_RESOURCE = Comparator.comparing(
                    (Service service) -> !isHttps(service.accessUrl()))
            .thenComparing(Service::accessUrl)
            .thenComparing(Service::tableName, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Service::title)
            .thenComparing(service -> service.ivoids().toString());

    private ServiceOrder() {}

    private static int compare(Service one, Service other) {
        int order = one.protocol().compareTo(other.protocol());
        if (order == 0) {
            order = one.ivoid().compareTo(other.ivoid());
        }
        return order == 0 ? OF_ONE_RESOURCE.compare(one, other) : order;
    }

    static boolean isHttps(String url) {
        return url.regionMatches(true, 0, "https:", 0, 6);
    }
}
