package org.skytrawl.simvo.truth;

/** @param detail the name of the fault, the ivoid of the other service, or the reason; else empty */
public record Fate(Kind kind, String detail) {
    public enum Kind {
        ASKED_OK,
        ASKED_FAULTY,
        PRUNED_OUTSIDE,
        PRUNED_UNDECLARED,
        ELIDED,
        SKIPPED
    }

    Fate(Kind kind) {
        this(kind, "");
    }

    public String word() {
        return kind.name();
    }
}
