package org.skytrawl.protocol.mapping;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.skytrawl.sky.DaliShape;
import org.skytrawl.sky.ShapeFormatException;
import org.skytrawl.sky.SkyShape;
import org.skytrawl.sky.StcS;
import org.skytrawl.votable.TableField;

/**
 * Reads the cells of a footprint column as its FIELD declares them: STC-S text, or numbers by {@code xtype} (DALI 1.2 section
 * 3.3), which become STC-S text. An unreadable region counts as one bad cell; its text is kept.
 */
public final class RegionCell {
    private final BadCells bad;
    private final boolean wantsFootprints;
    private final String xtype;
    private @Nullable String text;
    private @Nullable SkyShape footprint;

    public RegionCell(TableField field, boolean wantsFootprints, BadCells bad) {
        this.bad = bad;
        this.wantsFootprints = wantsFootprints;
        String written = field.xtype() == null ? "" : field.xtype().strip().toLowerCase(Locale.ROOT);
        this.xtype = written.substring(written.lastIndexOf(':') + 1);
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
        try {
            text = cell == null ? null : stcS(cell);
        } catch (ShapeFormatException e) {
            text = null;
            footprint = null;
            bad.add();
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
                bad.add();
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
            bad.add();
            return null;
        }
        return values.length == 0 ? null : DaliShape.toStcS(kind(values.length), values);
    }

    /** Adds the STC-S keyword if text of a DALI type lacks it. */
    private String withWord(String region) {
        char first = region.charAt(0);
        boolean isBare = (first >= '0' && first <= '9') || "+-.[(".indexOf(first) >= 0;
        if (!isBare) {
            return region;
        }
        return switch (xtype) {
            case "circle", "polygon", "range" -> xtype.toUpperCase(Locale.ROOT) + " ICRS " + region;
            case "point" -> "POSITION ICRS " + region;
            case "moc" -> "MOC " + region;
            default -> region;
        };
    }

    /** Without xtype, three numbers are a circle, others a polygon. */
    private String kind(int numbers) {
        return switch (xtype) {
            case "circle", "polygon", "point", "range" -> xtype;
            default -> numbers == 3 ? "circle" : "polygon";
        };
    }
}
