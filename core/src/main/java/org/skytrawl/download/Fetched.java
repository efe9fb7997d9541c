package org.skytrawl.download;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a URL led to. */
sealed interface Fetched {
    /** A whole file in its place. */
    record File(
            FileOutcome outcome,
            String name,
            long bytes,
            String sha256,
            @Nullable String contentType,
            List<String> notes)
            implements Fetched {}

    /** Links to files. */
    record Document(LinksReader.Links links) implements Fetched {}
}
