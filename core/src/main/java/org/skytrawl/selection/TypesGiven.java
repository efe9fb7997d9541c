package org.skytrawl.selection;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.skytrawl.model.ProductTypes;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Service;

/**
 * Compares the product types that services can give: by their protocols, and by what they declare. Remembers results, as one
 * selection compares thousands of pairs. For one thread.
 */
final class TypesGiven {
    private final Set<String> wanted;
    private final Set<String> wantedTypes;
    private final Map<Protocol, Map<Protocol, Boolean>> byProtocol = new HashMap<>();
    private final Map<Kind, Set<String>> types = new HashMap<>();

    /** Services that can give the same types. */
    private record Kind(Protocol protocol, Set<String> declared) {}

    /** @param wanted product types; empty for any */
    TypesGiven(Set<String> wanted) {
        this.wanted = wanted;
        this.wantedTypes = ProductTypes.withNarrower(wanted);
    }

    /** Whether a service gives all wanted product types that the other could give. */
    boolean givesAllOf(Service service, Service other) {
        Set<String> declared = service.declared().knownProductTypes();
        Set<String> ofOther = other.declared().knownProductTypes();
        if (declared.isEmpty() && ofOther.isEmpty()) {
            return byProtocol
                    .computeIfAbsent(service.protocol(), first -> new HashMap<>())
                    .computeIfAbsent(other.protocol(), it -> service.protocol().givesAllOf(it, wanted));
        }
        Set<String> given = types(service.protocol(), declared);
        Set<String> needed = types(other.protocol(), ofOther);
        if (!wanted.isEmpty()) {
            needed = needed.isEmpty() ? wantedTypes : intersection(needed, wantedTypes);
        }
        return given.isEmpty() || (!needed.isEmpty() && given.containsAll(needed));
    }

    /** Empty for any. A declaration that contradicts the protocol does not count. */
    private Set<String> types(Protocol protocol, Set<String> declared) {
        return types.computeIfAbsent(new Kind(protocol, declared), kind -> {
            Set<String> possible = ProductTypes.withNarrower(protocol.productTypes());
            if (declared.isEmpty()) {
                return possible;
            }
            Set<String> own = ProductTypes.withNarrower(declared);
            Set<String> both = possible.isEmpty() ? own : intersection(own, possible);
            return both.isEmpty() ? possible : both;
        });
    }

    private static Set<String> intersection(Set<String> some, Set<String> others) {
        Set<String> both = new HashSet<>(some);
        both.retainAll(others);
        return both;
    }
}
