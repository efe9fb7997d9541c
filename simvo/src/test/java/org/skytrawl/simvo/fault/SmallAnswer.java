package org.skytrawl.simvo.fault;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.votable.Column;
import org.skytrawl.simvo.votable.ColumnType;
import org.skytrawl.simvo.votable.VoTableWriter;

/** Answers of healthy services for tests, and what is in them. */
final class SmallAnswer {
    private SmallAnswer() {}

    /** Of one column. */
    static Handler table(int rows, boolean overflowing) {
        return request -> new Response(200, Response.VOTABLE, Map.of("X-Service", "sim"), out -> {
            VoTableWriter writer = new VoTableWriter(out);
            writer.begin(List.of(Column.of("obs_id", ColumnType.TEXT, "Ident. é")));
            for (int i = 0; i < rows; i++) {
                writer.row("obs-" + i + " <TR> é");
            }
            writer.end(overflowing);
        });
    }

    /** Of three columns: a number, a title, and a URL that is missing in the second row. */
    static Handler images(int rows) {
        return request -> new Response(200, Response.VOTABLE, Map.of(), out -> {
            VoTableWriter writer = new VoTableWriter(out);
            writer.begin(List.of(
                    Column.of("calib_level", ColumnType.INT, "Level"),
                    Column.of("obs_title", ColumnType.TEXT, "Title"),
                    Column.of("access_url", ColumnType.TEXT, "URL")));
            for (int i = 0; i < rows; i++) {
                writer.row(i, "Title " + i, i == 1 ? null : "http://127.0.0.1:9/data/get?id=" + i + "&fmt=fits");
            }
            writer.end(false);
        });
    }

    /** The names in the rows of {@link #table} that are complete. */
    static List<String> rows(String answer) {
        return Pattern.compile("<TR><TD>(obs-[0-9]+) .*?</TD></TR>")
                .matcher(answer)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    static List<String> firstRows(int count) {
        return IntStream.range(0, count).mapToObj(i -> "obs-" + i).toList();
    }
}
