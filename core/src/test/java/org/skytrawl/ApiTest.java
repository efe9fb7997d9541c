package org.skytrawl;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What programs see of the library: the packages that {@code module-info.java} exports. */
class ApiTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.skytrawl");

    private static Set<String> exported() throws IOException {
        String core = Files.readString(Path.of("src/main/module/module-info.java"));
        String sky = Files.readString(Path.of("../sky/src/main/module/module-info.java"));
        return Stream.concat(core.lines(), sky.lines())
                .map(String::strip)
                .filter(line -> line.startsWith("exports "))
                .map(line -> line.substring("exports ".length(), line.length() - 1))
                .collect(Collectors.toSet());
    }

    private static boolean isPublic(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(ApiTest::isPublic).orElse(true);
    }

    private static boolean isShown(JavaMember member) {
        return member.getModifiers().contains(JavaModifier.PUBLIC)
                || (member.getModifiers().contains(JavaModifier.PROTECTED)
                        && !member.getOwner().getModifiers().contains(JavaModifier.FINAL));
    }

    private static List<JavaType> named(JavaMember member) {
        List<JavaType> types = new ArrayList<>();
        if (member instanceof JavaCodeUnit unit) {
            types.addAll(unit.getParameterTypes());
            types.add(unit.getReturnType());
            types.addAll(unit.getThrowsClause().getTypes());
        } else if (member instanceof JavaField field) {
            types.add(field.getType());
        }
        return types;
    }

    private static List<JavaClass> shown(Set<String> exported) {
        List<JavaClass> shown = CLASSES.stream()
                .filter(type -> exported.contains(type.getPackageName()) && isPublic(type))
                .toList();
        assertThat(shown).hasSizeGreaterThan(100);
        return shown;
    }

    @Test
    void constructorsHaveAtMostSixParameters() throws IOException {
        assertThat(shown(exported()).stream()
                        .flatMap(type -> type.getConstructors().stream())
                        .filter(ApiTest::isShown)
                        .filter(constructor -> constructor.getParameters().size() > 6)
                        .map(JavaMember::getFullName))
                .isEmpty();
    }

    @Test
    void signaturesNameNoTypeThatIsNotExported() throws IOException {
        Set<String> exported = exported();
        Set<String> found = new TreeSet<>();
        for (JavaClass type : shown(exported)) {
            for (JavaMember member : type.getMembers()) {
                if (isShown(member) && !member.getModifiers().contains(JavaModifier.SYNTHETIC)) {
                    named(member).forEach(named -> look(named, exported, member.getFullName(), found));
                }
            }
            type.getSuperclass().ifPresent(above -> look(above, exported, type.getName(), found));
            type.getInterfaces().forEach(above -> look(above, exported, type.getName(), found));
        }
        assertThat(found).isEmpty();
    }

    private static void look(JavaType named, Set<String> exported, String where, Set<String> found) {
        for (JavaClass type : named.getAllInvolvedRawTypes()) {
            if (isHidden(type, exported)) {
                found.add(where + " names " + type.getName());
            }
        }
    }

    private static boolean isHidden(JavaClass type, Set<String> exported) {
        return type.getPackageName().startsWith("org.skytrawl")
                && !(exported.contains(type.getPackageName()) && isPublic(type));
    }
}
