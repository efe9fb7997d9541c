package org.skytrawl.provenance;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Origin;
import org.skytrawl.model.OutsideText;
import org.skytrawl.model.Service;

/**
 * True for datasets of services that were on this machine or in a private network when the run queried them. Later look-ups say
 * less, since who owns a name may move it. Immutable.
 */
public final class PrivateOrigins implements Predicate<Origin> {
    private final Set<Server> servers = new HashSet<>();

    private record Server(Ivoid ivoid, String host) {
        static Server of(Ivoid ivoid, String url) {
            return new Server(ivoid, OutsideText.host(url).toLowerCase(Locale.ROOT));
        }
    }

    private PrivateOrigins(List<ProvenanceEvent> events) {
        for (ProvenanceEvent event : events) {
            if (event instanceof ProvenanceEvent.ServiceEnded ended) {
                QueryFacts facts = ended.facts();
                if (facts != null && facts.privateAddress()) {
                    add(ended.service(), facts.mirrorUrl());
                }
            }
        }
    }

    private void add(Service service, @Nullable String mirrorUrl) {
        String url = mirrorUrl == null ? service.accessUrl() : mirrorUrl;
        service.ivoids().forEach(ivoid -> servers.add(Server.of(ivoid, url)));
    }

    /** @param log of the run that gave the datasets */
    public static PrivateOrigins of(ProvenanceLog log) {
        return new PrivateOrigins(log.events());
    }

    @Override
    public boolean test(Origin origin) {
        return servers.contains(Server.of(origin.ivoid(), origin.url()));
    }
}
