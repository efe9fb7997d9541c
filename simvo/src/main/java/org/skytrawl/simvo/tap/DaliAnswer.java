package org.skytrawl.simvo.tap;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.votable.VoTableWriter;

/** An answer and its form. */
record DaliAnswer(QueryResult result, DaliFormat format) {
    static Response of(DaliAnswer answer) {
        return new Response(200, answer.format.mediaType(), Map.of(), answer::write);
    }

    private void write(OutputStream out) throws IOException {
        switch (format) {
            case VOTABLE -> writeVoTable(out);
            case CSV -> writeCsv(out);
        }
    }

    private void writeVoTable(OutputStream out) throws IOException {
        VoTableWriter writer = new VoTableWriter(out);
        writer.begin(result.columns(), result.names());
        for (@Nullable Object[] row : result.rows()) {
            writer.row(row);
        }
        writer.end(result.overflow());
    }

    /** RFC 4180. */
    private void writeCsv(OutputStream out) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        writeLine(writer, result.names().toArray());
        for (@Nullable Object[] row : result.rows()) {
            writeLine(writer, row);
        }
        writer.flush();
    }

    private static void writeLine(Writer writer, @Nullable Object[] cells) throws IOException {
        for (int i = 0; i < cells.length; i++) {
            if (i > 0) {
                writer.write(',');
            }
            Object cell = cells[i];
            if (cell != null) {
                String text = cell.toString();
                boolean quote = text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
                writer.write(quote ? '"' + text.replace("\"", "\"\"") + '"' : text);
            }
        }
        writer.write("\r\n");
    }
}
