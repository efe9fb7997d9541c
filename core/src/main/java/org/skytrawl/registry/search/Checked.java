package org.skytrawl.registry.search;

import java.util.Collection;

/** Checks what a user asks for. */
final class Checked {
    private static final int LONGEST_TEXT = 2_000;

    private Checked() {}

    /** Strips a text; refuses one that is blank, too long, or has control characters. */
    static String text(String what, String text) {
        String plain = text.strip();
        if (plain.isEmpty()) {
            throw new IllegalArgumentException(what + " must not be blank");
        }
        if (plain.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException(
                    what + " must not have more than " + LONGEST_TEXT + " characters, but has " + plain.length());
        }
        if (plain.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(what + " '" + plain + "' has control characters");
        }
        return plain;
    }

    static void atLeastOne(String what, Collection<?> all) {
        if (all.isEmpty()) {
            throw new IllegalArgumentException("at least one " + what + " is needed");
        }
    }
}
