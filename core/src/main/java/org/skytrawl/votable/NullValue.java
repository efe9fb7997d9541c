package org.skytrawl.votable;

import org.jspecify.annotations.Nullable;

/** The number that a field declares to mean "no value" (VALUES null, VOTable 1.4 section 4.7), however it is written. */
record NullValue(@Nullable Double real, @Nullable Long integer) {
    private static final NullValue NONE = new NullValue(null, null);

    static NullValue of(FieldDeclaration declared) {
        String written = declared.nullText();
        return declared.isText() || written == null
                ? NONE
                : new NullValue(NumberText.real(written), NumberText.integer(written, Long.SIZE));
    }

    /** Whether this number or truth value is the one. */
    boolean is(Object value) {
        return switch (value) {
            case Double d -> d.equals(real);
            case Float f -> real != null && f == real.floatValue();
            case Number n -> integer != null && n.longValue() == integer;
            default -> false;
        };
    }
}
