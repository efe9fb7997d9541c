package org.skytrawl.cli.output;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.skytrawl.files.AtomicFile;
import org.skytrawl.model.PlainText;
import org.skytrawl.provenance.ProvenanceLog;

/**
 * Where the log of a run is written as it happens: memory only, stdout, or a file. A file that has a log already keeps it until a
 * service has answered, since a run without any answer replaces no result, and the log of a result must not be lost. Until
 * then the new log is in a file beside it, which then takes its place; a killed run leaves both. Thread-safe.
 */
public final class LogPlace {
    private static final Path STDOUT = Path.of("-");
    private static final String MEANWHILE = ".unanswered";

    private final ProvenanceLog log;
    private final @Nullable Path wanted;
    /** Null if the log is at its place. */
    private @Nullable Path meanwhile;

    private @Nullable IOException trouble;

    private LogPlace(ProvenanceLog log, @Nullable Path wanted, @Nullable Path meanwhile) {
        this.log = log;
        this.wanted = wanted;
        this.meanwhile = meanwhile;
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
     */
    public static LogPlace open(@Nullable Path wanted) throws IOException {
        if (wanted == null) {
            return new LogPlace(ProvenanceLog.inMemory(), null, null);
        }
        if (isStdout(wanted)) {
            return new LogPlace(ProvenanceLog.to(new Stdout()), wanted, null);
        }
        Path meanwhile = meanwhile(wanted);
        if (meanwhile == null) {
            return new LogPlace(ProvenanceLog.to(wanted), wanted, null);
        }
        // made anew: one that another user has put there is not followed
        Files.deleteIfExists(meanwhile);
        ProvenanceLog log = ProvenanceLog.to(
                Files.newOutputStream(meanwhile, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        if (Files.getFileStore(wanted).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(meanwhile, Files.getPosixFilePermissions(wanted));
        }
        return new LogPlace(log, wanted, meanwhile);
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
