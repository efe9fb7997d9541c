package org.skytrawl.output;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;

/**
 * A file that a name stands for, and the symbolic links that lead to it. In a folder such as {@code /tmp} anybody can put a link
 * where a user is going to write, so that the user replaces a file of their own.
 *
 * @param file the file; it need not exist
 * @param links the links, in the order in which they are followed
 */
record LinkedFile(Path file, List<Path> links) {
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
