package org.skytrawl.registry.access;

import org.skytrawl.net.StoppedException;
import org.skytrawl.registry.RegistryFailure;

/** A question to one registry; the next registry gets it if this one fails. */
@FunctionalInterface
public interface RegistryQuestion<T> {
    T ask(RegistryAccess registry) throws RegistryFailure, StoppedException;
}
