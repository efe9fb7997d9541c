package org.skytrawl.download;

/** A file that cannot be fetched as expected. */
final class FileException extends Exception {
    private static final long serialVersionUID = 1;

    private final FileCode code;

    /** Without a stack trace: such files are common. */
    FileException(FileCode code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    FileCode code() {
        return code;
    }
}
