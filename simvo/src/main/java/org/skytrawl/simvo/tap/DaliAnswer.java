package org.skytrawl.simvo.tap;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.votable.VoTableWriter;

record DaliAnswer(QueryRun.Result result, Format format) {
    @SuppressWarnings("ImmutableEnumChecker") // the list is
    enum Format {
        VOTABLE(
                "application/x-votable+xml",
                "votable",
                "votable/td",
                "application/x-votable+xml",
                "application/x-votable+xml;serialization=tabledata",
                "text/xml"),
        CSV("text/csv;header=present", "csv", "text/csv", "text/csv;header=present");

        private final String mediaType;
        private final List<String> names;

        /** @param names in lower case and without blanks */
        Format(String mediaType, String... names) {
            this.mediaType = mediaType;
            this.names = List.of(names);
        }

        static Format of(String asked) throws TapError {
            String name = asked.toLowerCase(Locale.ROOT).replace(" ", "").replace("\"", "");
            return Arrays.stream(values())
                    .filter(format -> format.names.contains(name))
                    .findFirst()
                    .orElseThrow(
                            () -> new TapError("unknown format '" + asked + "': this service writes votable and csv"));
        }

        String mediaType() {
            return mediaType;
        }
    }

    Response response() {
        return new Response(
                200, format.mediaType, Map.of(), format == Format.CSV ? this::writeCsv : this::writeVoTable);
    }

    private void writeVoTable(OutputStream out) throws IOException {
        VoTableWriter writer = new VoTableWriter(out);
        writer.begin(result.columns().columns(), result.columns().names());
        for (@Nullable Object[] row : result.rows()) {
            writer.row(row);
        }
        writer.end(result.overflow());
    }

    /** RFC 4180. */
    private void writeCsv(OutputStream out) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        writer.write(line(result.columns().names().toArray()));
        for (@Nullable Object[] row : result.rows()) {
            writer.write(line(row));
        }
        writer.flush();
    }

    private static String line(@Nullable Object[] cells) {
        return Arrays.stream(cells).map(DaliAnswer::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String cell(@Nullable Object cell) {
        String text = cell == null ? "" : cell.toString();
        boolean quote = text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return quote ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
