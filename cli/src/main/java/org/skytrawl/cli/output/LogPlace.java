package org.skytrawl.cli.output;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.skytrawl.files.AtomicFile;
import org.skytrawl.model.PlainText;
import org.skytrawl.provenance.ProvenanceLog;

/**
 * Where the log of a run is written as it happens: memory only, stdout, or a file. A file that has a log already keeps it until a
 * service has answered, since a run without any answer replaces no result, and the log of a result must not be lost. Until
 * then the new log is in a file beside it, which then takes its place; a killed run leaves both. The file is locked until
 * {@link #close}: two runs at once would write into each other's log. Thread-safe.
 */
public final class LogPlace {
    private static final Path STDOUT = Path.of("-");
    private static final String MEANWHILE = ".unanswered";

    private final ProvenanceLog log;
    private final @Nullable Path wanted;
    /** Null if the log is at its place. */
    private @Nullable Path meanwhile;

    private @Nullable IOException trouble;

    private final LockedFile lock;

    private LogPlace(ProvenanceLog log, @Nullable Path wanted, @Nullable Path meanwhile, LockedFile lock) {
        this.log = log;
        this.wanted = wanted;
        this.meanwhile = meanwhile;
        this.lock = lock;
    }

    public static boolean isStdout(@Nullable Path wanted) {
        return STDOUT.equals(wanted);
    }

    /** The file until a service answers; null if there is nothing to keep. */
    public static @Nullable Path meanwhile(@Nullable Path wanted) throws IOException {
        if (wanted == null || isStdout(wanted) || !hasContent(wanted)) {
            return null;
        }
        Path file = Files.isSymbolicLink(wanted) ? wanted.toRealPath() : wanted;
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return file.resolveSibling(
                dot > 0 ? name.substring(0, dot) + MEANWHILE + name.substring(dot) : name + MEANWHILE);
    }

    /** Whether there is something to lose: not in a pipe, in a device, or in a new file such as mktemp makes. */
    public static boolean hasContent(Path file) {
        try {
            return Files.isRegularFile(file) && Files.size(file) > 0;
        } catch (IOException e) {
            // it cannot be read: neither can it be empty for sure
            return true;
        }
    }

    /**
     * Opens it.
     *
     * @param wanted null for memory only, {@code -} for stdout
     * @throws IOException also if another run is writing this log
     */
    public static LogPlace open(@Nullable Path wanted) throws IOException {
        if (wanted == null) {
            return new LogPlace(ProvenanceLog.inMemory(), null, null, LockedFile.NONE);
        }
        if (isStdout(wanted)) {
            return new LogPlace(ProvenanceLog.to(new Stdout()), wanted, null, LockedFile.NONE);
        }
        LockedFile lock = LockedFile.of(wanted);
        Path meanwhile = meanwhile(wanted);
        if (meanwhile == null) {
            return new LogPlace(ProvenanceLog.to(wanted), wanted, null, lock);
        }
        lock.close();
        if (Files.isRegularFile(meanwhile, LinkOption.NOFOLLOW_LINKS)) {
            LockedFile.of(meanwhile).close();
        }
        // made anew: one that another user has put there is not followed
        Files.deleteIfExists(meanwhile);
        ProvenanceLog log = ProvenanceLog.to(
                Files.newOutputStream(meanwhile, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        lock = LockedFile.of(meanwhile);
        if (Files.getFileStore(wanted).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(meanwhile, Files.getPosixFilePermissions(wanted));
        }
        return new LogPlace(log, wanted, meanwhile, lock);
    }

    public ProvenanceLog log() {
        return log;
    }

    /** Puts the log into its place. */
    synchronized void answered() {
        if (meanwhile == null || trouble != null) {
            return;
        }
        try {
            Path file = meanwhile;
            AtomicFile.move(file, Files.isSymbolicLink(wanted()) ? wanted().toRealPath() : wanted());
            meanwhile = null;
        } catch (IOException e) {
            trouble = e;
        }
    }

    private Path wanted() {
        return wanted == null ? STDOUT : wanted;
    }

    /** Why it is not in its place although a service has answered; else null. */
    synchronized @Nullable IOException trouble() {
        return trouble;
    }

    /** Where the log of a run is in which no service has answered, if it is not in its place; else null. */
    public synchronized @Nullable Path elsewhere() {
        return meanwhile;
    }

    /** Lets other runs write there. */
    void close() {
        lock.close();
    }

    /** For messages. */
    synchronized String name() {
        return isStdout(wanted) ? "stdout" : PlainText.of(String.valueOf(meanwhile == null ? wanted : meanwhile));
    }

    /** Null if it is no file. */
    @Nullable
    Path file() {
        return isStdout(wanted) ? null : wanted;
    }

    boolean isOnStdout() {
        return isStdout(wanted);
    }

    /** A lock as long as the program lives; it stays with a file that is renamed. Null if there is nothing to lock. */
    private record LockedFile(@Nullable FileChannel channel) {
        static final LockedFile NONE = new LockedFile(null);

        /** Where locks are mandatory, the text of the log must stay writable. */
        private static final long BEHIND_THE_TEXT = Long.MAX_VALUE - 1;

        /**
         * Locks a file, which is created if there is none.
         *
         * @throws IOException if another run has locked it
         */
        static LockedFile of(Path file) throws IOException {
            // not a pipe, nor a device
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                return NONE;
            }
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            boolean isBusy = false;
            try {
                isBusy = channel.tryLock(BEHIND_THE_TEXT, 1, false) == null;
            } catch (OverlappingFileLockException e) {
                isBusy = true;
            } catch (IOException e) {
                // a file system without locks
            }
            if (isBusy) {
                channel.close();
                throw new IOException("another run is writing " + PlainText.of(file.toString()));
            }
            return new LockedFile(channel);
        }

        void close() {
            try {
                if (channel != null) {
                    channel.close();
                }
            } catch (IOException e) {
                // nothing was written by it
            }
        }
    }

    /** Not System.out, which hides the cause of a write error; it stays open for others. */
    private static final class Stdout extends FilterOutputStream {
        Stdout() {
            super(new FileOutputStream(FileDescriptor.out));
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
