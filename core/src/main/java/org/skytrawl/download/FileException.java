package org.skytrawl.download;

/** A file is not to be had as it is wanted. */
final class FileException extends Exception {
    private static final long serialVersionUID = 1;

    private final FileCode code;

    /** Without a stack trace: such files are everyday, and the message says what happened. */
    FileException(FileCode code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    FileCode code() {
        return code;
    }
}
