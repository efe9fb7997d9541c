package org.skytrawl.votable;

import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.OutsideText;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.AttributesImpl;

/** A FIELD or PARAM element while its table is read, for the sink, and for STIL in a binary table. */
final class FieldDeclaration {
    /** The longest string of a string array: STIL allocates this much for each. */
    private static final long MAX_STRING = 1 << 20;

    private static final String[] WORDS = {"name", "ID", "ucd", "utype", "unit", "datatype", "arraysize", "xtype"};

    /** Null if VOTable does not define it. */
    final @Nullable Datatype datatype;

    final ArraySize size;
    final TableField field;
    private @Nullable String nullText;
    private boolean nullIsLegal;
    /** Number of attributes that are dropped because they are too long. */
    final int tooLong;

    /** The value of a PARAM, null for a FIELD. */
    final @Nullable String value;

    /**
     * @param element {@code FIELD} or {@code PARAM}
     * @param frame of its COOSYS, or null
     */
    FieldDeclaration(String element, Attributes atts, @Nullable String frame) {
        String written = atts.getValue("value");
        this.value = element.equals("FIELD") ? null : written == null ? "" : written;
        this.tooLong = (int) Arrays.stream(WORDS)
                .filter(name -> OutsideText.isTooLongForWord(atts.getValue(name)))
                .count();
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
                cellClass(),
                frame);
    }

    /** Reads a VALUES child; of several the null of the legal one counts. */
    void values(Attributes atts) {
        String written = atts.getValue("null");
        boolean legal = !"actual".equals(atts.getValue("type"));
        if (written != null && !written.isBlank() && (nullText == null || (legal && !nullIsLegal))) {
            nullText = written.strip();
            nullIsLegal = legal;
        }
    }

    /** The declared null value, stripped, or null. */
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

    /** The attributes for STIL in BINARY and BINARY2, where sizes are exact: char without arraysize is one char. */
    AttributesImpl attributesForBinary(Datatype known) {
        String written = field.arraysize();
        String arraysize = size.dimensions() == 0 || written == null ? "1" : written.replace(" ", "");
        AttributesImpl atts = new AttributesImpl();
        atts.addAttribute("", "datatype", "datatype", "CDATA", known.word);
        atts.addAttribute("", "arraysize", "arraysize", "CDATA", arraysize);
        return atts;
    }

    /**
     * An {@code arraysize} attribute (VOTable 1.4 section 2.2).
     *
     * @param dimensions 0 without an arraysize
     * @param first length of the first dimension; 1 if it is variable or missing
     * @param elements product of all fixed dimensions; at most {@link Integer#MAX_VALUE}
     * @param variable true if the last dimension varies
     */
    record ArraySize(int dimensions, long first, long elements, boolean variable, boolean readable) {
        private static final Pattern WRITTEN = Pattern.compile("(\\d{1,10}\\s*x\\s*)*(\\d{1,10}|\\d{0,10}\\*)");
        private static final Pattern TIMES = Pattern.compile("\\s*x\\s*");
        private static final ArraySize NONE = new ArraySize(0, 1, 1, false, true);
        private static final ArraySize ANY = new ArraySize(1, 1, 1, true, true);
        private static final ArraySize UNREADABLE = new ArraySize(1, 1, 1, true, false);

        static ArraySize of(@Nullable String text) {
            if (OutsideText.isTooLongForWord(text)) {
                return UNREADABLE;
            }
            if (text == null || text.isBlank()) {
                return NONE;
            }
            if (text.equals("*")) {
                return ANY;
            }
            String written = text.strip();
            if (written.length() > 100 || !WRITTEN.matcher(written).matches()) {
                return UNREADABLE;
            }
            String[] lengths = TIMES.split(written, -1);
            boolean variable = written.endsWith("*");
            int fixed = variable ? lengths.length - 1 : lengths.length;
            long elements = 1;
            boolean readable = true;
            for (int i = 0; i < fixed; i++) {
                long length = Long.parseLong(lengths[i]);
                readable &= length > 0;
                elements = Math.min(elements * length, Integer.MAX_VALUE);
            }
            long first = fixed > 0 ? Long.parseLong(lengths[0]) : 1;
            return new ArraySize(lengths.length, first, elements, variable, readable);
        }

        boolean isScalar() {
            return !variable && elements == 1 && dimensions <= 1;
        }
    }

    /** The declared null number of a field (VALUES null, VOTable 1.4 section 4.7), in any notation. */
    record NullValue(@Nullable Double real, @Nullable Long integer) {
        private static final NullValue NONE = new NullValue(null, null);

        static NullValue of(FieldDeclaration declared) {
            String written = declared.nullText();
            return declared.isText() || written == null
                    ? NONE
                    : new NullValue(NumberText.real(written), NumberText.integer(written, Long.SIZE));
        }

        boolean is(Object value) {
            return switch (value) {
                case Double d -> d.equals(real);
                case Float f -> real != null && f == real.floatValue();
                case Number n -> integer != null && n.longValue() == integer;
                default -> false;
            };
        }
    }
}
