package org.skytrawl.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A simulated VO in a process of its own, so that its work is not ours. */
final class SimvoProcess implements AutoCloseable {
    private static final String FIRST_COMPILER = "-XX:TieredStopAtLevel=1";
    private static final String LONGEST = "60m";

    private final Process process;
    private final String registryUrl;

    private SimvoProcess(Process process, String registryUrl) {
        this.process = process;
        this.registryUrl = registryUrl;
    }

    /** Starts one, and waits until it can be asked. */
    static SimvoProcess start(Path folder, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("simvo", "--for", LONGEST, "--truth"));
        arguments.add(folder.resolve("truth.json").toString());
        arguments.addAll(List.of(options));
        ProcessBuilder builder = command(arguments);
        // it computes for minutes, unlike the commands that this makes fast
        builder.command().remove(FIRST_COMPILER);
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String registry = "";
        String line = out.readLine();
        while (line != null && !line.startsWith("truth")) {
            registry = line.startsWith("registry")
                    ? line.substring("registry".length()).strip()
                    : registry;
            line = out.readLine();
        }
        if (line == null) {
            process.destroyForcibly();
            throw new IOException("the simulated VO did not start");
        }
        return new SimvoProcess(process, registry);
    }

    /** The command {@code skytrawl} in a JVM like this one, with what the launcher sets. */
    static ProcessBuilder command(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                FIRST_COMPILER,
                "-cp",
                System.getProperty("java.class.path"),
                "org.skytrawl.cli.Main"));
        command.addAll(arguments);
        return new ProcessBuilder(command);
    }

    String registryUrl() {
        return registryUrl;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (process.waitFor(10, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
