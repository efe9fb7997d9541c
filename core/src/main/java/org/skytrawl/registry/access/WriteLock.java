package org.skytrawl.registry.access;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
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
 * A lock of one thread of one program. Its file is never deleted: programs that lock a new file would not see the
 * holders of the old one.
 */
public final class WriteLock implements Closeable {
    /**
     * A second channel to such a file must not be opened: closing it releases all locks of the program on some systems.
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

    /** @param waiting called once if another thread or program has the lock */
    public static WriteLock take(Path lockFile, Deadline deadline, Cancellation cancellation, Runnable waiting)
            throws IOException, StoppedException {
        Path folder = Files.createDirectories(lockFile.resolveSibling("."));
        // one path for all ways that lead to the file
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
            // another copy of this class in the same JVM
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

    public boolean waited() {
        return waited;
    }

    /** Releases the lock; never throws. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // the system releases the lock when the program ends
            assert !channel.isOpen();
        } finally {
            TAKEN.remove(file);
        }
    }
}
