package org.skytrawl.simvo.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.universe.Dataset;
import org.skytrawl.simvo.votable.Column;
import org.skytrawl.simvo.votable.ColumnType;
import org.skytrawl.simvo.votable.VoTableWriter;

/** The links of a dataset (DataLink 1.1 section 3.2): its file, a preview, and a service that cuts out of it. */
final class LinksDocument {
    static final String MEDIA_TYPE = "application/x-votable+xml;content=datalink";

    private static final List<Column> COLUMNS = List.of(
            Column.of("id", ColumnType.TEXT, "Identifier of the dataset"),
            Column.of("access_url", ColumnType.TEXT, "Where it is"),
            Column.of("service_def", ColumnType.TEXT, "Service that gives it"),
            Column.of("error_message", ColumnType.TEXT, "Why there is no link"),
            Column.of("semantics", ColumnType.TEXT, "What it is to the dataset"),
            Column.of("description", ColumnType.TEXT, "For people"),
            Column.of("content_type", ColumnType.TEXT, "Its media type"),
            Column.of("content_length", ColumnType.LONG, "Its size in bytes"));

    private LinksDocument() {}

    /**
     * The document.
     *
     * @param fault {@code LINK_ERROR}, {@code NO_LINK}, or anything else for a whole one
     */
    static byte[] of(Dataset dataset, String baseUrl, long bytes, @Nullable DataFault fault) throws IOException {
        ByteArrayOutputStream document = new ByteArrayOutputStream();
        VoTableWriter table = new VoTableWriter(document);
        String id = dataset.did() == null ? "obs-" + dataset.id() : dataset.did();
        table.begin(COLUMNS);
        if (fault == DataFault.LINK_ERROR) {
            table.row(id, null, null, "NotFoundFault: " + id + " is on a tape", "#this", null, null, null);
        } else if (fault != DataFault.NO_LINK) {
            String url = baseUrl + "/data/file?id=" + dataset.id();
            table.row(id, url, null, null, "#this", "The image", "application/fits", bytes);
            table.row(id, null, "cutout", null, "#cutout", "Parts of it", "application/fits", null);
        }
        String preview = baseUrl + "/data/preview?id=" + dataset.id();
        table.row(id, preview, null, null, "#preview", "A small picture", "image/png", null);
        table.end(false);
        return document.toByteArray();
    }
}
