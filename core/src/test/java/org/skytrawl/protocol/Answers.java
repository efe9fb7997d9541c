package org.skytrawl.protocol;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.skytrawl.protocol.mapping.AnswerFields;
import org.skytrawl.protocol.mapping.RowMapper;
import org.skytrawl.votable.RowSink;
import org.skytrawl.votable.StopReadingException;
import org.skytrawl.votable.TableField;
import org.skytrawl.votable.VoTableReader;

/** Answers of services, recorded or made up, and what mappers make of them. */
public final class Answers {
    private Answers() {}

    /** What came out of an answer. */
    public record Mapping(List<RowMapper.Mapped> rows, long badCells, int extraColumns) {
        public RowMapper.Mapped first() {
            return rows.getFirst();
        }
    }

    public interface MapperOf {
        RowMapper of(AnswerFields fields);
    }

    /** A reply recorded from DaCHS. */
    public static byte[] recorded(String name) {
        try (InputStream in = Answers.class.getResourceAsStream("/votable/dachs/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A table of these FIELD attributes and, for each row, these cells. */
    public static byte[] table(List<String> fields, List<List<String>> rows) {
        return votable("OK", fields, rows);
    }

    static byte[] votable(String status, List<String> fields, List<List<String>> rows) {
        StringBuilder xml = new StringBuilder("<VOTABLE version=\"1.3\"><RESOURCE type=\"results\">"
                + "<INFO name=\"QUERY_STATUS\" value=\"" + status + "\"/><TABLE>");
        fields.forEach(field -> xml.append("<FIELD ").append(field).append("/>"));
        xml.append("<DATA><TABLEDATA>");
        for (List<String> row : rows) {
            xml.append("<TR>");
            row.forEach(cell -> xml.append("<TD>").append(cell).append("</TD>"));
            xml.append("</TR>");
        }
        return xml.append("</TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>")
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    /** One row; each column is its FIELD attributes, a bar, and the cell. */
    public static byte[] row(String... columns) {
        List<String> fields = new ArrayList<>();
        List<String> cells = new ArrayList<>();
        for (String column : columns) {
            int bar = column.indexOf('|');
            fields.add(column.substring(0, bar));
            cells.add(column.substring(bar + 1));
        }
        return table(fields, List.of(cells));
    }

    /** What the reader of VOTables itself leaves out. */
    static long badCells(byte[] answer) {
        VoTableReader reader = new VoTableReader();
        try {
            return reader.read(new ByteArrayInputStream(answer), new RowSink() {
                        @Override
                        public void fields(List<TableField> fields) {}

                        @Override
                        public void row(@Nullable Object[] cells) {}
                    })
                    .badCells();
        } catch (IOException | StopReadingException e) {
            throw new AssertionError(e);
        }
    }

    public static Mapping map(byte[] answer, MapperOf mapperOf) {
        List<RowMapper.Mapped> rows = new ArrayList<>();
        RowMapper[] mapper = new RowMapper[1];
        try {
            new VoTableReader().read(new ByteArrayInputStream(answer), new RowSink() {
                @Override
                public void fields(List<TableField> fields) {
                    mapper[0] = mapperOf.of(new AnswerFields(fields, true));
                }

                @Override
                public void row(@Nullable Object[] cells) {
                    rows.add(mapper[0].map(cells));
                }
            });
        } catch (IOException | StopReadingException e) {
            throw new AssertionError(e);
        }
        return new Mapping(rows, mapper[0].badCells(), mapper[0].extraColumns());
    }
}
