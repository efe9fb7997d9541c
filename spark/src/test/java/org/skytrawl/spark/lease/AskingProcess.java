package org.skytrawl.spark.lease;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.logging.LogManager;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.FetchAnswer;
import org.skytrawl.net.FetchContext;
import org.skytrawl.net.FetchRequest;
import org.skytrawl.net.HostKey;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.net.StoppedException;
import org.skytrawl.run.Network;

/** Asks a host again and again under a lease, in a process that a test can stop. Ends when the lease is lost. */
final class AskingProcess {
    static final LeaseTerms TERMS = new LeaseTerms(Duration.ofMillis(500), Duration.ofSeconds(1));

    private AskingProcess() {}

    /** @param args folder of leases, URL to ask */
    public static void main(String... args) throws Exception {
        LogManager.getLogManager().reset();
        CountDownLatch lost = new CountDownLatch(1);
        Cancellation cancellation = new Cancellation();
        HostLeases leases = HostLeases.take(
                Path.of(args[0]),
                List.of(HostKey.of(args[1])),
                TERMS,
                Duration.ofMinutes(1),
                "process " + ProcessHandle.current().pid(),
                () -> {
                    lost.countDown();
                    cancellation.cancel();
                });
        say("taken " + leases.number(HostKey.of(args[1])));
        try (HttpFetcher fetcher = Network.fetcher(leases)) {
            while (true) {
                FetchContext context = new FetchContext(Deadline.after(TERMS.longestRequest()), cancellation);
                try (FetchAnswer answer =
                        fetcher.fetch(FetchRequest.get(args[1]).allowingPrivateAddresses(true), context)) {
                    var unused = answer.body().readAllBytes();
                }
            }
        } catch (StoppedException | IOException e) {
            // by the gate, or the request that was under way in the stop
            lost.await();
            say("lost");
        }
        leases.close();
        System.exit(0);
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
