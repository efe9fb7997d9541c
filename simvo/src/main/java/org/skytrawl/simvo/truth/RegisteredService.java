package org.skytrawl.simvo.truth;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.universe.SimProtocol;

/**
 * A service as the registry makes it known, and what becomes of it.
 *
 * @param ivoids the records it has, the one it is called by first
 * @param accessUrl as registered
 * @param table of ObsTAP the table queried, else null
 * @param service its number in the universe, or -1 if nothing of the universe answers there
 * @param fault the name of what is wrong with it, or null
 * @param fate what becomes of it
 * @param matching the ids of its datasets that match, which it would give if it were asked and healthy
 */
public record RegisteredService(
        SimProtocol protocol,
        List<String> ivoids,
        String accessUrl,
        @Nullable String table,
        int service,
        @Nullable String fault,
        Fate fate,
        List<Integer> matching) {
    public RegisteredService {
        ivoids = List.copyOf(ivoids);
        matching = List.copyOf(matching);
    }
}
