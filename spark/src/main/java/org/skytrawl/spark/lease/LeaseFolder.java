package org.skytrawl.spark.lease;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.skytrawl.files.AtomicFile;
import org.skytrawl.net.HostKey;

/**
 * The leases of one host: a folder with a file {@code N.lease} for each. A file is created only if there is none of this number, and
 * replaced by renaming, so that it is read whole. Has no state of its own; any number of threads and programs use a folder.
 */
final class LeaseFolder {
    private static final String LEASE = ".lease";
    private static final String PART = ".part";

    /** Sums of such numbers fit into a long. */
    private static final int MOST_DIGITS = 15;

    private static final int MOST_FILES = 10_000;
    private static final int MOST_BYTES = 4_096;

    private final Path folder;
    private final HostKey host;

    private LeaseFolder(Path folder, HostKey host) {
        this.folder = folder;
        this.host = host;
    }

    /** @param leases the folder of all hosts; it is made */
    static LeaseFolder open(Path leases, HostKey host) throws IOException {
        Path folder = leases.resolve(name(host));
        Files.createDirectories(folder);
        return new LeaseFolder(folder, host);
    }

    /** Begins with the scheme, so it is never {@code ..}. */
    private static String name(HostKey host) {
        StringBuilder name = new StringBuilder(host.scheme()).append('-');
        host.host().chars().forEach(c -> {
            boolean isPlain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
            name.append(isPlain ? (char) c : '_');
        });
        return name.append('-').append(host.port()).toString();
    }

    HostKey host() {
        return host;
    }

    Path file(long number) {
        return folder.resolve(number + LEASE);
    }

    /** The numbers of all leases. @throws IOException if a file is no lease */
    SortedSet<Long> numbers() throws IOException {
        SortedSet<Long> numbers = new TreeSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                // an NFS client keeps a file that was replaced while it is read as .nfsN
                if (name.endsWith(PART) || name.startsWith(".nfs")) {
                    continue;
                }
                numbers.add(number(name, file));
                if (numbers.size() > MOST_FILES) {
                    throw new IOException(folder + " has more than " + MOST_FILES + " leases: remove the old ones");
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return numbers;
    }

    private static long number(String name, Path file) throws IOException {
        String digits = name.endsWith(LEASE) ? name.substring(0, name.length() - LEASE.length()) : "";
        boolean isNumber = !digits.isEmpty()
                && digits.length() <= MOST_DIGITS
                && digits.charAt(0) != '0'
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!isNumber) {
            throw new IOException(file + " is not the file of a lease: remove it");
        }
        return Long.parseLong(digits);
    }

    /** The highest number; 0 if there is no lease. */
    long highest() throws IOException {
        SortedSet<Long> numbers = numbers();
        return numbers.isEmpty() ? 0 : numbers.last();
    }

    /** @return false if the number is taken */
    boolean create(long number) throws IOException {
        try {
            Files.createFile(file(number));
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    /** @return null if there is no such file any more */
    @Nullable
    LeaseEntry read(long number) throws IOException {
        Path file = file(number);
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new IOException("it has more than " + MOST_BYTES + " bytes");
            }
            return LeaseEntry.of(bytes);
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw new IOException(file + " cannot be read as a lease: " + e.getMessage(), e);
        }
    }

    /** Replaces the content. It is not forced to the disk: the lease of a machine that loses its power is over. */
    void write(long number, LeaseEntry entry) throws IOException {
        Path part = folder.resolve(number + PART);
        Files.write(part, entry.bytes());
        AtomicFile.move(part, file(number));
    }

    void delete(long number) throws IOException {
        Files.deleteIfExists(file(number));
        Files.deleteIfExists(folder.resolve(number + PART));
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
