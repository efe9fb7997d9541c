package org.skytrawl.registry.search;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.registry.RegistryFailure;
import org.skytrawl.registry.access.RegistryFeatures;

/**
 * The resource declares one of these messengers.
 *
 * @param wavebands terms of the IVOA vocabulary of messengers, in lower case; at least one
 */
public record Waveband(Set<String> wavebands) implements SearchConstraint {
    /** The terms of http://www.ivoa.net/rdf/messenger (2020-08-26) by their lower-case form. */
    private static final Map<String, String> TERMS = new LinkedHashMap<>();

    static {
        for (String term : "Photon Radio Millimeter Infrared Optical UV EUV X-ray Gamma-ray Neutrino".split(" ", -1)) {
            TERMS.put(term.toLowerCase(Locale.ROOT), term);
        }
    }

    /** @throws IllegalArgumentException if there are none, or one is not in the vocabulary */
    public Waveband {
        Set<String> own = new LinkedHashSet<>();
        for (String waveband : wavebands) {
            String term = waveband.strip().toLowerCase(Locale.ROOT);
            if (!TERMS.containsKey(term)) {
                throw new IllegalArgumentException("waveband '" + waveband + "' is not one of "
                        + String.join(", ", TERMS.values()) + " (http://www.ivoa.net/rdf/messenger)");
            }
            own.add(term);
        }
        if (own.isEmpty()) {
            throw new IllegalArgumentException("at least one waveband is needed");
        }
        wavebands = Collections.unmodifiableSet(own);
    }

    public static Waveband of(String... wavebands) {
        return new Waveband(new LinkedHashSet<>(List.of(wavebands)));
    }

    /** All terms, as the vocabulary writes them. */
    public static List<String> terms() {
        return List.copyOf(TERMS.values());
    }

    RegistryCondition on(RegistryFeatures features) throws RegistryFailure {
        Adql.needs(features, "rr.resource", "waveband");
        if (features.hasFunction("ivo_hashlist_has")) {
            return RegistryCondition.of(Adql.any(wavebands.stream()
                    .map(term -> "1 = ivo_hashlist_has(waveband, " + Adql.literal(term) + ")")
                    .toList()));
        }
        // RegTAP 1.1 section 8 says lower case, but some registries have other case: no LIKE
        LocalCheck check = new LocalCheck(
                "it has no function ivo_hashlist_has: wavebands are compared here",
                List.of(new LocalCheck.Wanted("rr.resource", List.of("ivoid", "waveband"), "waveband IS NOT NULL")),
                (rows, notes) -> rows.getFirst().stream().anyMatch(row -> has(row.text(1))));
        return new RegistryCondition("waveband IS NOT NULL", List.of(check));
    }

    private boolean has(@Nullable String list) {
        return list != null
                && Arrays.stream(list.split("#", -1))
                        .anyMatch(one -> wavebands.contains(one.strip().toLowerCase(Locale.ROOT)));
    }
}
