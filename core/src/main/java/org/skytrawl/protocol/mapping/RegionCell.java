package org.skytrawl.protocol.mapping;

import java.util.List;
import java.util.Locale;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;
import org.skytrawl.protocol.mapping.BadCells.Reason;
import org.skytrawl.sky.DaliShape;
import org.skytrawl.sky.ShapeFormatException;
import org.skytrawl.sky.SkyShape;
import org.skytrawl.sky.StcS;
import org.skytrawl.votable.TableField;

/**
 * Reads the cells of a footprint column as its FIELD declares them: STC-S text, or numbers by {@code xtype} (DALI 1.2 section
 * 3.3), which become STC-S text. Other texts stay as they are written. An unreadable region is null and one bad cell; texts
 * are only read where footprints are wanted.
 */
public final class RegionCell {
    private final BadCells bad;
    private final int index;
    private final boolean wantsFootprints;
    private final String xtype;
    private boolean isGiven;
    private @Nullable String text;
    private @Nullable SkyShape footprint;

    /** @param index of the column */
    public RegionCell(AnswerFields fields, int index, BadCells bad) {
        TableField field = fields.get(index);
        this.bad = bad;
        this.index = index;
        this.wantsFootprints = fields.wantsFootprints();
        String written = field.xtype() == null ? "" : field.xtype().strip().toLowerCase(Locale.ROOT);
        this.xtype = written.substring(written.lastIndexOf(':') + 1);
    }

    /** The column declared as the outline of each dataset, or -1. */
    public static int declaredIn(AnswerFields fields) {
        for (int i = 0; i < fields.size(); i++) {
            String declared = fields.get(i).xtype();
            boolean isShape = declared != null
                    && List.of("polygon", "circle", "shape", "moc", "adql:region")
                            .contains(declared.strip().toLowerCase(Locale.ROOT));
            if (isShape || fields.ucd(i).startsWith("pos.outline")) {
                return i;
            }
        }
        return -1;
    }

    /** Whether the last cell was not empty, be it readable or not. */
    public boolean isGiven() {
        return isGiven;
    }

    /** The last region read, as STC-S, or null. */
    @Nullable
    public String text() {
        return text;
    }

    /** The last region read; null if it is missing, unreadable or not needed. */
    @Nullable
    public SkyShape footprint() {
        return footprint;
    }

    public void read(@Nullable Object cell) {
        String before = text;
        isGiven = cell != null && !(cell instanceof String written && written.isBlank());
        try {
            text = cell == null ? null : stcS(cell);
        } catch (ShapeFormatException e) {
            text = null;
            footprint = null;
            bad.add(index, cell, Reason.REGION);
            return;
        }
        // images of one field in several bands often follow each other
        if (text != null && text.equals(before)) {
            text = before;
            if (footprint != null) {
                return;
            }
        }
        footprint = null;
        if (text != null && wantsFootprints) {
            try {
                footprint = StcS.parse(text);
            } catch (ShapeFormatException e) {
                text = null;
                bad.add(index, cell, Reason.REGION);
            }
        }
    }

    private @Nullable String stcS(Object cell) throws ShapeFormatException {
        if (cell instanceof String written) {
            String region = written.strip();
            return region.isEmpty() ? null : withWord(region);
        }
        double[] values = NumberArray.of(cell);
        if (values == null) {
            bad.add(index, cell, Reason.REGION);
            return null;
        }
        return values.length == 0 ? null : DaliShape.toStcS(kind(values.length), values);
    }

    /** Adds the STC-S keyword if text of numbers lacks it. */
    private String withWord(String region) {
        char first = region.charAt(0);
        boolean isBare = (first >= '0' && first <= '9') || "+-.[".indexOf(first) >= 0;
        // in parentheses and without a DALI type it is pgSphere's
        if (!isBare && (first != '(' || !isArray(xtype))) {
            return region;
        }
        if (!isArray(xtype) && region.indexOf('/') > 0) {
            return "MOC " + region;
        }
        String kind = kind(new StringTokenizer(region, " \t\r\n,;[]").countTokens());
        if (!isArray(kind)) {
            return region;
        }
        return (kind.equals("point") ? "POSITION" : kind.toUpperCase(Locale.ROOT)) + " ICRS " + region;
    }

    private static boolean isArray(String type) {
        return switch (type) {
            case "circle", "polygon", "point", "range" -> true;
            default -> false;
        };
    }

    /** Without xtype, two numbers are a point, three a circle, and six or more a polygon. */
    private String kind(int numbers) {
        if (isArray(xtype) || numbers == 1 || numbers == 4 || numbers == 5) {
            return xtype;
        }
        return numbers == 2 ? "point" : numbers == 3 ? "circle" : "polygon";
    }
}
