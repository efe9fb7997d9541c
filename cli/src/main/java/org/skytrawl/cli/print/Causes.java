package org.skytrawl.cli.print;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Says what went wrong with a file; Java's own messages are often just its name. */
public final class Causes {
    private Causes() {}

    public static String of(IOException e) {
        return switch (e) {
            case NoSuchFileException missing -> "no such file or folder: " + missing.getFile();
            case AccessDeniedException denied -> "permission denied: " + denied.getFile();
            case NotDirectoryException file -> "not a folder: " + file.getFile();
            case FileAlreadyExistsException there -> "a file is in the way: " + there.getFile();
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        };
    }
}
