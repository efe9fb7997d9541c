package org.skytrawl.simvo.truth;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.universe.SimProtocol;

/** @param service its number in the universe, or -1 if none of its services answers there */
public record RegisteredService(
        SimProtocol protocol,
        List<String> ivoids,
        String accessUrl,
        @Nullable String table,
        int service,
        @Nullable String fault,
        Fate fate,
        List<Integer> matching) {}
