package org.skytrawl.model;

import java.util.Locale;

/**
 * An IVOA identifier; compared without regard to case (IVOA Identifiers 2.0 section 2.1), so kept in lower case.
 *
 * @param value the identifier in lower case
 */
public record Ivoid(String value) implements Comparable<Ivoid> {
    /** Puts the identifier into lower case; a blank one is refused. */
    public Ivoid {
        value = value.strip().toLowerCase(Locale.ROOT);
        if (value.isEmpty()) {
            throw new IllegalArgumentException("an ivoid must not be blank");
        }
    }

    @Override
    public int compareTo(Ivoid other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
