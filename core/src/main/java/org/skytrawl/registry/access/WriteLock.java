package org.skytrawl.registry.access;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.StopCause;
import org.skytrawl.net.StoppedException;
import org.skytrawl.provenance.Phase;

/**
 * The right to write something, which one thread of one program has at a time; the system takes it back from a program that
 * dies. The file that stands for it stays where it is: whoever deleted it would part those who hold it from those who come.
 */
public final class WriteLock implements Closeable {
    /**
     * Held or wanted in this program. A second channel to a file must not even be opened here: where it is closed, some
     * systems take all locks of the program on that file ({@link FileLock}).
     */
    private static final Set<Path> TAKEN = ConcurrentHashMap.newKeySet();

    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final Path file;
    private final FileChannel channel;
    private final boolean waited;

    private WriteLock(Path file, FileChannel channel, boolean waited) {
        this.file = file;
        this.channel = channel;
        this.waited = waited;
    }

    /**
     * Waits for the lock.
     *
     * @param lockFile stands for it; made if need be
     * @param waiting told once, if another has the lock
     * @throws IOException if the system cannot lock this file
     * @throws StoppedException if the time is over or the signal was given before the lock was free
     */
    public static WriteLock take(Path lockFile, Deadline deadline, Cancellation cancellation, Runnable waiting)
            throws IOException, StoppedException {
        Path folder = Files.createDirectories(lockFile.resolveSibling("."));
        // by its one true name, whichever way leads there
        Path file = folder.toRealPath().resolve(String.valueOf(lockFile.getFileName()));
        CountDownLatch cancelled = new CountDownLatch(1);
        Cancellation.Registration registration = cancellation.onCancel(cancelled::countDown);
        try {
            boolean waited = false;
            while (true) {
                FileChannel channel = tryOnce(file);
                if (channel != null) {
                    return new WriteLock(file, channel, waited);
                }
                if (!waited) {
                    waiting.run();
                    waited = true;
                }
                Duration pause = deadline.left().compareTo(LOOK_AGAIN) < 0 ? deadline.left() : LOOK_AGAIN;
                if (cancelled.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                    throw new StoppedException(StopCause.CANCELLED, Phase.QUEUED);
                }
                if (deadline.isOver()) {
                    throw new StoppedException(StopCause.TIMEOUT, Phase.QUEUED);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoppedException(StopCause.CANCELLED, Phase.QUEUED);
        } finally {
            registration.close();
        }
    }

    private static @Nullable FileChannel tryOnce(Path file) throws IOException {
        if (!TAKEN.add(file)) {
            return null;
        }
        FileChannel channel = null;
        boolean locked = false;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            locked = channel.tryLock() != null;
            return locked ? channel : null;
        } catch (OverlappingFileLockException e) {
            // another copy of this class in the same program
            return null;
        } finally {
            if (!locked) {
                if (channel != null) {
                    channel.close();
                }
                TAKEN.remove(file);
            }
        }
    }

    /** Whether another had it first. */
    public boolean waited() {
        return waited;
    }

    /** Gives it back; never throws, as there is nothing left to be done then. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // the system takes it back with the program at the latest
            assert !channel.isOpen();
        } finally {
            TAKEN.remove(file);
        }
    }
}
