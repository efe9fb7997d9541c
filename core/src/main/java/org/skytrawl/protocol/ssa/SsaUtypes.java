package org.skytrawl.protocol.ssa;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.skytrawl.protocol.mapping.AnswerFields;

/**
 * The columns of an SSA answer by utype. Services write {@code ssa:Char.SpatialAxis.Ucd} as the standard does, but also {@code
 * Spectrum.Char...}, {@code spec:Spectrum.Char...}, without any prefix, and in any case.
 */
final class SsaUtypes {
    /** The parts of the data models of SSA 1.1 and Spectrum 1.1. */
    private static final Set<String> PARTS = Set.of(
            "query",
            "association",
            "access",
            "dataset",
            "dataid",
            "curation",
            "target",
            "derived",
            "coordsys",
            "char",
            "astrocoords",
            "data");

    private final String[] utypes;
    private final Map<String, Integer> first = new HashMap<>();

    SsaUtypes(AnswerFields fields) {
        this.utypes = new String[fields.size()];
        for (int i = 0; i < utypes.length; i++) {
            utypes[i] = plain(fields.utype(i));
            first.putIfAbsent(utypes[i], i);
        }
    }

    /** From the first part of the data model on; what follows {@code spectrum.} if there is none. */
    static String plain(String utype) {
        String rest = utype.substring(utype.lastIndexOf(':') + 1);
        int start = 0;
        while (start >= 0) {
            int end = rest.indexOf('.', start);
            String part = end < 0 ? "" : rest.substring(start, end);
            if (PARTS.contains(part)) {
                return rest.substring(start)
                        .replace("char.spectral.", "char.spectralaxis.")
                        .replace("char.spatial.", "char.spatialaxis.")
                        .replace("char.time.", "char.timeaxis.");
            }
            start = end < 0 ? -1 : end + 1;
        }
        return rest.startsWith("spectrum.") ? rest.substring("spectrum.".length()) : rest;
    }

    /** Whether a column has a utype of the data models, used or not. */
    boolean isOfModel(int index) {
        int dot = utypes[index].indexOf('.');
        return dot > 0 && PARTS.contains(utypes[index].substring(0, dot));
    }

    /** The first column with one of the utypes, the earlier ones preferred; -1 if there is none. */
    int index(String... any) {
        for (String utype : any) {
            Integer index = first.get(utype);
            if (index != null) {
                return index;
            }
        }
        return -1;
    }
}
