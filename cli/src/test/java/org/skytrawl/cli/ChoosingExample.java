package org.skytrawl.cli;

// shown begins
import java.util.Set;
import org.skytrawl.Discovery;
import org.skytrawl.DiscoveryPlan;
import org.skytrawl.DiscoveryResult;
import org.skytrawl.DiscoveryRun;
import org.skytrawl.model.Protocol;
import org.skytrawl.provenance.ServiceOutcome;

public class ChoosingExample {
    public static void main(String[] args) throws InterruptedException {
        Discovery discovery = Discovery.images().cone(10.68, 41.27, 0.2).inclusive();

        // queries the registry only: which services would be queried, which not, and why
        DiscoveryPlan plan = discovery.plan();
        plan.selection()
                .decisions()
                .forEach(decision -> System.out.println(decision.service().ivoid() + " "
                        + decision.exclusion().map(ServiceOutcome::reason).orElse("ask")));

        Set<Protocol> wanted = Set.of(Protocol.named("OBSTAP"), Protocol.named("SIA2"));
        DiscoveryRun run = discovery.start(plan.only(service -> wanted.contains(service.protocol())));
        DiscoveryResult found = run.await();
        System.out.println(found.datasets().size() + " datasets");
    }
}
// shown ends
