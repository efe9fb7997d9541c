package org.skytrawl.cli;

// shown begins
import java.time.Duration;
import org.skytrawl.Discovery;
import org.skytrawl.DiscoveryResult;
import org.skytrawl.DiscoveryRun;

public class CancellingExample {
    private static final int ENOUGH = 5;

    public static void main(String[] args) throws InterruptedException {
        DiscoveryRun run = Discovery.images()
                .cone(10.68, 41.27, 0.2)
                .serviceTimeout(Duration.ofSeconds(10))
                .start();

        // from any thread, at any moment; what is here is in no order and not merged yet
        while (!run.isDone() && run.provisional().size() < ENOUGH) {
            System.out.println(run.progress());
            Thread.sleep(200);
        }
        run.cancel();

        // within a second, with all that had arrived: merged, and each service with its fate
        DiscoveryResult found = run.await();
        System.out.println(found.datasets().size() + " datasets, complete: " + found.isComplete());
        found.losses()
                .forEach(lost -> System.out.println("MISSING " + lost.service().title()));
    }
}
// shown ends
