package org.skytrawl.download;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Result of fetching a URL. */
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

    record Document(LinksReader.Links links) implements Fetched {}
}
