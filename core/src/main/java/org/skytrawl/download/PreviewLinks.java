package org.skytrawl.download;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.AccessFormat;
import org.skytrawl.votable.RowSink;
import org.skytrawl.votable.StopReadingException;
import org.skytrawl.votable.TableField;
import org.skytrawl.votable.VoTableReader;

/** Finds the preview in a links document (DataLink 1.1 section 3.2.6): the first row {@code #preview} with an image. */
final class PreviewLinks implements RowSink {
    private static final int MOST_ROWS = 10_000;

    private final Map<String, Integer> columns = new HashMap<>();
    private @Nullable String found;
    private int rows;

    private PreviewLinks() {}

    static String read(InputStream in) throws PreviewException, IOException {
        PreviewLinks sink = new PreviewLinks();
        try {
            var unused = new VoTableReader().read(in, sink);
        } catch (StopReadingException e) {
            // it has what it needs, or too many rows
        }
        if (sink.found == null) {
            throw new PreviewException(PreviewException.Why.NONE, "the links of this dataset have no preview image");
        }
        return sink.found;
    }

    @Override
    public void fields(List<TableField> fields) {
        for (int i = 0; i < fields.size(); i++) {
            String name = fields.get(i).name();
            if (name != null) {
                columns.putIfAbsent(name.strip().toLowerCase(Locale.ROOT), i);
            }
        }
    }

    @Override
    public void row(@Nullable Object[] cells) throws StopReadingException {
        if (++rows > MOST_ROWS) {
            throw new StopReadingException("the links document has more than " + MOST_ROWS + " rows");
        }
        AccessFormat format = AccessFormat.of(text(cells, "content_type"));
        String semantics = text(cells, "semantics").toLowerCase(Locale.ROOT);
        String term = semantics.substring(semantics.indexOf('#') + 1);
        if ((term.equals("preview") || term.equals("preview-image") || term.equals("preview-plot"))
                && (format == null || format.kind().startsWith("image/"))
                && text(cells, "service_def").isEmpty()
                && !text(cells, "access_url").isEmpty()) {
            found = text(cells, "access_url");
            throw new StopReadingException("the preview was found");
        }
    }

    private String text(@Nullable Object[] cells, String column) {
        Integer at = columns.get(column);
        Object value = at == null ? null : cells[at];
        return value == null ? "" : value.toString().strip();
    }
}
