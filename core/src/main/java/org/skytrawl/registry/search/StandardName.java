package org.skytrawl.registry.search;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Protocol;

/** Common names of the standards of capabilities. */
public final class StandardName {
    private static final String IVOA = "ivo://ivoa.net/std/";

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("ssa", "SSA"),
            Map.entry("slap", "SLAP"),
            Map.entry("conesearch", "Cone Search"),
            Map.entry("tap", "TAP"),
            Map.entry("obstap", "ObsTAP"),
            Map.entry("regtap", "RegTAP"),
            Map.entry("datalink", "DataLink"),
            Map.entry("soda", "SODA"),
            Map.entry("vosi", "VOSI"),
            Map.entry("registry", "Registry"),
            Map.entry("hips", "HiPS"),
            Map.entry("vospace", "VOSpace"),
            Map.entry("simdal", "SimDAL"));

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
        String name = protocol == null ? NAMES.getOrDefault(word, word) : protocol.title();
        boolean auxiliary = key.equals("aux") || key.startsWith("query-aux");
        String detail = auxiliary ? "auxiliary" : key.startsWith("query-") ? "" : key;
        return detail.isEmpty() ? name : name + " (" + detail + ")";
    }
}
