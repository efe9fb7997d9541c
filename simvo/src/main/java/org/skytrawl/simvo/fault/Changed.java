package org.skytrawl.simvo.fault;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.http.Wire;

/** Sends healthy answers with something changed in their tables. */
final class Changed {
    private static final Pattern FIELD = Pattern.compile("<FIELD name=\"([^\"]*)\"");

    /** Cells have no tags in them, the writer escapes those. */
    private static final Pattern ROW_OR_CELL = Pattern.compile("<TR>|<TD>([^<]*)</TD>");

    private Changed() {}

    /** Sends the answer with its document changed; one without a table stays as it is. */
    static void send(Request request, Handler healthy, Wire wire, UnaryOperator<String> change) throws Exception {
        Response response = healthy.handle(request);
        String document = text(response);
        byte[] sent =
                (document.contains("<TABLEDATA>") ? change.apply(document) : document).getBytes(StandardCharsets.UTF_8);
        wire.send(new Response(response.status(), response.contentType(), response.headers(), out -> out.write(sent)));
    }

    /** The content of an answer. */
    static String text(Response response) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        response.body().writeTo(body);
        return body.toString(StandardCharsets.UTF_8);
    }

    /** A document with the cells of some columns changed; empty cells stay empty. */
    static String cells(String document, Predicate<String> columns, UnaryOperator<String> change) {
        List<Boolean> isMeant = FIELD.matcher(document)
                .results()
                .map(field -> columns.test(field.group(1)))
                .toList();
        int[] next = {0};
        return ROW_OR_CELL.matcher(document).replaceAll(found -> {
            if (found.group(1) == null) {
                next[0] = 0;
                return "<TR>";
            }
            boolean stays = !isMeant.get(next[0]++) || found.group(1).isEmpty();
            return Matcher.quoteReplacement(stays ? found.group() : cell(found, change));
        });
    }

    private static String cell(MatchResult found, UnaryOperator<String> change) {
        return "<TD>" + change.apply(found.group(1)) + "</TD>";
    }
}
