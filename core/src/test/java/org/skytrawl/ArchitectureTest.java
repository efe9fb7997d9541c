package org.skytrawl;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The packages import in one direction: docs/architecture.md has the same list. */
class ArchitectureTest {
    /** Each may be used by those after it. */
    private static final List<String> PACKAGES = List.of(
            "org.skytrawl.sky",
            "org.skytrawl.model",
            "org.skytrawl.files",
            "org.skytrawl.parquet",
            "org.skytrawl.region",
            "org.skytrawl.provenance",
            "org.skytrawl.stored",
            "org.skytrawl.net",
            "org.skytrawl.votable",
            "org.skytrawl.targets",
            "org.skytrawl.protocol.mapping",
            "org.skytrawl.protocol",
            "org.skytrawl.protocol.sia",
            "org.skytrawl.protocol.ssa",
            "org.skytrawl.protocol.obstap",
            "org.skytrawl.protocol.known",
            "org.skytrawl.check",
            "org.skytrawl.registry",
            "org.skytrawl.registry.access",
            "org.skytrawl.registry.regtap",
            "org.skytrawl.registry.snapshot",
            "org.skytrawl.registry.list",
            "org.skytrawl.registry.search",
            "org.skytrawl.registry.query",
            "org.skytrawl.selection",
            "org.skytrawl.merge",
            "org.skytrawl.output",
            "org.skytrawl.names",
            "org.skytrawl.run",
            "org.skytrawl.download",
            "org.skytrawl");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.skytrawl");

    @Test
    void packagesImportOnlyFromThoseBeforeThem() {
        LayeredArchitecture layers = layeredArchitecture().consideringOnlyDependenciesInLayers();
        for (String name : PACKAGES) {
            layers = layers.layer(name).definedBy(name);
        }
        for (int i = 0; i < PACKAGES.size(); i++) {
            List<String> users = new ArrayList<>(PACKAGES.subList(i + 1, PACKAGES.size()));
            layers = users.isEmpty()
                    ? layers.whereLayer(PACKAGES.get(i)).mayNotBeAccessedByAnyLayer()
                    : layers.whereLayer(PACKAGES.get(i)).mayOnlyBeAccessedByLayers(users.toArray(String[]::new));
        }
        layers.check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("org.skytrawl.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void everyPackageHasItsPlaceInTheOrder() {
        assertThat(CLASSES.stream().map(c -> c.getPackageName()).distinct()).isSubsetOf(PACKAGES);
    }
}
