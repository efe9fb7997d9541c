package org.skytrawl.registry.search;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Protocol;

/** Common names of the standards of capabilities. */
public final class StandardName {
    private static final String IVOA = "ivo://ivoa.net/std/";

    /** Of standards that are not a protocol here; in lower case and without blanks they are the end of the identifier. */
    private static final List<String> NAMES = List.of(
            "SSA,SLAP,Cone Search,TAP,ObsTAP,RegTAP,DataLink,SODA,VOSI,Registry,HiPS,VOSpace,SimDAL".split(",", -1));

    private StandardName() {}

    /**
     * Such as {@code SIA2} for {@code ivo://ivoa.net/std/sia#query-2.0}, and {@code TAP (auxiliary)} for {@code
     * ivo://ivoa.net/std/tap#aux}. Returns identifiers that are not of the IVOA unchanged.
     *
     * @param standardId in any case
     * @param version the version of the interface, which tells SIA2 under the identifier of SIA1; null if not given
     */
    public static String of(String standardId, @Nullable String version) {
        String id = standardId.strip().toLowerCase(Locale.ROOT);
        int hash = id.indexOf('#');
        String standard = hash < 0 ? id : id.substring(0, hash);
        Protocol protocol = Protocol.ofCapability(id, version);
        if (protocol == null) {
            // the key may be unknown
            protocol = Protocol.ofCapability(standard, version);
        }
        if (protocol == null && !id.startsWith(IVOA)) {
            return standardId;
        }
        String key = hash < 0 ? "" : id.substring(hash + 1);
        String word = standard.substring(Math.min(IVOA.length(), standard.length()));
        String name = protocol != null
                ? protocol.title()
                : NAMES.stream()
                        .filter(known -> known.replace(" ", "").equalsIgnoreCase(word))
                        .findFirst()
                        .orElse(word);
        boolean auxiliary = key.equals("aux") || key.startsWith("query-aux");
        String detail = auxiliary ? "auxiliary" : key.startsWith("query-") ? "" : key;
        return detail.isEmpty() ? name : name + " (" + detail + ")";
    }
}
