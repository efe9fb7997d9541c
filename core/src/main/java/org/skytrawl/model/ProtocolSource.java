package org.skytrawl.model;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeSet;

/**
 * A provider of protocols: Skytrawl's own, and those of any jar that registers one as a service ({@code
 * META-INF/services/org.skytrawl.model.ProtocolSource}).
 */
public interface ProtocolSource {
    /** In any order. */
    List<Protocol> protocols();

    /** The protocols of all sources, the best first. */
    static List<Protocol> all() {
        List<Protocol> all = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (ProtocolSource source : ServiceLoader.load(ProtocolSource.class, Protocol.class.getClassLoader())) {
            for (Protocol protocol : source.protocols()) {
                if (!names.add(protocol.name())) {
                    throw new IllegalStateException("two protocols are called " + protocol);
                }
                all.add(protocol);
            }
        }
        all.sort(null);
        return List.copyOf(all);
    }
}
