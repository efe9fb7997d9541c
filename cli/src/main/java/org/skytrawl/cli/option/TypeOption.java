package org.skytrawl.cli.option;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.ProductTypes;
import org.skytrawl.model.TypeWords;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** {@code --type}. Made by hand, not by annotation: its help text names the default of the command. */
@Command
final class TypeOption extends OptionGroup {
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
        try {
            return TypeWords.of(given).types();
        } catch (IllegalArgumentException e) {
            throw wrong("--type " + e.getMessage());
        }
    }

    /** What each word may mean that is no term: services may have types of their own, so it is no error. */
    List<String> notes() {
        List<String> given = given();
        return given == null ? List.of() : TypeWords.of(given).notes();
    }

    private @Nullable List<String> given() {
        return option == null ? null : option.getValue();
    }
}
