package org.skytrawl.download;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.skytrawl.model.SkytrawlException;

/** The folder cannot be written: this ends the download. */
public final class FolderException extends SkytrawlException {
    private static final long serialVersionUID = 1;

    FolderException(String what, IOException cause) {
        super(what + ": " + reason(cause), List.of(what), cause);
    }

    private static String reason(IOException e) {
        String message = String.valueOf(e.getMessage());
        String lower = message.toLowerCase(Locale.ROOT);
        if (lower.contains("no space left") || lower.contains("not enough space") || lower.contains("quota")) {
            return "the disk is full (" + message + ")";
        }
        // the message of a subclass is often only the file name
        return e.getClass() == IOException.class ? message : e.getClass().getSimpleName() + ", " + message;
    }
}
