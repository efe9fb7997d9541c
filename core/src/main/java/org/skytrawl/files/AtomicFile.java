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

/** Replaces a file atomically, even if the program is killed: the next one deletes {@code .skytrawl-....part} files. */
public final class AtomicFile {
    @FunctionalInterface
    public interface Content {
        /** The stream is buffered; to close it only flushes it. */
        void writeTo(OutputStream out) throws IOException;
    }

    private static final int PROBE_BYTES = 1 << 12;
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private AtomicFile() {}

    /**
     * Keeps the permissions of the old file. A symbolic link stays a link; a link of another user is not followed. A
     * special file such as {@code /dev/stdout} or a pipe is written directly.
     */
    public static void write(Path target, Content content) throws IOException {
        write(target, content, false);
    }

    /** As {@link #write}, but only the owner can read a new file. */
    public static void writePrivate(Path target, Content content) throws IOException {
        write(target, content, true);
    }

    /** As {@link #writePrivate}; creates the folder. */
    public static void writeCache(Path target, Content content) throws IOException {
        Files.createDirectories(target.resolveSibling("."));
        writePrivate(target, content);
    }

    private static void write(Path target, Content content, boolean ownersOnly) throws IOException {
        if (isSpecial(target)) {
            // neither created nor truncated: it may have become a regular file meanwhile
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

    /** Checks in advance that a file can be written, without touching it. */
    public static void check(Path target) throws IOException {
        if (isSpecial(target)) {
            if (!Files.isWritable(target)) {
                throw new AccessDeniedException(target.toString());
            }
            return;
        }
        LinkedFile linked = linked(target);
        Path file = linked.file();
        // files left behind may fill the disk
        PartFiles.deleteLeftBehind(file.resolveSibling("."));
        Path part = PartFiles.nextTo(file);
        try {
            fill(part, linked, out -> out.write(new byte[PROBE_BYTES]), false);
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

    private static LinkedFile linked(Path target) throws IOException {
        // a move would replace a read-only file
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
            // a new file; other exceptions mean a name that is too long or not allowed
        }
        return linked;
    }

    /** CREATE_NEW does not follow a link of another user. */
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
            // before the move: else a power cut can leave the name without the content
            channel.force(true);
        }
    }

    /** Renames a file to another name in the same folder, replacing a file of that name atomically. */
    public static void move(Path part, Path file) throws IOException {
        try {
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /**
     * In a folder such as {@code /tmp} another user can create a link that makes this user replace one of his own
     * files.
     */
    private record LinkedFile(Path file, List<Path> links) {
        /** As in Linux. */
        private static final int MAX_LINKS = 40;

        private static final int ROOT = 0;

        static LinkedFile of(Path name) throws IOException {
            List<Path> links = new ArrayList<>();
            Path at = name.toAbsolutePath();
            while (Files.isSymbolicLink(at)) {
                if (links.size() == MAX_LINKS) {
                    throw new FileSystemLoopException(name.toString());
                }
                links.add(at);
                at = at.resolveSibling(Files.readSymbolicLink(at));
            }
            return new LinkedFile(at, links);
        }

        /** Trusts links of the system such as {@code /dev/stdout}: root's, in a folder that only root can write to. */
        void refuseLinksOfOthers(Path created) throws IOException {
            if (links.isEmpty()
                    || !created.getFileSystem().supportedFileAttributeViews().contains("unix")) {
                return;
            }
            int user = owner(created);
            for (Path link : links) {
                int owner = owner(link);
                if (owner != user && !(owner == ROOT && isOfRootOnly(link.resolveSibling(".")))) {
                    throw new FileSystemException(
                            link.toString(), null, "is a link that another user has made; it is not followed");
                }
            }
        }

        /** A number: not every user has a name. */
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
