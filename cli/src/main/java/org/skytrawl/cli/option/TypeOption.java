package org.skytrawl.cli.option;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.ProductTypes;
import org.skytrawl.model.SimilarWords;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** {@code --type}. Made by hand, not by annotation: its help text names the default of the command. */
@Command
final class TypeOption extends OptionGroup {
    /** What users write for no restriction. */
    private static final Set<String> EVERY = Set.of("any", "all", "every", "*");

    private final @Nullable Sought sought;
    private @Nullable OptionSpec option;

    /** @param sought null where the first word of the command says it */
    TypeOption(@Nullable Sought sought) {
        this.sought = sought;
    }

    @Spec(Spec.Target.MIXEE)
    void addTo(CommandSpec command) {
        option = OptionSpec.builder("--type")
                .paramLabel("TYPE")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .splitRegex(",")
                .completionCandidates(ProductTypes.terms())
                .description(
                        "Product types to find, for example image,cube: words of ObsCore and of the IVOA vocabulary"
                                + " 'Data Product Type'. Narrower terms are included: spectrum finds sed and slit-spectrum"
                                + " too. Default: "
                                + (sought == null
                                        ? "image for images, spectrum for spectra, timeseries for timeseries, every type for datasets"
                                        : sought.typesInWords()))
                .build();
        command.addOption(option);
    }

    /** The types asked for; empty for any. */
    Set<String> types(Sought byDefault) {
        List<String> given = given();
        if (given == null) {
            return new LinkedHashSet<>(byDefault.productTypes());
        }
        if (given.stream().allMatch(String::isBlank)) {
            throw wrong("--type names no product type");
        }
        Set<String> types = new LinkedHashSet<>();
        given.forEach(type -> types.add(understood(type)));
        return types;
    }

    /** The term, also where it is written otherwise ({@code spectra}, {@code light curve}), else the word as it is. */
    private static String understood(String type) {
        String word = ProductTypes.ofWord(type);
        return ProductTypes.isTerm(word) ? word : type;
    }

    /** What each word may mean that is no term: services may have types of their own, so it is no error. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        for (String type : Objects.requireNonNullElse(given(), List.<String>of())) {
            String word = type.strip().toLowerCase(Locale.ROOT);
            String understood = understood(type);
            if (ProductTypes.isTerm(understood)) {
                if (!understood.equals(word)) {
                    notes.add("'" + type.strip() + "' is read as " + understood);
                }
            } else {
                List<String> near = SimilarWords.of(word, ProductTypes.terms());
                String hint = EVERY.contains(word)
                        ? "the command datasets without --type finds every type"
                        : near.isEmpty()
                                ? "its types are " + String.join(", ", ProductTypes.terms())
                                : "did you mean " + String.join(" or ", near) + "?";
                notes.add("'" + type.strip() + "' is no product type of the IVOA vocabulary; " + hint);
            }
        }
        return notes;
    }

    private @Nullable List<String> given() {
        return option == null ? null : option.getValue();
    }
}
