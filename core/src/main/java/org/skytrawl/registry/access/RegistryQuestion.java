package org.skytrawl.registry.access;

import org.skytrawl.net.StoppedException;
import org.skytrawl.registry.RegistryFailure;

/**
 * A question to one registry; the next registry gets it if this one fails.
 *
 * @param <T> the type of the answer
 */
@FunctionalInterface
public interface RegistryQuestion<T> {
    /**
     * @throws RegistryFailure if this registry cannot answer, or not completely
     * @throws StoppedException at the deadline of the registry, or if the run was cancelled
     */
    T ask(RegistryAccess registry) throws RegistryFailure, StoppedException;
}
