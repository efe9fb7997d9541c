package org.skytrawl.votable;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.OutsideText;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.AttributesImpl;

/** A FIELD element while its table is read: what the sink is told of it, and what STIL is told of it in a binary table. */
final class FieldDeclaration {
    /** The longest string of a string array; each costs STIL that much memory. */
    private static final long MAX_STRING = 1 << 20;

    private static final String[] WORDS = {"name", "ID", "ucd", "utype", "unit", "datatype", "arraysize", "xtype"};

    /** Null for a datatype that VOTable does not know. */
    final @Nullable Datatype datatype;

    final ArraySize size;
    final TableField field;
    private @Nullable String nullText;
    private boolean nullIsLegal;

    /** The attributes that are left out, because they are too long. */
    final int tooLong;

    FieldDeclaration(Attributes atts) {
        int leftOut = 0;
        for (String name : WORDS) {
            leftOut += OutsideText.isTooLongForWord(atts.getValue(name)) ? 1 : 0;
        }
        this.tooLong = leftOut;
        this.datatype = Datatype.named(atts.getValue("datatype"));
        this.size = ArraySize.of(atts.getValue("arraysize"));
        this.field = new TableField(
                atts.getValue("name"),
                atts.getValue("ID"),
                atts.getValue("ucd"),
                atts.getValue("utype"),
                atts.getValue("unit"),
                atts.getValue("datatype"),
                atts.getValue("arraysize"),
                atts.getValue("xtype"),
                cellClass());
    }

    /** Takes a VALUES child; where there are several, the legal one's null counts. */
    void values(Attributes atts) {
        String written = atts.getValue("null");
        boolean legal = !"actual".equals(atts.getValue("type"));
        if (written != null && !written.isBlank() && (nullText == null || (legal && !nullIsLegal))) {
            nullText = written.strip();
            nullIsLegal = legal;
        }
    }

    /** The value declared to mean null, stripped, or null if there is none. */
    @Nullable
    String nullText() {
        return nullText;
    }

    boolean isText() {
        return datatype == null || datatype.isText();
    }

    boolean isStringArray() {
        return datatype != null && datatype.isText() && size.dimensions() > 1 && size.first() <= MAX_STRING;
    }

    private Class<?> cellClass() {
        if (isText()) {
            return isStringArray() ? String[].class : String.class;
        }
        Datatype type = Objects.requireNonNull(datatype);
        return size.isScalar() ? type.scalarClass : type.arrayClass;
    }

    /** The attributes STIL is given for BINARY and BINARY2, where sizes are exact: char without arraysize is one char. */
    AttributesImpl attributesForBinary(Datatype known) {
        String written = field.arraysize();
        AttributesImpl atts = new AttributesImpl();
        atts.addAttribute("", "datatype", "datatype", "CDATA", known.word);
        atts.addAttribute(
                "",
                "arraysize",
                "arraysize",
                "CDATA",
                size.dimensions() == 0 || written == null ? "1" : written.replace(" ", ""));
        return atts;
    }
}
