package org.skytrawl.registry.search;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What people call the standards that capabilities follow. */
public final class StandardName {
    private static final String IVOA = "ivo://ivoa.net/std/";

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("sia", "SIA"),
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
     * The name, such as {@code SIA2} for {@code ivo://ivoa.net/std/sia#query-2.0}, {@code TAP (auxiliary)} for {@code
     * ivo://ivoa.net/std/tap#aux}, or the identifier itself where it is none of the IVOA's.
     *
     * @param standardId in any case
     * @param version the interface's version of the standard, by which SIA2 is told where it stands under the identifier
     *     of SIA1; null if not given
     */
    public static String of(String standardId, @Nullable String version) {
        String id = standardId.strip().toLowerCase(Locale.ROOT);
        if (!id.startsWith(IVOA)) {
            return standardId;
        }
        int hash = id.indexOf('#');
        String standard = id.substring(IVOA.length(), hash < 0 ? id.length() : hash);
        String key = hash < 0 ? "" : id.substring(hash + 1);
        String name = NAMES.getOrDefault(standard, standard);
        if (standard.equals("sia")) {
            name += key.startsWith("query-2.") || key.startsWith("query-aux-2.") || isTwo(version) ? "2" : "1";
        }
        boolean auxiliary = key.equals("aux") || key.startsWith("query-aux");
        String detail = auxiliary ? "auxiliary" : key.startsWith("query-") ? "" : key;
        return detail.isEmpty() ? name : name + " (" + detail + ")";
    }

    private static boolean isTwo(@Nullable String version) {
        return version != null && (version.equals("2") || version.startsWith("2."));
    }
}
