package org.skytrawl.registry.search;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.StandardId;

/**
 * A capability conforms to one of these standards. Some SIA2 services are registered under the identifier of SIA1, with an
 * interface of version 2. They count as SIA2.
 *
 * @param types short names ({@code sia1}, {@code sia2}, {@code ssa}, {@code scs}, {@code slap}, {@code tap} and others) or
 *     full standard identifiers, in lower case; at least one
 * @param auxiliary whether auxiliary capabilities count too, by which a resource is a part of the service of another resource
 */
public record ServiceType(Set<String> types, boolean auxiliary) implements SearchConstraint {
    private static final String STANDARDS = "ivo://ivoa.net/std/";

    /** Names of standards that are not a {@linkplain Protocol protocol} here. */
    private static final Map<String, String> OTHERS = new TreeMap<>(Map.ofEntries(
            Map.entry("scs", STANDARDS + "conesearch"),
            Map.entry("conesearch", STANDARDS + "conesearch"),
            Map.entry("slap", STANDARDS + "slap"),
            Map.entry("line", STANDARDS + "slap"),
            Map.entry("tap", STANDARDS + "tap"),
            Map.entry("table", STANDARDS + "tap")));

    public ServiceType {
        Set<String> own = new LinkedHashSet<>();
        for (String type : types) {
            String name = Checked.text("a service type", type).toLowerCase(Locale.ROOT);
            if (!knownNames().contains(name) && !name.contains("://")) {
                throw new IllegalArgumentException("service type '" + type + "' is not one of "
                        + String.join(", ", knownNames()) + ", nor a standard's identifier such as "
                        + STANDARDS + "sia");
            }
            own.add(name);
        }
        Checked.atLeastOne("service type", own);
        types = Collections.unmodifiableSet(own);
    }

    /** Without auxiliary capabilities. */
    public static ServiceType of(String... types) {
        return new ServiceType(new LinkedHashSet<>(List.of(types)), false);
    }

    public ServiceType withAuxiliary(boolean counts) {
        return new ServiceType(types, counts);
    }

    public static Set<String> knownNames() {
        Set<String> names = new TreeSet<>(OTHERS.keySet());
        queriedThemselves().forEach(protocol -> names.addAll(protocol.words()));
        return names;
    }

    /** The identifiers of the standards. */
    public List<StandardId> standards() {
        return types.stream().flatMap(ServiceType::standards).toList();
    }

    private static Stream<StandardId> standards(String type) {
        List<StandardId> ids = queriedThemselves()
                .filter(protocol -> protocol.words().contains(type))
                .flatMap(protocol -> protocol.standardIds().stream())
                .toList();
        return ids.isEmpty() ? Stream.of(StandardId.of(OTHERS.getOrDefault(type, type))) : ids.stream();
    }

    /** Protocols that are not tables in services of another standard. */
    private static Stream<Protocol> queriedThemselves() {
        return Protocol.known().stream().filter(protocol -> protocol.table() == null);
    }
}
