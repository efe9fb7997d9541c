package org.skytrawl.simvo;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
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
                    ".http",
                    ".votable",
                    ".names",
                    ".fault",
                    ".universe",
                    ".data",
                    ".sia",
                    ".ssa",
                    ".tap",
                    ".registry",
                    ".truth",
                    "")
            .map(name -> "org.skytrawl.simvo" + name)
            .toList();

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.skytrawl.simvo");

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
    void everyPackageHasItsPlaceInTheOrder() {
        assertThat(CLASSES.stream().map(one -> one.getPackageName()).distinct()).isSubsetOf(PACKAGES);
    }

    @Test
    void nothingOfTheClientIsUsed() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.skytrawl",
                        "org.skytrawl.model..",
                        "org.skytrawl.net..",
                        "org.skytrawl.protocol..",
                        "org.skytrawl.registry..",
                        "org.skytrawl.merge..",
                        "org.skytrawl.votable..")
                .check(CLASSES);
    }

    @Test
    void theTruthSharesNoGeometryAndNoServiceWithWhatItJudges() {
        noClasses()
                .that()
                .resideInAPackage("org.skytrawl.simvo.truth")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.skytrawl.sky..",
                        "org.skytrawl.simvo.sia",
                        "org.skytrawl.simvo.ssa",
                        "org.skytrawl.simvo.tap",
                        "org.skytrawl.simvo.registry")
                .check(CLASSES);
    }
}
