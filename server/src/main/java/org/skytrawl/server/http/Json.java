package org.skytrawl.server.http;

import io.javalin.http.Context;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.skytrawl.model.PlainText;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of requests and answers. Thread-safe. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** Limit of a JSON body. */
    public static final int MOST_BYTES = 1 << 20;

    /** Limit of the time in which a body without files comes. */
    public static final Duration SLOWEST = Duration.ofSeconds(30);

    private Json() {}

    /** Answers with a value: maps, lists, records, texts, numbers. */
    public static void answer(Context ctx, int status, Object value) {
        ctx.status(status).contentType("application/json; charset=utf-8").result(text(value));
    }

    /** Answers with what is written piece by piece, so that long answers need no memory of their own. */
    public static void stream(Context ctx, Consumer<JsonGenerator> content) throws IOException {
        ctx.status(200).contentType("application/json; charset=utf-8");
        try {
            JsonGenerator json = MAPPER.createGenerator(new BufferedOutputStream(ctx.outputStream(), 1 << 14));
            content.accept(json);
            // not after an exception: closing ends all arrays, and half an answer would look like a whole one
            json.close();
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
    }

    /** Answers with an error, unless the answer has begun. */
    public static void error(Context ctx, ApiException error) {
        if (cutIfBegun(ctx)) {
            return;
        }
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("code", error.code());
        members.put("message", error.text());
        if (error.field() != null) {
            members.put("field", error.field());
        }
        if (error.again() != null) {
            ctx.header("Retry-After", Long.toString(Math.max(1, error.again().toSeconds())));
        } else if (error.status() == 429 && !ctx.res().containsHeader("Retry-After")) {
            ctx.header("Retry-After", "1");
        }
        answer(ctx, error.status(), Map.of("error", members));
    }

    /**
     * Cuts the connection if the answer has begun, so that half a file does not look like a whole one.
     *
     * @return whether it had begun
     */
    public static boolean cutIfBegun(Context ctx) {
        if (!ctx.res().isCommitted()) {
            return false;
        }
        ServletContextRequest request = ServletContextRequest.getServletContextRequest(ctx.req());
        if (request != null) {
            request.getConnectionMetaData().getConnection().getEndPoint().close();
        }
        return true;
    }

    public static String text(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /**
     * @throws ApiException if the body is no JSON object, is too long, takes too long, or ends early
     */
    public static JsonNode object(Context ctx) {
        byte[] body;
        try {
            body = RequestBody.read(ctx, MOST_BYTES, SLOWEST);
        } catch (IOException e) {
            throw new ApiException(408, "too_slow", "the body did not come to its end");
        }
        try {
            JsonNode node = MAPPER.readTree(body);
            if (node != null && node.isObject()) {
                return node;
            }
        } catch (JacksonException e) {
            throw new ApiException(400, "wrong_parameter", "the body is no JSON: " + e.getOriginalMessage());
        }
        throw new ApiException(400, "wrong_parameter", "the body must be a JSON object");
    }

    /**
     * The members of a JSON object as parameters.
     *
     * @throws ApiException 400 if a value is neither a text, a number, true or false, nor a list of them
     */
    public static Map<String, List<String>> parameters(JsonNode object) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            List<String> values = new ArrayList<>();
            Iterable<JsonNode> nodes = member.getValue().isArray() ? member.getValue() : List.of(member.getValue());
            for (JsonNode value : nodes) {
                if (value.isContainer()) {
                    String name = PlainText.of(member.getKey(), 80);
                    throw new ApiException(400, "wrong_parameter", name + " must be a text or a list of texts", name);
                }
                if (!value.isNull()) {
                    values.add(value.asString());
                }
            }
            parameters.put(member.getKey(), values);
        }
        return parameters;
    }
}
