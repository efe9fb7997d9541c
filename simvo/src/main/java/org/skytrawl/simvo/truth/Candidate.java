package org.skytrawl.simvo.truth;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.fault.Fault.Effect;
import org.skytrawl.simvo.universe.Coverage;
import org.skytrawl.simvo.universe.Resource.Kind;
import org.skytrawl.simvo.universe.SimProtocol;
import org.skytrawl.simvo.universe.SimService;

/**
 * Tables and servers are those that all records of a service name.
 *
 * @param productTypes declared by its records, if all of them declare any
 */
record Candidate(
        SimProtocol protocol,
        List<String> ivoids,
        String accessUrl,
        @Nullable String table,
        @Nullable SimService service,
        List<Coverage> declared,
        List<String> servedBy,
        Set<String> tables,
        Kind kind,
        Set<String> productTypes) {
    static final Comparator<Candidate> BEST_FIRST = Comparator.comparing(Candidate::protocol)
            .thenComparing(Candidate::ivoid)
            .thenComparing(candidate -> !candidate.isSecure())
            .thenComparing(Candidate::accessUrl);

    String ivoid() {
        return ivoids.getFirst();
    }

    private boolean isSecure() {
        return accessUrl.startsWith("https:");
    }

    /** The reason why it does not answer well, or null. Nothing here speaks https. */
    @Nullable
    String fault() {
        if (service == null || isSecure()) {
            return service == null ? "nobody" : "https";
        }
        return service.fault() == null ? null : service.fault().name();
    }

    Effect effect() {
        if (service == null || isSecure()) {
            return Effect.NOTHING;
        }
        return service.fault() == null ? Effect.ALL : service.fault().effect();
    }

    /** Whether a client may find more of its datasets than the best query gives, or not all of them. */
    boolean isUncertain() {
        return effect() == Effect.PART
                || (effect() == Effect.ALL
                        && service != null
                        && service.fault() != null
                        && service.fault().isAskedOtherwise());
    }

    /** The access URL in a canonical form: http is https, parameters are sorted. */
    String sameUrl() {
        String url = accessUrl.substring(accessUrl.indexOf("://"));
        int query = url.indexOf('?');
        String path = (query < 0 ? url : url.substring(0, query)).toLowerCase(Locale.ROOT);
        List<String> parameters = Arrays.stream((query < 0 ? "" : url.substring(query + 1)).split("&", -1))
                .filter(parameter -> !parameter.isEmpty())
                .sorted()
                .toList();
        return protocol + path + parameters;
    }
}
