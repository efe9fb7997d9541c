package org.skytrawl.simvo.universe;

import java.util.Collections;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The protocols that services speak, the best first, and all rules that differ between them. A further protocol is a constant
 * here, the ways to register it in {@link Resource.Kind}, a package with its handler, and a line in {@code SimulatedVo}.
 */
@SuppressWarnings("ImmutableEnumChecker") // its sets are
public enum SimProtocol {
    OBSTAP("/tap", "ivoa.obscore", Set.of(), Rule.COMPARES_CENTRES),
    SSA("/ssa", null, Types.SPECTRA, Rule.OMITS_UNKNOWN),
    SIA2("/sia", null, Types.IMAGES, Rule.OMITS_UNKNOWN),
    SIA1("/sia", null, Types.IMAGES, Rule.NEEDS_PLACE, Rule.GIVES_MIDDLE_OF_TIME);

    /** With the narrower terms of the vocabulary. */
    private static final class Types {
        private static final Set<String> IMAGES =
                Set.of("image", "cube", "spectral-cube", "time-cube", "polarization-cube");
        private static final Set<String> SPECTRA = Set.of(
                "spectrum",
                "sed",
                "slit-spectrum",
                "polarized-spectrum",
                "dynamic-spectrum",
                "timeseries",
                "light-curve",
                "velocity-curve");
    }

    public enum Rule {
        /** Only a question with a place can be asked. */
        NEEDS_PLACE,
        /** The only time of a dataset in an answer is the middle of its observation. */
        GIVES_MIDDLE_OF_TIME,
        /** Band and time are parameters of the query, and the service omits a dataset without them. */
        OMITS_UNKNOWN,
        /** The query compares the centre of a dataset that has no {@code s_region}, and its field of view if it is near. */
        COMPARES_CENTRES
    }

    private final String path;
    private final @Nullable String table;
    private final Set<String> productTypes;
    private final Set<Rule> rules;

    SimProtocol(String path, @Nullable String table, Set<String> productTypes, Rule... rules) {
        this.path = path;
        this.table = table;
        this.productTypes = productTypes;
        this.rules = Set.of(rules);
    }

    String path() {
        return path;
    }

    /** The table of a plain service, or null if the protocol has no tables. */
    public @Nullable String table() {
        return table;
    }

    public boolean gives(String productType) {
        return productTypes.isEmpty() || productTypes.contains(productType);
    }

    /** Whether a service gives any of the product types, which come with their narrower terms; none stand for all. */
    public boolean givesAnyOf(Set<String> wanted) {
        return productTypes.isEmpty() || wanted.isEmpty() || !Collections.disjoint(productTypes, wanted);
    }

    /**
     * Whether a service gives all product types that are wanted (with their narrower terms; none stand for all) and that the
     * other protocol gives.
     */
    public boolean replaces(SimProtocol other, Set<String> wanted) {
        return productTypes.isEmpty()
                || (!other.productTypes.isEmpty() && productTypes.containsAll(other.productTypes))
                || (!wanted.isEmpty() && wanted.stream().allMatch(type -> gives(type) || !other.gives(type)));
    }

    public boolean has(Rule rule) {
        return rules.contains(rule);
    }
}
