package org.skytrawl.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What went wrong with a file, in words: Java's own message is often just the file's name. */
public final class FileTrouble {
    private FileTrouble() {}

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
