package org.skytrawl.registry.list;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** Reads a service list in JSON: an array of objects, or objects one after the other (JSON Lines). */
final class JsonEntries {
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonEntries() {}

    static List<ServiceListEntry> read(String text) {
        List<ServiceListEntry> entries = new ArrayList<>();
        try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                switch (token) {
                    case START_OBJECT -> entries.add(entry(json));
                    case START_ARRAY, END_ARRAY -> {
                        // objects count wherever they stand in arrays
                    }
                    default ->
                        throw new ServiceListException(where(json.currentTokenLocation()) + ": '" + json.getString()
                                + "' stands where an object with the members of an entry should");
                }
            }
        } catch (JacksonException e) {
            throw new ServiceListException(where(e.getLocation()) + ": "
                    + String.valueOf(e.getOriginalMessage()).replaceFirst("(?s) \\(start marker.*", ""));
        }
        return entries;
    }

    private static ServiceListEntry entry(JsonParser json) {
        TokenStreamLocation begin = json.currentTokenLocation();
        Map<String, String> cells = new HashMap<>();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName().toLowerCase(Locale.ROOT);
            JsonToken value = json.nextToken();
            if (value.isStructStart()) {
                json.skipChildren();
            } else if (value != JsonToken.VALUE_NULL) {
                cells.putIfAbsent(name, json.getString());
            }
        }
        return new ServiceListEntry("line " + begin.getLineNr() + ", column " + begin.getColumnNr(), cells);
    }

    /** Jackson does not always say where: of a text that is nested too deep, for one, it does not. */
    private static String where(@Nullable TokenStreamLocation location) {
        return location == null
                ? "it cannot be read"
                : "line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
