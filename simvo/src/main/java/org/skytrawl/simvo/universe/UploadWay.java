package org.skytrawl.simvo.universe;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ways in which TAP services take uploaded tables (TAP 1.1 section 2.7.2), and what they declare of it (TAPRegExt 1.0). */
public enum UploadWay {
    /** As most services do: a limit that no reasonable client reaches. */
    USUAL(true, true, new Limit(Unit.ROW, UploadWay.MOST_ROWS, UploadWay.MOST_ROWS, true)),
    HARD_ROWS(true, true, new Limit(Unit.ROW, 500, 500, true)),
    /** Says that 200 rows are usual, and takes 1,000. */
    USUAL_ROWS(true, true, new Limit(Unit.ROW, 200, 1_000, true)),
    HARD_BYTES(true, true, new Limit(Unit.BYTE, 40_000, 40_000, true)),
    /** Declares no limit, and answers an error if there are more rows. */
    HIDDEN_ROWS(true, true, new Limit(Unit.ROW, 300, 300, false)),
    /** Declares no limit, and answers HTTP 413 to a longer request. */
    HIDDEN_BYTES(true, true, new Limit(Unit.BYTE, 30_000, 30_000, false)),
    /** Declares that it takes uploads, and refuses each. */
    REFUSED(true, false, null),
    /** Declares no uploads, and refuses each. */
    NONE(false, false, null);

    public enum Unit {
        ROW,
        BYTE
    }

    /**
     * @param usual declared as the limit of those who ask for no other; nobody can ask for another
     * @param hard above it the service refuses the upload
     */
    public record Limit(Unit unit, int usual, int hard, boolean declared) {}

    private static final int MOST_ROWS = 100_000;
    private static final String INLINE = "ivo://ivoa.net/std/TAPRegExt#upload-inline";
    private static final String HTTP = "ivo://ivoa.net/std/TAPRegExt#upload-http";

    private final boolean declared;
    private final boolean taken;
    private final @Nullable Limit limit;

    UploadWay(boolean declared, boolean taken, @Nullable Limit limit) {
        this.declared = declared;
        this.taken = taken;
        this.limit = limit;
    }

    public boolean isTaken() {
        return taken;
    }

    /** The most rows of one table that it takes. */
    public int mostRows() {
        return limit != null && limit.unit == Unit.ROW ? limit.hard : MOST_ROWS;
    }

    /** The most bytes of one table that it takes and declares. */
    public int mostBytes() {
        return limit != null && limit.unit == Unit.BYTE && limit.declared ? limit.hard : Integer.MAX_VALUE;
    }

    /** The most bytes of a whole request, of which it declares nothing. */
    public int mostRequestBytes() {
        return limit != null && limit.unit == Unit.BYTE && !limit.declared ? limit.hard : Integer.MAX_VALUE;
    }

    /** The elements of its capability, in the order of the schema: {@code uploadMethod}. */
    public String methodsXml() {
        return declared ? "<uploadMethod ivo-id=\"" + INLINE + "\"/>\n<uploadMethod ivo-id=\"" + HTTP + "\"/>\n" : "";
    }

    /** The element {@code uploadLimit} of its capability, which comes last; empty if it declares none. */
    public String limitXml() {
        if (limit == null || !limit.declared) {
            return "";
        }
        String unit = " unit=\"" + unit(limit) + "\">";
        String usual = limit.usual < limit.hard ? "<default" + unit + limit.usual + "</default>" : "";
        return "<uploadLimit>" + usual + "<hard" + unit + limit.hard + "</hard></uploadLimit>\n";
    }

    /** What a registry has of it as details of the capability (RegTAP 1.2 appendix A), by their paths. */
    public Map<String, String> details() {
        Map<String, String> details = new LinkedHashMap<>();
        if (declared) {
            details.put("/capability/uploadMethod/@ivo-id", INLINE);
        }
        if (limit != null && limit.declared) {
            if (limit.usual < limit.hard) {
                details.put("/capability/uploadLimit/default", String.valueOf(limit.usual));
                details.put("/capability/uploadLimit/default/@unit", unit(limit));
            }
            details.put("/capability/uploadLimit/hard", String.valueOf(limit.hard));
            details.put("/capability/uploadLimit/hard/@unit", unit(limit));
        }
        return details;
    }

    private static String unit(Limit limit) {
        return limit.unit == Unit.ROW ? "row" : "byte";
    }
}
