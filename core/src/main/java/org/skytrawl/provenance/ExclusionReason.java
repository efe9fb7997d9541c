package org.skytrawl.provenance;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why a service is not queried: the same for all that are left out for the same cause. Immutable.
 *
 * @param code a word for programs, such as {@code undeclared}
 * @param words what follows "services" or "skipped:"
 * @param option the option that lets it be queried; null if there is none
 */
public record ExclusionReason(
        String code, String words, @Nullable String option) {
    /** The reason of an outcome that is known before any query. */
    public static ExclusionReason of(ServiceOutcome outcome) {
        return switch (outcome) {
            case ServiceOutcome.Pruned pruned -> pruned(pruned);
            case ServiceOutcome.Elided elided -> new ExclusionReason("repeats", "only repeat others", null);
            case ServiceOutcome.Skipped skipped -> skipped(skipped);
            default -> new ExclusionReason(outcome.word(), outcome.reason(), null);
        };
    }

    /** With the option: {@code without declared coverage (use --inclusive)}. */
    public String inWords() {
        return option == null ? words : words + " (use " + option + ")";
    }

    private static ExclusionReason pruned(ServiceOutcome.Pruned pruned) {
        if (pruned.undeclared()) {
            return new ExclusionReason("undeclared", "without declared coverage", "--inclusive");
        }
        return switch (pruned.axis()) {
            case SPACE -> new ExclusionReason("outside_region", "outside the region", null);
            case SPECTRUM -> new ExclusionReason("outside_spectrum", "outside the spectral range", null);
            case TIME -> new ExclusionReason("outside_time", "outside the time range", null);
            case PRODUCT_TYPE -> new ExclusionReason("other_types", "of other product types", null);
        };
    }

    private static ExclusionReason skipped(ServiceOutcome.Skipped skipped) {
        String code = skipped.why().name().toLowerCase(Locale.ROOT);
        return switch (skipped.why()) {
            case HOST_DOWN -> new ExclusionReason(code, "on hosts that are down", null);
            case NEEDS_LOGIN -> new ExclusionReason(code, "behind a login", null);
            case NO_IMAGES -> new ExclusionReason(code, "of protocol SIA, which has only images and cubes", null);
            case NO_SPECTRA ->
                new ExclusionReason(code, "of protocol SSA, which has only spectra and time series", null);
            case OTHER_TYPES -> new ExclusionReason(code, "of other product types", null);
            case THEORY -> new ExclusionReason(code, "with theoretical data only", "--theory");
            default -> new ExclusionReason(code, skipped.reason(), null);
        };
    }
}
