package org.skytrawl.patterns;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Finds the regular expressions in Java sources, by the compiler's own parser. */
final class SourcePatterns extends TreeScanner<@Nullable Void, @Nullable Void> {
    /**
     * A regular expression, or what may be one.
     *
     * @param file the name of the source file
     * @param source the expression as it stands there
     * @param pattern the regular expression; null if it cannot be told from the source
     * @param how the method that is called with it
     * @param flags as {@link java.util.regex.Pattern} has them
     */
    record Use(String file, String source, @Nullable String pattern, String how, int flags) {
        @Override
        public String toString() {
            return file + ": " + (pattern == null ? source : pattern);
        }
    }

    private static final Map<String, Integer> FLAGS = Map.of(
            "CASE_INSENSITIVE", java.util.regex.Pattern.CASE_INSENSITIVE,
            "DOTALL", java.util.regex.Pattern.DOTALL,
            "MULTILINE", java.util.regex.Pattern.MULTILINE,
            "UNICODE_CASE", java.util.regex.Pattern.UNICODE_CASE);

    private final String file;
    private final Map<String, VariableTree> variables = new HashMap<>();
    private final List<Use> uses = new ArrayList<>();

    private SourcePatterns(String file) {
        this.file = file;
    }

    /** All of the sources below these folders, each of which must have some. */
    static List<Use> in(List<Path> folders) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path folder : folders) {
            try (Stream<Path> tree = Files.walk(folder)) {
                List<Path> found = tree.filter(path -> path.toString().endsWith(".java"))
                        .sorted()
                        .toList();
                if (found.isEmpty()) {
                    throw new IOException("no sources below " + folder.toAbsolutePath());
                }
                files.addAll(found);
            }
        }
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK is needed");
        List<Use> uses = new ArrayList<>();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            Iterable<? extends JavaFileObject> objects = manager.getJavaFileObjectsFromPaths(files);
            JavacTask task = (JavacTask) compiler.getTask(null, manager, null, List.of("-proc:none"), null, objects);
            for (CompilationUnitTree unit : task.parse()) {
                SourcePatterns found = new SourcePatterns(
                        String.valueOf(Path.of(unit.getSourceFile().toUri()).getFileName()));
                new TreeScanner<@Nullable Void, @Nullable Void>() {
                    @Override
                    public @Nullable Void visitVariable(VariableTree variable, @Nullable Void nothing) {
                        found.variables.put(variable.getName().toString(), variable);
                        return super.visitVariable(variable, nothing);
                    }
                }.scan(unit, null);
                found.scan(unit, null);
                uses.addAll(found.uses);
            }
        }
        return uses;
    }

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void nothing) {
        if (call.getMethodSelect() instanceof MemberSelectTree method) {
            String name = method.getIdentifier().toString();
            String receiver = method.getExpression().toString();
            int arguments = call.getArguments().size();
            boolean isPattern = receiver.equals("Pattern");
            boolean takesPattern = switch (name) {
                case "compile" -> isPattern;
                case "matches" -> arguments == 1 || isPattern;
                // with one argument they are those of a Matcher, or a Map
                case "replaceAll", "replaceFirst" -> arguments == 2;
                case "split", "splitWithDelimiters" -> arguments > 0 && !isOfPattern(method.getExpression());
                default -> false;
            };
            if (takesPattern) {
                add(
                        name,
                        call.getArguments().getFirst(),
                        arguments == 2 && isPattern ? call.getArguments().get(1) : null);
            }
        }
        return super.visitMethodInvocation(call, nothing);
    }

    /** So nobody gets round this. */
    @Override
    public @Nullable Void visitMemberReference(MemberReferenceTree reference, @Nullable Void nothing) {
        if (reference.toString().equals("Pattern::compile")
                || reference.toString().equals("String::matches")) {
            uses.add(new Use(file, reference.toString(), null, "", 0));
        }
        return super.visitMemberReference(reference, nothing);
    }

    private void add(String how, ExpressionTree argument, @Nullable ExpressionTree flagged) {
        int flags = 0;
        for (Map.Entry<String, Integer> flag : FLAGS.entrySet()) {
            flags |= flagged != null && flagged.toString().contains("Pattern." + flag.getKey()) ? flag.getValue() : 0;
        }
        for (String pattern : texts(argument)) {
            uses.add(new Use(file, argument.toString(), pattern, how, flags));
        }
        if (texts(argument).isEmpty()) {
            uses.add(new Use(file, argument.toString(), null, how, flags));
        }
    }

    private boolean isOfPattern(ExpressionTree receiver) {
        VariableTree variable = variables.get(receiver.toString());
        return variable != null && String.valueOf(variable.getType()).equals("Pattern");
    }

    /** The texts that an expression may be: one, both of a condition, none if it is no constant. */
    private List<String> texts(@Nullable Tree expression) {
        if (expression == null) {
            return List.of();
        }
        return switch (expression) {
            case LiteralTree literal -> literal.getValue() instanceof String text ? List.of(text) : List.of();
            case ParenthesizedTree inner -> texts(inner.getExpression());
            case ConditionalExpressionTree either ->
                Stream.concat(texts(either.getTrueExpression()).stream(), texts(either.getFalseExpression()).stream())
                        .toList();
            case BinaryTree sum ->
                texts(sum.getLeftOperand()).stream()
                        .flatMap(left -> texts(sum.getRightOperand()).stream().map(right -> left + right))
                        .toList();
            case IdentifierTree name -> {
                VariableTree variable = variables.get(name.getName().toString());
                yield variable == null || !String.valueOf(variable.getType()).equals("String")
                        ? List.of()
                        : texts(variable.getInitializer());
            }
            default -> List.of();
        };
    }
}
