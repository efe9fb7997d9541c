package org.skytrawl.simvo.truth;

/**
 * The fate of a registered service for one question.
 *
 * @param detail of ASKED_FAULTY the name of the fault, of ELIDED the ivoid of the other service, of SKIPPED the reason;
 *     else empty
 */
public record Fate(Kind kind, String detail) {
    public enum Kind {
        ASKED_OK,
        ASKED_FAULTY,
        /** The service is not asked: it declares to be elsewhere. */
        PRUNED_OUTSIDE,
        /** The service is not asked: it declares no coverage. */
        PRUNED_UNDECLARED,
        /** The service is not asked: another one has the same data. */
        ELIDED,
        /** The question cannot be put to the service. */
        SKIPPED
    }

    Fate(Kind kind) {
        this(kind, "");
    }

    public String word() {
        return kind.name();
    }
}
