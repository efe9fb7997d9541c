package org.skytrawl.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The start of a JVM for one command, with the options of {@code launch.sh}. Where the command is in jars, its classes are
 * archived meanwhile, as the launcher does: a JVM that starts with the archive takes two thirds of the processor time.
 */
final class TestJvm {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private static final String CLASS_PATH = System.getProperty("java.class.path");

    /** The class path without folders, which cannot be archived. */
    private static final String JARS = Arrays.stream(CLASS_PATH.split(File.pathSeparator))
            .filter(entry -> entry.endsWith(".jar"))
            .collect(Collectors.joining(File.pathSeparator));

    /** Null until it is whole: no test waits for it. */
    private static volatile @Nullable Path archive;

    static {
        // an IDE has the classes in a folder
        if (JARS.contains("skytrawl-cli-")) {
            Thread.ofPlatform().daemon().name("archive of classes").start(TestJvm::archiveClasses);
        }
    }

    private TestJvm() {}

    /** All of a command line but the main class and its arguments. */
    static List<String> command() {
        List<String> command = new ArrayList<>(List.of(JAVA, "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"));
        Path classes = archive;
        if (classes != null) {
            command.addAll(List.of(
                    "-XX:SharedArchiveFile=" + classes, "-Xlog:disable", "-Xlog:all=error:stderr", "-cp", JARS));
        } else {
            command.addAll(List.of("-cp", CLASS_PATH));
        }
        return command;
    }

    private static void archiveClasses() {
        Path folder = Path.of(System.getProperty("basedir", "."), "target", "classes-of-commands")
                .toAbsolutePath();
        Path said = folder.resolve("said");
        try {
            Files.createDirectories(folder);
            Path file = folder.resolve("classes.jsa");
            Files.deleteIfExists(file);
            ProcessBuilder builder = new ProcessBuilder(
                            JAVA,
                            "-XX:TieredStopAtLevel=1",
                            "-Xlog:disable",
                            "-Xlog:all=error:stderr",
                            "-XX:ArchiveClassesAtExit=" + file,
                            "-cp",
                            JARS,
                            "org.skytrawl.cli.Rehearsal",
                            folder.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile());
            builder.environment().put("XDG_CACHE_HOME", folder.toString());
            if (builder.start().waitFor() == 0 && Files.exists(file)) {
                archive = file;
            } else {
                System.err.println("no archive of classes, see " + said);
            }
        } catch (IOException | InterruptedException e) {
            System.err.println("no archive of classes: " + e);
        }
    }
}
