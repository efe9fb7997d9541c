package org.skytrawl.simvo.truth;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The product types that a type includes, by the IVOA vocabulary, as far as the universe or a question has them. */
final class TypeTerms {
    private static final Map<String, List<String>> NARROWER = Map.ofEntries(
            Map.entry("spatially-resolved-dataset", List.of("image", "cube", "spatial-profile", "slit-spectrum")),
            Map.entry("spectrally-resolved-dataset", List.of("spectrum", "spectral-cube")),
            Map.entry(
                    "temporally-resolved-dataset",
                    List.of("timeseries", "time-cube", "event-list", "dynamic-spectrum")),
            Map.entry("polarization-resolved-dataset", List.of("polarization-cube", "polarized-spectrum")),
            Map.entry("cube", List.of("spectral-cube", "time-cube", "polarization-cube")),
            Map.entry("spectrum", List.of("sed", "slit-spectrum", "polarized-spectrum", "dynamic-spectrum")),
            Map.entry("timeseries", List.of("light-curve", "velocity-curve")),
            Map.entry("event-list", List.of("event", "event-bundle")),
            // ObsCore's older word for event-list
            Map.entry("event", List.of("event-list")));

    private TypeTerms() {}

    static Set<String> withNarrower(Set<String> types) {
        Set<String> all = new HashSet<>();
        types.forEach(type -> add(type, all));
        return all;
    }

    private static void add(String type, Set<String> all) {
        if (all.add(type)) {
            NARROWER.getOrDefault(type, List.of()).forEach(narrower -> add(narrower, all));
        }
    }

    /** Whether a dataset of the type may be of a wanted type: the metadata is less precise than the question. */
    static boolean mayBe(String type, Set<String> wanted) {
        return wanted.stream().anyMatch(withNarrower(Set.of(type))::contains);
    }

    /** Whether data of one of the declared types may be wanted; all are, if the question has no types. */
    static boolean mayHave(Set<String> declared, Set<String> wanted) {
        Set<String> all = withNarrower(wanted);
        return declared.isEmpty()
                || wanted.isEmpty()
                || declared.stream()
                        .map(type -> withNarrower(Set.of(type)))
                        .flatMap(Set::stream)
                        .collect(Collectors.toSet())
                        .stream()
                        .anyMatch(all::contains);
    }
}
