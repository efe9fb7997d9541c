package org.skytrawl.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Has mutants read, on all processors. A mutant is made of seed and index alone, so that each can be made again: see
 * CONTRIBUTING.md for the properties {@code fuzz.seed}, {@code fuzz.index}, {@code fuzz.from} and {@code fuzz.times}.
 */
public final class Fuzz {
    /** What is read in a millisecond may take this long on a machine that does much else; a hang takes for ever. */
    private static final long MOST_SECONDS = 30;

    /** What the thread that reads a mutant may set aside; the mutants are a hundred times smaller. */
    private static final long MOST_ALLOCATED = 128L << 20;

    private final String name;
    private final MutantOf mutantOf;
    private final Reading reading;
    private final long seed = Long.getLong("fuzz.seed", 1);
    private final AtomicLong next = new AtomicLong();
    private final AtomicReferenceArray<UnderWay> underWay;
    private final long end;

    /** Makes a mutant, of nothing but what random says. */
    public interface MutantOf {
        byte[] of(SplittableRandom random);
    }

    /** Reads a mutant; whatever it throws is a finding. */
    public interface Reading {
        void of(byte[] mutant, SplittableRandom random) throws Exception;
    }

    private record UnderWay(long index, long startNanos, Thread thread) {}

    private Fuzz(String name, long count, MutantOf mutantOf, Reading reading) {
        this.name = name;
        this.mutantOf = mutantOf;
        this.reading = reading;
        Long only = Long.getLong("fuzz.index");
        this.next.set(only == null ? count * Long.getLong("fuzz.from", 0) : only);
        this.end = only == null ? count * Long.getLong("fuzz.times", 1) : only + 1;
        this.underWay = new AtomicReferenceArray<>(Runtime.getRuntime().availableProcessors());
    }

    /**
     * Reads so many mutants, or the one that is asked for. {@code fuzz.from=1} leaves out the first so many, which a run with
     * {@code fuzz.times=1} has read.
     *
     * @throws AssertionError at a finding, which names the mutant
     */
    public static void run(String name, long count, MutantOf mutantOf, Reading reading) {
        new Fuzz(name, count, mutantOf, reading).run();
    }

    private void run() {
        long before = Memory.usedAfterCollection();
        ExecutorService workers = Executors.newFixedThreadPool(underWay.length(), work -> {
            Thread thread = new Thread(work, "fuzz");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < underWay.length(); i++) {
                int worker = i;
                all.add(workers.submit(() -> work(worker)));
            }
            for (Future<?> one : all) {
                await(one);
            }
        } finally {
            next.set(end);
            workers.shutdownNow();
        }
        Memory.checkNothingKept(before, name + " with seed " + seed);
    }

    private void await(Future<?> worker) {
        while (true) {
            try {
                worker.get(1, TimeUnit.SECONDS);
                return;
            } catch (TimeoutException e) {
                checkThatNoneHangs();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof AssertionError finding ? finding : new AssertionError(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", e);
            }
        }
    }

    private void checkThatNoneHangs() {
        for (int i = 0; i < underWay.length(); i++) {
            UnderWay one = underWay.get(i);
            if (one != null && System.nanoTime() - one.startNanos > TimeUnit.SECONDS.toNanos(MOST_SECONDS)) {
                AssertionError hang = new AssertionError(described(one.index, "hangs"));
                hang.setStackTrace(one.thread.getStackTrace());
                throw hang;
            }
        }
    }

    private void work(int worker) {
        for (long index = next.getAndIncrement(); index < end; index = next.getAndIncrement()) {
            underWay.set(worker, new UnderWay(index, System.nanoTime(), Thread.currentThread()));
            readOne(index);
            underWay.set(worker, null);
        }
    }

    private void readOne(long index) {
        SplittableRandom random = random(index);
        byte[] mutant = mutantOf.of(random);
        long allocated = Memory.allocatedByThisThread();
        try {
            reading.of(mutant, random);
        } catch (Throwable e) {
            next.set(end);
            throw new AssertionError(described(index, "is a finding: " + e), e);
        }
        long more = Memory.allocatedByThisThread() - allocated;
        if (more > MOST_ALLOCATED) {
            next.set(end);
            throw new AssertionError(described(index, "took " + more + " bytes of memory"));
        }
    }

    private SplittableRandom random(long index) {
        return new SplittableRandom(seed * 0x9E3779B97F4A7C15L ^ index * 0xD1342543DE82EF95L);
    }

    private String described(long index, String what) {
        byte[] mutant = mutantOf.of(random(index));
        Path file = Path.of("target", "fuzz-" + name + "-" + seed + "-" + index);
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, mutant);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "mutant " + index + " of " + name + " with seed " + seed + " " + what + "\nagain: -Dfuzz.seed=" + seed
                + " -Dfuzz.index=" + index + "; written to " + file.toAbsolutePath();
    }

    /** Reads files of one folder of the test resources. */
    public static List<byte[]> resources(String folder, String... names) {
        return Arrays.stream(names).map(name -> resource(folder + name)).toList();
    }

    private static byte[] resource(String name) {
        try (var in = Fuzz.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("no such resource: " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
