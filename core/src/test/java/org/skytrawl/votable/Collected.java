package org.skytrawl.votable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A sink that keeps all it gets, and shorthands to read a document into it. */
class Collected implements RowSink {
    @Nullable
    List<TableField> fields;

    final List<List<@Nullable Object>> rows = new ArrayList<>();
    ReadReport report;

    @Override
    public void fields(List<TableField> declared) throws IOException, StopReadingException {
        if (fields != null) {
            throw new IllegalStateException("fields came twice");
        }
        fields = declared;
    }

    @Override
    public void row(@Nullable Object[] cells) throws IOException, StopReadingException {
        if (fields == null || cells.length != fields.size()) {
            throw new IllegalStateException("a row that does not fit the fields");
        }
        rows.add(Arrays.asList(cells));
    }

    List<@Nullable Object> column(int index) {
        List<@Nullable Object> values = new ArrayList<>();
        rows.forEach(row -> values.add(row.get(index)));
        return values;
    }

    static Collected from(String document) {
        return from(document.getBytes(StandardCharsets.UTF_8));
    }

    static Collected from(byte[] document) {
        return from(new ByteArrayInputStream(document));
    }

    static Collected from(InputStream document) {
        Collected sink = new Collected();
        try {
            sink.report = new VoTableReader().read(document, sink);
        } catch (IOException | StopReadingException e) {
            throw new AssertionError("neither the stream nor the sink throws", e);
        }
        return sink;
    }

    static Collected resource(String name) throws IOException {
        try (InputStream in = Collected.class.getResourceAsStream("/votable/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException("no such resource: " + name);
            }
            return from(in);
        }
    }
}
