package org.skytrawl.votable;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The primitive types of VOTable 1.4 section 2.1. */
enum Datatype {
    BOOLEAN("boolean", 8, Boolean.class, boolean[].class),
    BIT("bit", 1, Boolean.class, boolean[].class),
    UNSIGNED_BYTE("unsignedByte", 8, Short.class, short[].class),
    SHORT("short", 16, Short.class, short[].class),
    INT("int", 32, Integer.class, int[].class),
    LONG("long", 64, Long.class, long[].class),
    CHAR("char", 8, String.class, String[].class),
    UNICODE_CHAR("unicodeChar", 16, String.class, String[].class),
    FLOAT("float", 32, Float.class, float[].class),
    DOUBLE("double", 64, Double.class, double[].class),
    FLOAT_COMPLEX("floatComplex", 64, float[].class, float[].class),
    DOUBLE_COMPLEX("doubleComplex", 128, double[].class, double[].class);

    private static final Map<String, Datatype> BY_WORD = new HashMap<>();

    static {
        for (Datatype type : values()) {
            BY_WORD.put(type.word, type);
            BY_WORD.put(type.word.toLowerCase(Locale.ROOT), type);
        }
    }

    final String word;
    /** Bits of one element in BINARY and BINARY2. */
    final int bits;

    final Class<?> scalarClass;
    final Class<?> arrayClass;

    Datatype(String word, int bits, Class<?> scalarClass, Class<?> arrayClass) {
        this.word = word;
        this.bits = bits;
        this.scalarClass = scalarClass;
        this.arrayClass = arrayClass;
    }

    boolean isText() {
        return this == CHAR || this == UNICODE_CHAR;
    }

    boolean isComplex() {
        return this == FLOAT_COMPLEX || this == DOUBLE_COMPLEX;
    }

    /** By name in any case, or null. A missing name means text, as in STIL. */
    static @Nullable Datatype named(@Nullable String text) {
        if (text == null) {
            return CHAR;
        }
        Datatype asWritten = BY_WORD.get(text);
        return asWritten != null ? asWritten : BY_WORD.get(text.strip().toLowerCase(Locale.ROOT));
    }
}
