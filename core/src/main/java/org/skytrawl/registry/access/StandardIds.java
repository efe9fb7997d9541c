package org.skytrawl.registry.access;

import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Protocol;

/** Standard identifiers and utypes by which services are known, all in lower case as the registry keeps them. */
public final class StandardIds {
    public static final String SIA = "ivo://ivoa.net/std/sia";
    static final String SIA_AUX = SIA + "#aux";
    public static final String SIA2_QUERY = SIA + "#query-2.";
    static final String SIA2_QUERY_AUX = SIA + "#query-aux-2.";
    public static final String TAP = "ivo://ivoa.net/std/tap";
    static final String TAP_AUX = TAP + "#aux";
    public static final String OBSCORE_UTYPE = "ivo://ivoa.net/std/obscore#table-1.";
    public static final String OBSCORE_MODEL = "ivo://ivoa.net/std/obscore";
    public static final String OBSCORE_TABLE = "ivoa.obscore";

    private StandardIds() {}

    /** The SIA protocol of a capability with this standard id and an interface of this version; null if it is none. */
    public static @Nullable Protocol sia(String standardId, @Nullable String version) {
        if (standardId.startsWith(SIA2_QUERY) || standardId.startsWith(SIA2_QUERY_AUX)) {
            return Protocol.SIA2;
        }
        if (standardId.equals(SIA) || standardId.equals(SIA_AUX)) {
            return version != null && (version.equals("2") || version.startsWith("2.")) ? Protocol.SIA2 : Protocol.SIA1;
        }
        return null;
    }

    public static boolean isAuxiliary(String standardId) {
        return standardId.equals(SIA_AUX) || standardId.equals(TAP_AUX) || standardId.startsWith(SIA2_QUERY_AUX);
    }

    public static boolean isTap(String standardId) {
        return standardId.equals(TAP) || standardId.equals(TAP_AUX);
    }
}
