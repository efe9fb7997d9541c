package org.skytrawl.registry.access;

import org.skytrawl.net.StoppedException;
import org.skytrawl.registry.RegistryFailure;

/**
 * Something to be asked of one registry; asked of the next one if it fails.
 *
 * @param <T> what comes of it
 */
@FunctionalInterface
public interface RegistryQuestion<T> {
    /**
     * Asks one registry, within its deadline.
     *
     * @throws RegistryFailure if this registry cannot answer, or not whole
     * @throws StoppedException if its time is over or the signal was given
     */
    T ask(RegistryAccess registry) throws RegistryFailure, StoppedException;
}
