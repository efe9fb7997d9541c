package org.skytrawl.provenance;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A harvest from which a run reads the answers of services.
 *
 * @param folder its folder
 * @param rows rows of all services
 * @param services number of services
 * @param built when its catalogue was made
 * @param pages times of the oldest and newest page
 */
public record HarvestRead(String folder, long rows, int services, Instant built, Pages pages) {
    /**
     * The times at which services gave rows.
     *
     * @param oldest null without pages
     * @param newest null without pages
     */
    public record Pages(@Nullable Instant oldest, @Nullable Instant newest) {
        /** There are none. */
        public static final Pages NONE = new Pages(null, null);
    }
}
