package org.skytrawl.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Writes a file so that it has either its old content or all of the new, whatever becomes of the program. What is being written
 * is called {@code .skytrawl-....part} until it is whole; a program that was killed leaves it behind, and the next one to write
 * into that folder deletes it.
 */
public final class AtomicFile {
    /** Writes what a file is to hold. */
    @FunctionalInterface
    public interface Content {
        /** Writes all of it; the stream is buffered. It may be closed, which only flushes it. */
        void writeTo(OutputStream out) throws IOException;
    }

    private static final int TRIED_BYTES = 1 << 12;
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private AtomicFile() {}

    /**
     * Writes to a new file in the same folder, then puts it in the place of the old one, whose permissions it gets. A
     * symbolic link stays one; a link of another user is not followed. What is no regular file, such as {@code /dev/stdout} or
     * a pipe, is written as it is.
     *
     * @throws IOException if the content cannot be made or written; then the target is as it was before
     */
    public static void write(Path target, Content content) throws IOException {
        write(target, content, false);
    }

    /**
     * As {@link #write}, but a new file can be read by its owner only, from its first byte on: for copies in folders that others
     * read.
     *
     * @throws IOException as {@link #write}
     */
    public static void writePrivate(Path target, Content content) throws IOException {
        write(target, content, true);
    }

    /**
     * As {@link #writePrivate}; the folder is made if need be.
     *
     * @throws IOException as {@link #write}
     */
    public static void writeCache(Path target, Content content) throws IOException {
        Files.createDirectories(target.resolveSibling("."));
        writePrivate(target, content);
    }

    private static void write(Path target, Content content, boolean ownersOnly) throws IOException {
        if (isSpecial(target)) {
            // neither made nor emptied: what has become a file meanwhile is not ours to replace
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target, StandardOpenOption.WRITE))) {
                content.writeTo(out);
            }
            return;
        }
        LinkedFile linked = linked(target);
        Path file = linked.file();
        PartFiles.deleteLeftBehind(file.resolveSibling("."));
        Path part = PartFiles.nextTo(file);
        try {
            // the old file may be secret
            fill(part, linked, content, ownersOnly || Files.exists(file));
            if (Files.exists(file) && Files.getFileStore(file).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(part, Files.getPosixFilePermissions(file));
            }
            move(part, file);
        } finally {
            PartFiles.end(part);
        }
    }

    /**
     * Tries whether a file can be written where it is to be, as far as that can be known beforehand: its folder takes a new
     * file, and the disk some bytes. The target itself is not touched.
     *
     * @throws IOException if not
     */
    public static void check(Path target) throws IOException {
        if (isSpecial(target)) {
            if (!Files.isWritable(target)) {
                throw new AccessDeniedException(target.toString());
            }
            return;
        }
        LinkedFile linked = linked(target);
        Path file = linked.file();
        // what a killed program has left may be what fills the disk
        PartFiles.deleteLeftBehind(file.resolveSibling("."));
        Path part = PartFiles.nextTo(file);
        try {
            fill(part, linked, out -> out.write(new byte[TRIED_BYTES]), false);
        } finally {
            PartFiles.end(part);
        }
    }

    private static boolean isSpecial(Path target) throws IOException {
        if (Files.isDirectory(target)) {
            throw new FileSystemException(target.toString(), null, "is a folder");
        }
        return Files.exists(target) && !Files.isRegularFile(target);
    }

    /** Where the target is, and the links to it. */
    private static LinkedFile linked(Path target) throws IOException {
        // a move would replace a file that must not be written
        if (Files.exists(target) && !Files.isWritable(target)) {
            throw new AccessDeniedException(target.toString());
        }
        LinkedFile linked = LinkedFile.of(target);
        if (!Files.isDirectory(linked.file().resolveSibling("."))) {
            throw new FileSystemException(target.toString(), null, "its folder does not exist");
        }
        try {
            Files.readAttributes(linked.file(), BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            // as it should be; a name that is too long, or not allowed here, is something else
        }
        return linked;
    }

    /** CREATE_NEW follows no link that somebody has put there. */
    private static void fill(Path part, LinkedFile linked, Content content, boolean ownersOnly) throws IOException {
        FileAttribute<?>[] attributes =
                ownersOnly && part.getFileSystem().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {OWNER_ONLY}
                        : new FileAttribute<?>[0];
        try (FileChannel channel =
                FileChannel.open(part, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
            PartFiles.hold(channel);
            linked.refuseLinksOfOthers(part);
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16) {
                @Override
                public void close() throws IOException {
                    flush();
                }
            };
            content.writeTo(out);
            out.flush();
            // before the name: else a power cut can leave the name without the content
            channel.force(true);
        }
    }

    private static void move(Path part, Path file) throws IOException {
        try {
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /**
     * A file that a name stands for, and the symbolic links that lead to it. In a folder such as {@code /tmp} anybody can put a link
     * where a user is going to write, so that the user replaces a file of their own.
     *
     * @param file the file; it need not exist
     * @param links the links, in the order in which they are followed
     */
    private record LinkedFile(Path file, List<Path> links) {
        /** As many as Linux follows. */
        private static final int MOST_LINKS = 40;

        private static final int ROOT = 0;

        /** Follows the name to its end, whether there is a file or not. */
        static LinkedFile of(Path name) throws IOException {
            List<Path> links = new ArrayList<>();
            Path at = name.toAbsolutePath();
            while (Files.isSymbolicLink(at)) {
                if (links.size() == MOST_LINKS) {
                    throw new FileSystemLoopException(name.toString());
                }
                links.add(at);
                at = at.resolveSibling(Files.readSymbolicLink(at));
            }
            return new LinkedFile(at, links);
        }

        /**
         * Refuses links that this user has not made. Those of the system, such as {@code /dev/stdout}, are trusted: root's, in a
         * folder that only root can write to.
         *
         * @param made a file that this process has made: its owner is the user, which Java cannot ask for in another way
         */
        void refuseLinksOfOthers(Path made) throws IOException {
            if (links.isEmpty()
                    || !made.getFileSystem().supportedFileAttributeViews().contains("unix")) {
                return;
            }
            int user = owner(made);
            for (Path link : links) {
                int owner = owner(link);
                if (owner != user && !(owner == ROOT && isOfRootOnly(link.resolveSibling(".")))) {
                    throw new FileSystemException(
                            link.toString(), null, "is a link that another user has made; it is not followed");
                }
            }
        }

        /** By number: not every user has a name. */
        private static int owner(Path path) throws IOException {
            return (int) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        }

        private static boolean isOfRootOnly(Path folder) throws IOException {
            PosixFileAttributes attributes = Files.readAttributes(folder, PosixFileAttributes.class);
            boolean shared = attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE)
                    || attributes.permissions().contains(PosixFilePermission.GROUP_WRITE);
            return owner(folder) == ROOT && !shared;
        }
    }
}
