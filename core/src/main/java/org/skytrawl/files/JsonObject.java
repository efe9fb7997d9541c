package org.skytrawl.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * A JSON object for the small files that a command reads at its start, where loading Jackson's databind would take too
 * long. An accessor throws {@link IOException} for a member of another type; null, 0, false or empty if absent.
 */
public record JsonObject(Map<String, @Nullable Object> members) {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .rootValueSeparator("\n")
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();
    private static final int MAX_VALUES = 1_000_000;

    /** Names and values in turn; null values are omitted. */
    public static JsonObject of(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i + 1] != null) {
                members.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
            }
        }
        return new JsonObject(members);
    }

    /** Null for an empty list, so that {@link #of} omits it. */
    public static <T> @Nullable List<T> unlessEmpty(List<T> list) {
        return list.isEmpty() ? null : list;
    }

    /** Writes one object a line in UTF-8; neither flushes nor closes the stream. */
    public static <T> void writeLines(List<T> all, Function<T, JsonObject> object, OutputStream out)
            throws IOException {
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8)) {
            all.forEach(each -> object.apply(each).write(json));
            if (!all.isEmpty()) {
                json.writeRaw('\n');
            }
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
    }

    public void write(JsonGenerator json) {
        value(json, this);
    }

    private static void value(JsonGenerator json, @Nullable Object value) {
        switch (value) {
            case null -> json.writeNull();
            case JsonObject object -> {
                json.writeStartObject();
                object.members.forEach((name, member) -> {
                    json.writeName(name);
                    value(json, member);
                });
                json.writeEndObject();
            }
            case List<?> list -> {
                json.writeStartArray();
                list.forEach(each -> value(json, each));
                json.writeEndArray();
            }
            case Boolean flag -> json.writeBoolean(flag);
            case Double number -> json.writeNumber(number);
            case Number number -> json.writeNumber(number.longValue());
            default -> json.writeString(value.toString());
        }
    }

    @Override
    public String toString() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            write(json);
        }
        return text.toString();
    }

    public static JsonObject read(InputStream in) throws IOException {
        try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), in)) {
            return next(json);
        } catch (JacksonException e) {
            throw new IOException(e);
        }
    }

    /** The next value must be an object. */
    public static JsonObject next(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException("there is " + json.currentToken() + " where an object should be");
        }
        return object(json, new int[] {MAX_VALUES});
    }

    private static JsonObject object(JsonParser json, int[] left) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            json.nextToken();
            members.put(name, value(json, left));
        }
        return new JsonObject(members);
    }

    /** @param left limit of values: each needs some 50 bytes, its text may have two */
    private static @Nullable Object value(JsonParser json, int[] left) {
        if (left[0]-- == 0) {
            throw new StreamConstraintsException("more than " + MAX_VALUES + " values");
        }
        return switch (json.currentToken()) {
            case START_OBJECT -> object(json, left);
            case START_ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(json, left));
                }
                yield list;
            }
            case VALUE_STRING -> json.getString();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getNumberValue();
            case null -> null;
            default -> null;
        };
    }

    public @Nullable String text(String name) throws IOException {
        return member(name, String.class);
    }

    public @Nullable Number number(String name) throws IOException {
        return member(name, Number.class);
    }

    public int integer(String name) throws IOException {
        Number number = number(name);
        if (number != null && !(number instanceof Integer)) {
            throw wrong(name);
        }
        return number == null ? 0 : number.intValue();
    }

    public boolean flag(String name) throws IOException {
        return Boolean.TRUE.equals(member(name, Boolean.class));
    }

    public @Nullable JsonObject object(String name) throws IOException {
        return member(name, JsonObject.class);
    }

    public List<String> texts(String name) throws IOException {
        return list(name, String.class);
    }

    public List<JsonObject> objects(String name) throws IOException {
        return list(name, JsonObject.class);
    }

    private <T> List<T> list(String name, Class<T> kind) throws IOException {
        List<?> list = member(name, List.class);
        if (list == null) {
            return List.of();
        }
        if (!list.stream().allMatch(kind::isInstance)) {
            throw wrong(name);
        }
        return list.stream().map(kind::cast).toList();
    }

    private <T> @Nullable T member(String name, Class<T> kind) throws IOException {
        Object value = members.get(name);
        if (value != null && !kind.isInstance(value)) {
            throw wrong(name);
        }
        return kind.cast(value);
    }

    private static IOException wrong(String name) {
        return new IOException("its " + name + " is of another kind than it should be");
    }
}
