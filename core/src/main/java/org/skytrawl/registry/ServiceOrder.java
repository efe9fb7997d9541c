package org.skytrawl.registry;

import java.util.Comparator;
import org.skytrawl.model.Service;

/** Which of several services is to be preferred: by protocol, then ivoid, then access URL with https first. */
final class ServiceOrder {
    static final Comparator<Service> BEST_FIRST = Comparator.comparing(Service::protocol)
            .thenComparing(Service::ivoid)
            .thenComparing(service -> !isHttps(service.accessUrl()))
            .thenComparing(Service::accessUrl)
            .thenComparing(Service::tableName, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Service::title)
            .thenComparing(service -> service.ivoids().toString());

    private ServiceOrder() {}

    static boolean isHttps(String url) {
        return url.regionMatches(true, 0, "https:", 0, 6);
    }
}
