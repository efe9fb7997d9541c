package org.skytrawl.harvest;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each package uses only those before it; nothing of simvo or of the command line. */
class ArchitectureTest {
    private static final String ROOT = "org.skytrawl.harvest";

    private static final List<String> PACKAGES = Stream.of(
                    ".state", ".read", ".take", ".groups", ".catalogue", ".answer", "")
            .map(name -> ROOT + name)
            .toList();

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void packagesImportOnlyFromThoseBeforeThem() {
        LayeredArchitecture layers =
                layeredArchitecture().consideringOnlyDependenciesInLayers().withOptionalLayers(true);
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
    void everyPackageHasItsPlaceInTheOrder() {
        assertThat(CLASSES.stream().map(one -> one.getPackageName()).distinct()).isSubsetOf(PACKAGES);
    }

    @Test
    void usesNeitherTheSimulatedVoNorTheCommandLine() {
        assertThat(CLASSES.stream()
                        .flatMap(one -> one.getDirectDependenciesFromSelf().stream())
                        .map(use -> use.getTargetClass().getPackageName())
                        .filter(name -> name.startsWith("org.skytrawl.cli") || name.startsWith("org.skytrawl.simvo"))
                        .distinct())
                .isEmpty();
    }
}
