package org.skytrawl.model;

import java.util.Locale;

/** An IVOA identifier in lower case, since case does not count (IVOA Identifiers 2.0 section 2.1). */
public record Ivoid(String value) implements Comparable<Ivoid> {
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
