package org.skytrawl.simvo.truth;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.universe.SimProtocol;

/**
 * A registered service and its fate.
 *
 * @param ivoids its records, the main one first
 * @param accessUrl as registered
 * @param table the table that is queried, or null if the protocol has no tables
 * @param service its number in the universe, or -1 if no service of the universe answers there
 * @param fault the name of its fault, or null
 * @param matching the ids of its datasets that match: a healthy service gives them if it is queried
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
