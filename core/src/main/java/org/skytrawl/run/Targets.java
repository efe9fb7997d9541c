package org.skytrawl.run;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.skytrawl.names.NameResolver;
import org.skytrawl.names.Sesame;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.net.ServersInTurn;
import org.skytrawl.net.StoppedException;
import org.skytrawl.registry.access.CacheFolder;

/**
 * Resolves target names.
 *
 * <pre>{@code
 * NameResolver.Resolution m31 =
 *         Targets.resolve("M31", Deadline.after(Duration.ofSeconds(20)), new Cancellation(), null, new ServersInTurn());
 * Discovery.images().target(m31.target(), 0.2).run();
 * }</pre>
 */
public final class Targets {
    private Targets() {}

    /**
     * Resolves a name through Sesame ({@link NameResolver#resolve}); its endpoints are those of the environment variable {@code
     * SKYTRAWL_SESAME}, or the public ones.
     *
     * @param cacheDirectory the directory for answers, or null for the user's cache directory
     * @param turn told which endpoint is being queried
     * @throws IllegalArgumentException if the name is blank or too long
     * @throws org.skytrawl.model.DiscoveryException if the name is unknown, or no endpoint answered
     * @throws StoppedException at the cancel
     */
    public static NameResolver.Resolution resolve(
            String name,
            Deadline deadline,
            Cancellation cancellation,
            @Nullable Path cacheDirectory,
            ServersInTurn turn)
            throws StoppedException {
        Sesame sesame = Sesame.of(System.getenv());
        CacheFolder folder = cacheDirectory == null ? CacheFolder.ofUser() : new CacheFolder(cacheDirectory);
        try (HttpFetcher fetcher = Network.fetcher()) {
            return new NameResolver(fetcher, sesame, folder).resolve(name, deadline, cancellation, turn);
        }
    }
}
