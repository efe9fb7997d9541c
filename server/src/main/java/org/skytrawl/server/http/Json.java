package org.skytrawl.server.http;

import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of requests and answers. Thread-safe. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    /** Answers with a value: maps, lists, records, texts, numbers. */
    public static void answer(Context ctx, int status, Object value) {
        ctx.status(status).contentType("application/json; charset=utf-8").result(text(value));
    }

    public static void error(Context ctx, ApiException error) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("code", error.code());
        members.put("message", error.text());
        if (error.field() != null) {
            members.put("field", error.field());
        }
        answer(ctx, error.status(), Map.of("error", members));
    }

    public static String text(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /** @throws ApiException if the body is no JSON object */
    public static JsonNode object(Context ctx) {
        try {
            JsonNode node = MAPPER.readTree(ctx.bodyAsBytes());
            if (node != null && node.isObject()) {
                return node;
            }
        } catch (JacksonException e) {
            throw new ApiException(400, "wrong_parameter", "the body is no JSON: " + e.getOriginalMessage());
        }
        throw new ApiException(400, "wrong_parameter", "the body must be a JSON object");
    }
}
