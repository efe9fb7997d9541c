package org.skytrawl.simvo.fault;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.skytrawl.simvo.http.Behaviour;
import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.http.Wire;
import org.skytrawl.simvo.votable.VoTableWriter;

/** Answers with something changed in their tables or missing from them. Answers without a table stay as they are. */
final class OddAnswer {
    /** More than a simulated collection has at one place, so that small parts of the sky have fewer. */
    static final int MOST_ROWS = 15;

    private static final Pattern FIELD = Pattern.compile("<FIELD name=\"([^\"]*)\"");

    /** Cells have no tags in them, the writer escapes those. */
    private static final Pattern ROW_OR_CELL = Pattern.compile("<TR>|<TD>([^<]*)</TD>");

    private static final Set<String> TITLES = Set.of("title", "obs_title", "ssa_dstitle");
    private static final Set<String> URLS = Set.of("acref", "access_url", "accref");

    private OddAnswer() {}

    static void overflow(Response response, Wire wire) throws IOException {
        Document document = Document.of(response);
        wire.send(response.with(out -> document.writeOverflow(out, document.rows() / 2)));
    }

    /** Unlike {@link #overflow}, a client that asks for less at a time gets all rows. */
    static void rowLimit(Response response, Wire wire) throws IOException {
        Document document = Document.of(response);
        wire.send(
                document.rows() <= MOST_ROWS ? response : response.with(out -> document.writeOverflow(out, MOST_ROWS)));
    }

    /** With controls that XML 1.0 allows (U+009B begins an escape sequence), and with reversed direction of writing. */
    static void strangeTitles(Response response, Wire wire) throws IOException {
        String begin = "&lt;b onclick=&quot;alert(1)&quot;&gt;";
        String end = "&lt;/b&gt;&lt;script&gt;alert(2)&lt;/script&gt;]]&gt;&#9;&#13;&#10;\u009b31mred\u0085\u202e";
        sendChanged(response, wire, document -> cells(document, TITLES, title -> begin + title + end));
    }

    static void urls(Response response, String beginning, String other, Wire wire) throws IOException {
        sendChanged(response, wire, document -> cells(document, URLS, url -> url.replaceFirst(beginning, other)));
    }

    /** Slashes before the path of each access URL. They are put in while the answer is sent: long tables take no memory here. */
    static void urlSlashes(Response response, Wire wire) throws IOException {
        // in no document: XML does not allow it
        String mark = "\u0001";
        String marked = cells(text(response), URLS, url -> url.replaceFirst("^(https?://[^/]*)", "$1" + mark));
        String[] pieces = marked.split(mark, -1);
        byte[] slashes = ("/".repeat(240_000) + "x").getBytes(StandardCharsets.US_ASCII);
        wire.send(response.with(out -> {
            for (int i = 0; i < pieces.length; i++) {
                if (i > 0) {
                    out.write(slashes);
                }
                out.write(pieces[i].getBytes(StandardCharsets.UTF_8));
            }
        }));
    }

    static void upperCase(Response response, Wire wire) throws IOException {
        Pattern name = Pattern.compile("(?<=<FIELD name=\")[^\"]*");
        UnaryOperator<String> upper = document -> name.matcher(document)
                .replaceAll(found -> Matcher.quoteReplacement(found.group().toUpperCase(Locale.ROOT)));
        sendChanged(response, wire, upper);
    }

    /** In columns on which no constraint depends; answers without s_resolution, such as SIA1's, get that column. */
    static void unitBlanks(Response response, Wire wire) throws IOException {
        String unit = " unit=\"x" + " ".repeat(20_000) + "y\"";
        Pattern field =
                Pattern.compile("<FIELD name=\"(?:s_resolution|access_estsize|filesize|accsize|t_exptime)\"[^>]*>");
        sendChanged(response, wire, document -> {
            String changed = field.matcher(document)
                    .replaceAll(found -> Matcher.quoteReplacement(found.group()
                            .replaceAll(" unit=\"[^\"]*\"", "")
                            .replaceFirst(" datatype=", unit + " datatype=")));
            return document.contains("<FIELD name=\"s_resolution\"")
                    ? changed
                    : changed.replace(
                                    "<DATA>", "<FIELD name=\"s_resolution\" datatype=\"double\"" + unit + "/>\n<DATA>")
                            .replace("</TR>", "<TD>1.5</TD></TR>");
        });
    }

    /** @param refused a pattern in queries whose texts are written 'x', or '' if they are blank */
    static Behaviour refusing(String refused, String reason) {
        Pattern pattern = Pattern.compile(refused, Pattern.CASE_INSENSITIVE);
        return (request, healthy, wire) -> {
            String query = request.parameter("QUERY");
            wire.send(
                    query != null && pattern.matcher(withoutTexts(query)).find()
                            ? Response.text(400, Response.VOTABLE, VoTableWriter.error("ADQL: " + reason))
                            : healthy.handle(request));
        };
    }

    /** A table written otherwise; other answers stay. */
    static Behaviour changed(Function<OddTable, String> change) {
        return changedBytes(table -> change.apply(table).getBytes(StandardCharsets.UTF_8));
    }

    static Behaviour changedBytes(Function<OddTable, byte[]> change) {
        return (request, healthy, wire) -> {
            Response response = healthy.handle(request);
            String document = text(response);
            byte[] sent = OddTable.isIn(document) ? change.apply(OddTable.of(document)) : null;
            wire.send(sent == null ? response : response.with(out -> out.write(sent)));
        };
    }

    static Behaviour unless(Predicate<Request> well, Behaviour odd) {
        return (request, healthy, wire) -> (well.test(request) ? Behaviour.HEALTHY : odd).serve(request, healthy, wire);
    }

    /** Redirects to the same URL until the cookie of the redirect comes back (RFC 6265). */
    static void wantingCookie(Request request, Handler healthy, Wire wire) throws Exception {
        boolean isBack = request.headers().getOrDefault("cookie", "").contains("visit=1");
        boolean isGet = request.method().equals("GET");
        String query = request.parameters().entrySet().stream()
                .flatMap(each -> each.getValue().stream().map(value -> each.getKey() + "=" + encoded(value)))
                .collect(Collectors.joining("&", "?", ""));
        String url = request.baseUrl() + request.path() + (isGet && query.length() > 1 ? query : "");
        Map<String, String> headers = Map.of("Location", url, "Set-Cookie", "visit=1; Path=/; HttpOnly");
        wire.send(isBack ? healthy.handle(request) : new Response(307, "text/plain", headers, out -> {}));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    static byte[] gzip(String text, int times) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < times; i++) {
            bytes = compressed(bytes, GZIPOutputStream::new);
        }
        return bytes;
    }

    static byte[] zlib(String text) {
        return compressed(text.getBytes(StandardCharsets.UTF_8), DeflaterOutputStream::new);
    }

    private interface Compression {
        OutputStream over(OutputStream out) throws IOException;
    }

    private static byte[] compressed(byte[] bytes, Compression compression) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream packed = compression.over(out)) {
            packed.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static String withoutTexts(String query) {
        return Pattern.compile("--[^\n]*|'((?:[^']|'')*)'")
                .matcher(query)
                .replaceAll(
                        found -> found.group(1) == null ? " " : found.group(1).isBlank() ? "''" : "'x'");
    }

    private static void sendChanged(Response response, Wire wire, UnaryOperator<String> change) throws IOException {
        String document = text(response);
        byte[] sent =
                (document.contains("<TABLEDATA>") ? change.apply(document) : document).getBytes(StandardCharsets.UTF_8);
        wire.send(response.with(out -> out.write(sent)));
    }

    private static String text(Response response) throws IOException {
        return new String(response.content(), StandardCharsets.UTF_8);
    }

    private static String cells(String document, Set<String> columns, UnaryOperator<String> change) {
        List<Boolean> isMeant = FIELD.matcher(document)
                .results()
                .map(field -> columns.contains(field.group(1)))
                .toList();
        int[] next = {0};
        return ROW_OR_CELL.matcher(document).replaceAll(found -> {
            if (found.group(1) == null) {
                next[0] = 0;
                return "<TR>";
            }
            boolean stays = !isMeant.get(next[0]++) || found.group(1).isEmpty();
            return Matcher.quoteReplacement(stays ? found.group() : "<TD>" + change.apply(found.group(1)) + "</TD>");
        });
    }
}
