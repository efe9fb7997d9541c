package org.skytrawl.registry.search;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The resource declares one of these messengers.
 *
 * @param wavebands terms of the IVOA vocabulary of messengers, in lower case; at least one
 */
public record Waveband(Set<String> wavebands) implements SearchConstraint {
    /** The terms of http://www.ivoa.net/rdf/messenger (2020-08-26). */
    private static final List<String> TERMS =
            List.of("Photon Radio Millimeter Infrared Optical UV EUV X-ray Gamma-ray Neutrino".split(" ", -1));

    public Waveband {
        Set<String> own = new LinkedHashSet<>();
        for (String waveband : wavebands) {
            String term = waveband.strip().toLowerCase(Locale.ROOT);
            if (TERMS.stream().noneMatch(term::equalsIgnoreCase)) {
                throw new IllegalArgumentException("waveband '" + waveband + "' is not one of "
                        + String.join(", ", TERMS) + " (http://www.ivoa.net/rdf/messenger)");
            }
            own.add(term);
        }
        Checked.atLeastOne("waveband", own);
        wavebands = Collections.unmodifiableSet(own);
    }

    public static Waveband of(String... wavebands) {
        return new Waveband(new LinkedHashSet<>(List.of(wavebands)));
    }

    /** All terms, as the vocabulary writes them. */
    public static List<String> terms() {
        return TERMS;
    }
}
