package org.skytrawl;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each public type of an exported package says what it is. Whether its comment is well formed is for the compiler's doclint to
 * see (parent pom).
 */
class DocumentedTest {
    private static final List<String> EXPORTED =
            List.of("sky", ".", "download", "model", "output", "provenance", "registry/search");

    @ParameterizedTest
    @ValueSource(strings = {"../sky/src/main/java", "src/main/java"})
    void eachPublicTypeHasAComment(String folder) throws Exception {
        List<Path> sources;
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            sources = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> EXPORTED.stream()
                            .anyMatch(name -> Path.of(folder, "org/skytrawl", name)
                                    .normalize()
                                    .equals(file.getParent().normalize())))
                    .toList();
        }
        assertThat(sources).isNotEmpty();
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(sources));
            Undocumented scanner = new Undocumented(DocTrees.instance(task));
            for (CompilationUnitTree unit : task.parse()) {
                scanner.scan(unit, null);
            }
            assertThat(scanner.looked).isGreaterThan(10);
            assertThat(scanner.found).isEmpty();
        }
    }

    /** Looks only into what is public all the way. */
    private static final class Undocumented extends TreePathScanner<Void, Void> {
        private final DocTrees trees;
        private final List<String> found = new ArrayList<>();
        private int looked;

        Undocumented(DocTrees trees) {
            this.trees = trees;
        }

        @Override
        public Void visitClass(ClassTree type, Void unused) {
            if (!isPublic(type.getModifiers())) {
                return null;
            }
            look(type.getSimpleName().toString());
            return super.visitClass(type, null);
        }

        /** Members of interfaces are public without saying so. */
        private boolean isPublic(ModifiersTree modifiers) {
            Tree around = getCurrentPath().getParentPath().getLeaf();
            boolean implied = around.getKind() == Tree.Kind.INTERFACE
                    && !modifiers.getFlags().contains(Modifier.PRIVATE);
            return implied || modifiers.getFlags().contains(Modifier.PUBLIC);
        }

        private void look(String name) {
            looked++;
            String comment = trees.getDocComment(getCurrentPath());
            // what a parser adds by itself, such as the constructor of a class without any, has no place in the text
            boolean written = trees.getSourcePositions()
                            .getStartPosition(
                                    getCurrentPath().getCompilationUnit(),
                                    getCurrentPath().getLeaf())
                    >= 0;
            if (written && (comment == null || comment.isBlank())) {
                found.add(getCurrentPath().getCompilationUnit().getSourceFile().getName() + ": " + name);
            }
        }
    }
}
