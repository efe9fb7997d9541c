package org.skytrawl.registry.search;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The resource declares a data model, or has a table of it. */
public record DataModel(Model model) implements SearchConstraint {
    /** The known data models. */
    public enum Model {
        /** ObsCore as a data model of a TAP service (ObsCore 1.1 section 5), under any identifier in use. */
        OBSCORE,
        /** ObsCore as the utype of a table that is a resource of its own. */
        OBSCORE_NEW,
        /** EPN-TAP tables, including those from before the standard. */
        EPNTAP,
        /** A relational registry (RegTAP). */
        REGTAP;

        /** The name that {@link #of} reads, such as {@code obscore_new}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param name in any case */
    public static DataModel of(String name) {
        String word = name.strip().toLowerCase(Locale.ROOT).replace('-', '_');
        return new DataModel(Arrays.stream(Model.values())
                .filter(model -> model.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("data model '" + name + "' is not one of "
                        + Arrays.stream(Model.values()).map(Model::word).collect(Collectors.joining(", ")))));
    }
}
