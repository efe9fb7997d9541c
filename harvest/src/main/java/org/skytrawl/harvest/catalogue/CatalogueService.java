package org.skytrawl.harvest.catalogue;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.files.JsonObject;

/**
 * A service of a catalogue.
 *
 * @param folder the name of its folder under {@code pages}, and the key in the rows
 * @param table that was read; null if its protocol has none
 * @param counted the rows that the service said to have at the end; null if it did not say
 * @param ended whether a session ended for it
 * @param complete whether all rows were read
 * @param oldest the time of the oldest page; null without pages
 * @param newest the time of the newest page; null without pages
 * @param gaps parts that could not be read
 */
public record CatalogueService(
        String folder,
        List<String> ivoids,
        String accessUrl,
        @Nullable String table,
        long rows,
        @Nullable Long counted,
        boolean ended,
        boolean complete,
        @Nullable Instant oldest,
        @Nullable Instant newest,
        int gaps) {
    public CatalogueService {
        ivoids = List.copyOf(ivoids);
    }

    JsonObject json() {
        return JsonObject.of(
                "folder",
                folder,
                "ivoids",
                ivoids,
                "access_url",
                accessUrl,
                "table",
                table,
                "rows",
                rows,
                "counted",
                counted,
                "ended",
                ended,
                "complete",
                complete,
                "oldest",
                oldest,
                "newest",
                newest,
                "gaps",
                gaps);
    }

    /** @throws IOException if it is none */
    static CatalogueService of(JsonObject json) throws IOException {
        String oldest = json.text("oldest");
        String newest = json.text("newest");
        Number counted = json.number("counted");
        return new CatalogueService(
                Json.text(json, "folder"),
                json.texts("ivoids"),
                Json.text(json, "access_url"),
                json.text("table"),
                Json.count(json, "rows"),
                counted == null ? null : (Long) counted.longValue(),
                json.flag("ended"),
                json.flag("complete"),
                oldest == null ? null : Instant.parse(oldest),
                newest == null ? null : Instant.parse(newest),
                json.integer("gaps"));
    }
}
