package org.skytrawl.cli;

// shown begins
import org.skytrawl.Discovery;
import org.skytrawl.DiscoveryListener;
import org.skytrawl.DiscoveryResult;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Origin;
import org.skytrawl.provenance.ProvenanceEvent;

public class StreamingExample {
    public static void main(String[] args) throws InterruptedException {
        DiscoveryListener watcher = new DiscoveryListener() {
            @Override
            public void onRecord(Origin origin, ObsCoreRecord record) {
                System.out.println("record  " + record.text(ObsCoreColumn.obs_title) + " from " + origin.title());
            }

            @Override
            public void onEvent(ProvenanceEvent event) {
                if (event instanceof ProvenanceEvent.ServiceEnded ended) {
                    System.out.println("service " + ended.service().title() + ": "
                            + ended.outcome().word());
                }
            }
        };
        DiscoveryResult found = Discovery.images()
                .cone(10.68, 41.27, 0.2) // ICRS degrees
                .listener(watcher)
                .run();
        System.out.println(found.datasets().size() + " datasets");
    }
}
// shown ends
