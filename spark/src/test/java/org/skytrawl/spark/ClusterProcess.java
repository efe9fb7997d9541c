package org.skytrawl.spark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A process of a cluster, whose lines go to files and can be waited for. */
final class ClusterProcess {
    private static final Duration END = Duration.ofSeconds(20);
    private static final int TAIL_CHARS = 6000;

    private final Process process;
    private final Path stdout;
    private final Path stderr;
    private final CompletableFuture<String> sign = new CompletableFuture<>();
    private final List<Thread> pumps;

    private ClusterProcess(Process process, Path stdout, Path stderr, String sign) {
        this.process = process;
        this.stdout = stdout;
        this.stderr = stderr;
        this.pumps = List.of(
                Thread.ofPlatform().daemon().start(() -> pump(process.getInputStream(), stdout, sign)),
                Thread.ofPlatform().daemon().start(() -> pump(process.getErrorStream(), stderr, sign)));
    }

    /** Starts a program whose lines go to {@code NAME.out} and {@code NAME.err} of the folder. */
    static ClusterProcess start(ProcessBuilder builder, Path folder, String name, String sign) throws IOException {
        return new ClusterProcess(builder.start(), folder.resolve(name + ".out"), folder.resolve(name + ".err"), sign);
    }

    private void pump(InputStream in, Path file, String text) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
                Writer writer = Files.newBufferedWriter(file)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                writer.write(line + "\n");
                writer.flush();
                if (line.contains(text)) {
                    sign.complete(line);
                }
            }
        } catch (IOException e) {
            sign.completeExceptionally(new UncheckedIOException(file.toString(), e));
        }
        process.onExit().thenRun(() -> sign.completeExceptionally(new IllegalStateException("ended")));
    }

    /** The first line that has the sign. */
    String awaitSign(Duration limit) throws InterruptedException {
        try {
            return sign.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError(process.info().commandLine().orElse("a process") + " has not begun\n" + tail(), e);
        }
    }

    /** Waits for the end, and gives the exit status. */
    int await(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            kill();
            throw new AssertionError("not at its end after " + limit + "\n" + tail());
        }
        for (Thread pump : pumps) {
            pump.join(END);
        }
        return process.exitValue();
    }

    /** Kills it and the processes that it started, and waits for their end. */
    void kill() {
        List<ProcessHandle> all = process.descendants().toList();
        process.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
        try {
            process.onExit().get(END.toMillis(), TimeUnit.MILLISECONDS);
            for (ProcessHandle one : all) {
                one.onExit().get(END.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("process " + process.pid() + " does not end", e);
        }
    }

    String out() {
        return text(stdout);
    }

    String err() {
        return text(stderr);
    }

    /** The last lines that it wrote. */
    String tail() {
        return end(out()) + end(err());
    }

    static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String end(String text) {
        return text.substring(Math.max(0, text.length() - TAIL_CHARS));
    }
}
