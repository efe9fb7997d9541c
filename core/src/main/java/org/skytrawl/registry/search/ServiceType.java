package org.skytrawl.registry.search;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.skytrawl.registry.RegistryFailure;
import org.skytrawl.registry.access.RegistryFeatures;

/**
 * A capability conforms to one of these standards. SIA2 is also what is registered under SIA1's identifier with an interface
 * of version 2.
 *
 * @param types short names ({@code sia1}, {@code sia2}, {@code ssa}, {@code scs}, {@code slap}, {@code tap} and others) or
 *     full standard identifiers, kept in lower case; at least one
 * @param auxiliary whether auxiliary capabilities count too, by which a resource is part of a service that belongs to
 *     another one
 */
public record ServiceType(Set<String> types, boolean auxiliary) implements SearchConstraint {
    private static final String STANDARDS = "ivo://ivoa.net/std/";
    private static final String SIA = STANDARDS + "sia";
    private static final String SIA2 = "sia2";

    private static final Map<String, String> KNOWN = new TreeMap<>(Map.ofEntries(
            Map.entry("sia", SIA),
            Map.entry("sia1", SIA),
            Map.entry("ssa", STANDARDS + "ssa"),
            Map.entry("ssap", STANDARDS + "ssa"),
            Map.entry("scs", STANDARDS + "conesearch"),
            Map.entry("conesearch", STANDARDS + "conesearch"),
            Map.entry("slap", STANDARDS + "slap"),
            Map.entry("line", STANDARDS + "slap"),
            Map.entry("tap", STANDARDS + "tap"),
            Map.entry("table", STANDARDS + "tap")));

    /**
     * Puts the types into lower case.
     *
     * @throws IllegalArgumentException if there are none, or one is neither a known name nor an identifier
     */
    public ServiceType {
        Set<String> own = new LinkedHashSet<>();
        for (String type : types) {
            String name = Adql.text("a service type", type).toLowerCase(Locale.ROOT);
            if (!knownNames().contains(name) && !name.contains("://")) {
                throw new IllegalArgumentException("service type '" + type + "' is none of "
                        + String.join(", ", knownNames()) + ", nor a standard's identifier such as " + SIA);
            }
            own.add(name);
        }
        if (own.isEmpty()) {
            throw new IllegalArgumentException("at least one service type is needed");
        }
        types = java.util.Collections.unmodifiableSet(own);
    }

    /** These types, without auxiliary capabilities. */
    public static ServiceType of(String... types) {
        return new ServiceType(new LinkedHashSet<>(List.of(types)), false);
    }

    /** The same, auxiliary capabilities counting or not. */
    public ServiceType withAuxiliary(boolean counts) {
        return new ServiceType(types, counts);
    }

    /** The short names that are known. */
    public static Set<String> knownNames() {
        Set<String> names = new TreeSet<>(KNOWN.keySet());
        names.add(SIA2);
        return names;
    }

    RegistryCondition on(RegistryFeatures features) throws RegistryFailure {
        Adql.needs(features, "rr.capability", "standard_id");
        Set<String> ids = new TreeSet<>();
        types.stream().filter(type -> !type.equals(SIA2)).forEach(type -> addId(KNOWN.getOrDefault(type, type), ids));
        List<String> capability = new ArrayList<>();
        if (!ids.isEmpty()) {
            capability.add(Adql.in("standard_id", ids));
        }
        if (!types.contains(SIA2)) {
            return RegistryCondition.of(Adql.having("rr.capability", String.join(" OR ", capability)));
        }
        Adql.needs(features, "rr.interface", "std_version");
        capability.add("standard_id LIKE '" + SIA + "#query-2.%'");
        if (auxiliary) {
            capability.add("standard_id LIKE '" + SIA + "#query-aux-2.%'");
        }
        Set<String> sia = new TreeSet<>();
        addId(SIA, sia);
        return RegistryCondition.of(Adql.any(List.of(
                Adql.having("rr.capability", String.join(" OR ", capability)),
                Adql.having(
                        "rr.capability NATURAL JOIN rr.interface",
                        Adql.in("standard_id", sia) + " AND (std_version = '2' OR std_version LIKE '2.%')"))));
    }

    /** The auxiliary form of an identifier with a key has it within the key (SIA 2.0 section 4.3), else it is a key. */
    private void addId(String id, Set<String> ids) {
        ids.add(id);
        if (auxiliary) {
            ids.add(id.contains("#query-") ? id.replace("#query-", "#query-aux-") : id + "#aux");
        }
    }
}
