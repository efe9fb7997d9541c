package org.skytrawl.votable;

import org.jspecify.annotations.Nullable;
import org.skytrawl.model.OutsideText;

/**
 * A FIELD element (VOTable 1.4 section 4.1). Attributes are verbatim; null if absent or longer than {@link
 * OutsideText#LONGEST_WORD}, except that such a unit is {@link #UNREADABLE_UNIT}.
 *
 * @param cellClass the class of the column's cells: {@code Boolean Short Integer Long Float Double String}, for arrays
 *     {@code boolean[] short[] int[] long[] float[] double[] String[]}. Complex numbers are pairs in a
 *     {@code float[]} or {@code double[]}, {@code unsignedByte} is a {@code Short}, a column of unknown datatype is
 *     text, and so is {@code char} of any length. Arrays of several dimensions are flat.
 * @param frame system and equinox of the COOSYS to which the field refers, or of all those of a document if it refers to none:
 *     {@code eq_FK5 J2000} (VOTable 1.4 section 3.1); null if unknown
 */
public record TableField(
        @Nullable String name,
        @Nullable String id,
        @Nullable String ucd,
        @Nullable String utype,
        @Nullable String unit,
        @Nullable String datatype,
        @Nullable String arraysize,
        @Nullable String xtype,
        Class<?> cellClass,
        @Nullable String frame) {
    /** A unit that is too long. Its numbers are unknown, unlike numbers without a unit. */
    public static final String UNREADABLE_UNIT = "?";

    /** Without a frame. */
    public TableField(
            @Nullable String name,
            @Nullable String id,
            @Nullable String ucd,
            @Nullable String utype,
            @Nullable String unit,
            @Nullable String datatype,
            @Nullable String arraysize,
            @Nullable String xtype,
            Class<?> cellClass) {
        this(name, id, ucd, utype, unit, datatype, arraysize, xtype, cellClass, null);
    }

    public TableField {
        name = OutsideText.word(name);
        id = OutsideText.word(id);
        ucd = OutsideText.word(ucd);
        utype = OutsideText.word(utype);
        unit = OutsideText.isTooLongForWord(unit) ? UNREADABLE_UNIT : unit;
        datatype = OutsideText.word(datatype);
        arraysize = OutsideText.word(arraysize);
        xtype = OutsideText.word(xtype);
        frame = OutsideText.word(frame);
    }

    /** The same field, without UCD or utype if another column has these. */
    TableField without(boolean itsUcd, boolean itsUtype) {
        return new TableField(
                name,
                id,
                itsUcd ? null : ucd,
                itsUtype ? null : utype,
                unit,
                datatype,
                arraysize,
                xtype,
                cellClass,
                frame);
    }
}
