package org.skytrawl.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Runs the command as a user would: its exit status, and what it wrote to stdout and stderr. */
record Cli(int status, String out, String err) {
    /** Without the lines that say what the command waits for: they depend on how busy the machine is. */
    String errWithoutWaits() {
        return err.lines()
                .filter(line -> !line.startsWith("waiting  "))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    /**
     * In this JVM, with a home directory of its own; for commands that write no datasets to stdout. Ports come again:
     * the cache of another test, or of another build, may know a registry by the URL of this one's.
     */
    static Cli run(String... args) {
        try {
            return run(Files.createTempDirectory(Path.of(System.getProperty("basedir", "."), "target"), "home"), args);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same with a home directory that several commands share. */
    static Cli run(Path home, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        HomeOfThread.set(home);
        try {
            int status =
                    Main.commandLine(new PrintWriter(out), new PrintWriter(err)).execute(args);
            return new Cli(status, out.toString(), err.toString());
        } finally {
            HomeOfThread.forget();
        }
    }

    /** In a JVM of its own, with a cache directory of its own. */
    static Process start(Path cache, List<String> args) throws Exception {
        return start(cache, Map.of(), args);
    }

    /** The same with more in its environment. */
    static Process start(Path cache, Map<String, String> environment, List<String> args) throws Exception {
        List<String> command = TestJvm.command();
        command.add("org.skytrawl.cli.Main");
        command.addAll(args);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("XDG_CACHE_HOME", cache.toString());
        builder.environment()
                .keySet()
                .removeIf(name -> name.toLowerCase(java.util.Locale.ROOT).endsWith("_proxy"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** As {@link #start}, to the end. */
    static Cli process(Path cache, String... args) throws Exception {
        return process(cache, Map.of(), args);
    }

    /** The same with more in its environment. */
    static Cli process(Path cache, Map<String, String> environment, String... args) throws Exception {
        Process process = start(cache, environment, List.of(args));
        process.getOutputStream().close();
        StringBuilder err = new StringBuilder();
        Thread reader = Thread.ofVirtual().start(() -> {
            try {
                err.append(
                        new String(process.getErrorStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
            } catch (java.io.IOException e) {
                err.append(e);
            }
        });
        String out = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("did not end: " + String.join(" ", args));
        }
        reader.join();
        return new Cli(process.exitValue(), out, err.toString());
    }
}
