package org.skytrawl.simvo.tap;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.votable.Column;
import org.skytrawl.simvo.votable.VoTableWriter;

/** One query, from a request's parameters to its answer (TAP 1.1 section 2.7). */
final class TapQuery {
    private static final int MOST_SECONDS = 30;
    private static final List<String> LANGUAGES = List.of("ADQL", "ADQL-2.0", "ADQL-2.1");
    private static final List<String> VOTABLE_FORMATS = List.of(
            "votable",
            "application/x-votable+xml",
            "text/xml",
            "votable/td",
            "application/x-votable+xml;serialization=tabledata");
    private static final List<String> CSV_FORMATS = List.of("csv", "text/csv", "text/csv;header=present");

    private final TapDatabase database;
    private final TapDescription service;
    private final TableNames names;

    TapQuery(TapDatabase database, TapDescription service, TableNames names) {
        this.database = database;
        this.service = service;
        this.names = names;
    }

    /** The answer, or an error as DALI wants it: a VOTable with status 400. */
    Response answer(Request request) throws InterruptedException {
        try (TapDatabase.Upload upload = database.upload()) {
            return run(request, upload);
        } catch (AdqlException e) {
            return error(String.valueOf(e.getMessage()));
        } catch (SQLException | IOException e) {
            return error(SqlMessages.readable(e));
        }
    }

    static Response error(String message) {
        return Response.text(400, Response.VOTABLE, VoTableWriter.error(message));
    }

    private Response run(Request request, TapDatabase.Upload upload)
            throws AdqlException, SQLException, IOException, InterruptedException {
        String asked = request.parameter("REQUEST");
        if (asked != null && !asked.equals("doQuery")) {
            throw new AdqlException("REQUEST must be doQuery, but is '" + asked + "'");
        }
        String language = request.parameter("LANG");
        if (language == null || !LANGUAGES.contains(language)) {
            throw new AdqlException("LANG must be one of " + LANGUAGES + ", but is "
                    + (language == null ? "missing" : "'" + language + "'"));
        }
        String query = request.parameter("QUERY");
        if (query == null || query.isBlank()) {
            throw new AdqlException("QUERY is missing");
        }
        boolean csv = isCsv(request);
        int rows = rows(request);
        TableNames known = names;
        List<Uploads.Uploaded> uploaded = Uploads.read(request);
        if (!uploaded.isEmpty()) {
            known = new TableNames();
            known.addAll(names);
            for (Uploads.Uploaded table : uploaded) {
                known.addAll(upload.add(table.table(), table.rows()));
            }
        }
        AdqlTranslation sql = AdqlTranslator.translate(query, known);
        int wanted = (int) Math.min(rows, sql.top());
        // one more tells whether there were more; of no rows at all the database would give all
        int fetched = Math.max(1, (int) Math.min(rows + 1L, sql.top()));
        byte[] content = database.query(
                sql.sql(),
                fetched,
                MOST_SECONDS,
                result -> csv ? csv(result, sql, wanted) : votable(result, sql, wanted, rows));
        return new Response(
                200, csv ? "text/csv;header=present" : Response.VOTABLE, Map.of(), out -> out.write(content));
    }

    private static boolean isCsv(Request request) throws AdqlException {
        String format = request.parameter("RESPONSEFORMAT");
        if (format == null) {
            format = request.parameter("FORMAT");
        }
        String wanted =
                format == null ? "votable" : format.toLowerCase(Locale.ROOT).replace(" ", "");
        if (CSV_FORMATS.contains(wanted)) {
            return true;
        }
        if (!VOTABLE_FORMATS.contains(wanted)) {
            throw new AdqlException("RESPONSEFORMAT can be votable or csv, not '" + format + "'");
        }
        return false;
    }

    private int rows(Request request) throws AdqlException {
        String text = request.parameter("MAXREC");
        if (text == null || text.isBlank()) {
            return service.defaultRows();
        }
        if (!text.strip().matches("\\d{1,18}")) {
            throw new AdqlException("MAXREC must be a number of rows, but is '" + text + "'");
        }
        return (int) Math.min(service.hardRows(), Long.parseLong(text.strip()));
    }

    private static byte[] votable(ResultSet result, AdqlTranslation sql, int wanted, int limit)
            throws SQLException, IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        VoTableWriter table = new VoTableWriter(bytes);
        List<Column> columns = ResultColumns.of(result.getMetaData(), sql);
        table.begin(columns);
        int count = 0;
        boolean more = result.next();
        while (more && count < wanted) {
            table.row(cells(result, columns.size()));
            count++;
            more = result.next();
        }
        // with MAXREC=0 there is always more to know (DALI 1.1 section 3.4.4.1)
        table.end(limit == 0 || (more && count == limit));
        return bytes.toByteArray();
    }

    private static byte[] csv(ResultSet result, AdqlTranslation sql, int wanted) throws SQLException {
        StringBuilder text = new StringBuilder();
        List<Column> columns = ResultColumns.of(result.getMetaData(), sql);
        text.append(String.join(",", columns.stream().map(Column::name).toList()))
                .append("\r\n");
        int count = 0;
        while (count < wanted && result.next()) {
            List<String> cells = new ArrayList<>();
            for (@Nullable Object cell : cells(result, columns.size())) {
                String plain = cell == null ? "" : cell.toString();
                cells.add(plain.matches("(?s).*[\",\r\n].*") ? '"' + plain.replace("\"", "\"\"") + '"' : plain);
            }
            text.append(String.join(",", cells)).append("\r\n");
            count++;
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static @Nullable Object[] cells(ResultSet result, int count) throws SQLException {
        @Nullable Object[] cells = new @Nullable Object[count];
        for (int i = 0; i < count; i++) {
            Object value = result.getObject(i + 1);
            cells[i] = value instanceof Boolean truth ? (truth ? 1 : 0) : value;
        }
        return cells;
    }
}
