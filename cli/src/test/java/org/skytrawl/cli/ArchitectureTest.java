package org.skytrawl.cli;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    /** Each imports only from those before it. */
    private static final List<String> PACKAGES = Stream.of(
                    ".terminal", ".print", ".output", ".option", ".command", ".manual", "")
            .map(name -> "org.skytrawl.cli" + name)
            .toList();

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.skytrawl.cli");

    @Test
    void packagesImportOnlyFromThoseBeforeThem() {
        LayeredArchitecture layers = layeredArchitecture().consideringOnlyDependenciesInLayers();
        for (String name : PACKAGES) {
            layers = layers.layer(name).definedBy(name);
        }
        for (int i = 0; i < PACKAGES.size(); i++) {
            String[] users = PACKAGES.subList(i + 1, PACKAGES.size()).toArray(String[]::new);
            layers = users.length == 0
                    ? layers.whereLayer(PACKAGES.get(i)).mayNotBeAccessedByAnyLayer()
                    : layers.whereLayer(PACKAGES.get(i)).mayOnlyBeAccessedByLayers(users);
        }
        layers.check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("org.skytrawl.cli.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void everyPackageHasItsPlaceInTheOrder() {
        assertThat(CLASSES.stream().map(one -> one.getPackageName()).distinct()).isSubsetOf(PACKAGES);
    }

    @Test
    void theManualIsMadeFromThePicocliModelAlone() {
        assertThat(CLASSES.stream()
                        .filter(one -> one.getPackageName().equals("org.skytrawl.cli.manual"))
                        .flatMap(one -> one.getDirectDependenciesFromSelf().stream())
                        .map(use -> use.getTargetClass().getPackageName())
                        .filter(PACKAGES::contains)
                        .distinct())
                .containsOnly("org.skytrawl.cli.manual");
    }
}
