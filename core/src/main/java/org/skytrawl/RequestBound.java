package org.skytrawl;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.OutsideText;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.model.TargetRegion;
import org.skytrawl.model.TargetSet;
import org.skytrawl.protocol.TargetsQuery;
import org.skytrawl.protocol.known.KnownProtocols;
import org.skytrawl.provenance.ProvenanceEvent.ServiceEnded;
import org.skytrawl.run.PreviousRun;
import org.skytrawl.selection.Selection;

/**
 * Upper limit of the requests of a run with a target list, without those to stand-ins of services that fail, repeated requests after
 * a fault, and parts of answers that overflow. No service gets more than {@link DiscoveryOptions#requestsPerService}.
 *
 * @param services services with targets in their coverage
 * @param busiestHost the host with the most requests; empty if there is none
 * @param toBusiestHost requests to that host
 */
public record RequestBound(long requests, int services, String busiestHost, long toBusiestHost) {
    /** @param stored whether an answer is read, so that nothing is sent */
    static RequestBound of(
            Selection selection,
            PreviousRun history,
            Question question,
            DiscoveryOptions options,
            Predicate<Service> stored) {
        TargetRegion all = question.targets();
        Set<Service> carried = new HashSet<>();
        history.carried().stream().map(ServiceEnded::service).forEach(carried::add);
        Map<String, Long> hosts = new HashMap<>();
        long requests = 0;
        int services = 0;
        for (Service service : selection.kept()) {
            if (all == null || carried.contains(service) || stored.test(service)) {
                continue;
            }
            TargetSet again = history.targets().left().get(service);
            TargetSet chosen = again == null ? selection.targets(service) : again;
            TargetSet targets = chosen == null ? all.set() : chosen;
            long most = KnownProtocols.query(service, question.at(all.only(targets)), options.inclusive())
                            instanceof TargetsQuery query
                    ? query.requestsAtMost(options.requestsPerService())
                    : 1;
            services++;
            requests += most;
            hosts.merge(OutsideText.host(service.accessUrl()), most, Long::sum);
        }
        Map.Entry<String, Long> busiest =
                hosts.entrySet().stream().max(Map.Entry.comparingByValue()).orElse(Map.entry("", 0L));
        return new RequestBound(requests, services, busiest.getKey(), busiest.getValue());
    }
}
