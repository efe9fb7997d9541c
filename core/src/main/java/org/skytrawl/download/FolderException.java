package org.skytrawl.download;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.skytrawl.model.SkytrawlException;

/** The folder cannot be written, or not any more: the end for all files. Its message says what happened. */
public final class FolderException extends SkytrawlException {
    private static final long serialVersionUID = 1;

    FolderException(String what, IOException cause) {
        super(what + ": " + reason(cause), List.of(what), cause);
    }

    private static String reason(IOException e) {
        String said = String.valueOf(e.getMessage());
        String lower = said.toLowerCase(Locale.ROOT);
        boolean full = lower.contains("no space left") || lower.contains("not enough space") || lower.contains("quota");
        if (full) {
            return "the disk is full (" + said + ")";
        }
        // of the others the message is often no more than the file
        return e.getClass() == IOException.class ? said : e.getClass().getSimpleName() + ", " + said;
    }
}
