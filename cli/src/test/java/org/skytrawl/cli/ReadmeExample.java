package org.skytrawl.cli;

// README begins
import org.skytrawl.Discovery;
import org.skytrawl.DiscoveryResult;
import org.skytrawl.model.ObsCoreColumn;

public class ReadmeExample {
    public static void main(String[] args) throws InterruptedException {
        DiscoveryResult found = Discovery.images()
                .cone(10.68, 41.27, 0.2) // ICRS degrees
                .time("2009-01-01", "2020-12-31")
                .run();
        found.datasets()
                .forEach(image -> System.out.println(image.record().text(ObsCoreColumn.access_url) + " from "
                        + image.origin().title()));
        found.losses()
                .forEach(lost ->
                        System.out.println("MISSING: what " + lost.service().title() + " did not give: "
                                + lost.outcome().reason()));
    }
}
// README ends
