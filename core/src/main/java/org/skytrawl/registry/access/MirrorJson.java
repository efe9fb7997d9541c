package org.skytrawl.registry.access;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.skytrawl.provenance.IsoTime;
import org.skytrawl.registry.JsonTokens;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The form of what is known of registries: one JSON object. Members that do not apply are left out. */
final class MirrorJson {
    private static final int VERSION = 1;
    private static final JsonFactory FACTORY = new JsonFactory();

    private MirrorJson() {}

    static void write(List<MirrorStatus> mirrors, OutputStream out) throws IOException {
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeNumberProperty("version", VERSION);
            json.writeArrayPropertyStart("mirrors");
            mirrors.forEach(mirror -> write(json, mirror));
            json.writeEndArray();
            json.writeEndObject();
        } catch (JacksonException e) {
            throw new IOException(e);
        }
    }

    private static void write(JsonGenerator json, MirrorStatus mirror) {
        json.writeStartObject();
        json.writeStringProperty("url", mirror.url());
        instant(json, "answered", mirror.answered());
        if (mirror.seconds() != null) {
            json.writeNumberProperty("seconds", mirror.seconds());
        }
        instant(json, "failed", mirror.failed());
        if (mirror.why() != null) {
            json.writeStringProperty("why", mirror.why());
        }
        instant(json, "features_asked", mirror.featuresAsked());
        if (mirror.features() != null) {
            json.writeObjectPropertyStart("features");
            features(json, mirror.features());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void instant(JsonGenerator json, String name, @Nullable Instant at) {
        if (at != null) {
            json.writeStringProperty(name, at.toString());
        }
    }

    private static void features(JsonGenerator json, RegistryFeatures features) {
        json.writeBooleanProperty("union", features.hasUnion());
        json.writeBooleanProperty("moc", features.hasMoc());
        json.writeBooleanProperty("geometry", features.hasGeometry());
        JsonTokens.strings(json, "functions", List.copyOf(new TreeSet<>(features.functions())));
        json.writeObjectPropertyStart("tables");
        features.columns()
                .forEach((table, columns) -> JsonTokens.strings(json, table, List.copyOf(new TreeSet<>(columns))));
        json.writeEndObject();
    }

    /**
     * Reads them all.
     *
     * @throws IOException if it cannot be read, or is of another version
     */
    static List<MirrorStatus> read(InputStream in) throws IOException {
        try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), in)) {
            JsonTokens.expect(json.nextToken(), JsonToken.START_OBJECT);
            int version = 0;
            List<MirrorStatus> mirrors = new ArrayList<>();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "version" -> version = json.getIntValue();
                    case "mirrors" -> mirrors = mirrors(json);
                    default -> json.skipChildren();
                }
            }
            if (version != VERSION) {
                throw new IOException("it is of another version");
            }
            return mirrors;
        } catch (JacksonException | DateTimeException | IllegalArgumentException e) {
            throw new IOException(e);
        }
    }

    private static List<MirrorStatus> mirrors(JsonParser json) throws IOException {
        JsonTokens.expect(json.currentToken(), JsonToken.START_ARRAY);
        List<MirrorStatus> mirrors = new ArrayList<>();
        while (json.nextToken() == JsonToken.START_OBJECT) {
            mirrors.add(mirror(json));
        }
        JsonTokens.expect(json.currentToken(), JsonToken.END_ARRAY);
        return mirrors;
    }

    private static MirrorStatus mirror(JsonParser json) throws IOException {
        @Nullable String url = null;
        @Nullable Instant answered = null;
        @Nullable Double seconds = null;
        @Nullable Instant failed = null;
        @Nullable String why = null;
        @Nullable Instant asked = null;
        @Nullable RegistryFeatures features = null;
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "url" -> url = json.getString();
                case "answered" -> answered = IsoTime.parse(json.getString());
                case "seconds" -> seconds = json.getDoubleValue();
                case "failed" -> failed = IsoTime.parse(json.getString());
                case "why" -> why = json.getString();
                case "features_asked" -> asked = IsoTime.parse(json.getString());
                case "features" -> features = features(json);
                default -> json.skipChildren();
            }
        }
        if (url == null) {
            throw new IOException("a registry has no URL");
        }
        if (seconds != null && !(seconds >= 0 && seconds < 1e9)) {
            throw new IOException("a registry took " + seconds + " s");
        }
        return new MirrorStatus(url, answered, seconds, failed, why, asked, features);
    }

    private static RegistryFeatures features(JsonParser json) throws IOException {
        JsonTokens.expect(json.currentToken(), JsonToken.START_OBJECT);
        boolean union = false;
        boolean moc = false;
        boolean geometry = false;
        Set<String> functions = Set.of();
        Map<String, Set<String>> tables = new TreeMap<>();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "union" -> union = json.getBooleanValue();
                case "moc" -> moc = json.getBooleanValue();
                case "geometry" -> geometry = json.getBooleanValue();
                case "functions" -> functions = new HashSet<>(JsonTokens.strings(json));
                case "tables" -> {
                    JsonTokens.expect(json.currentToken(), JsonToken.START_OBJECT);
                    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                        String table = json.currentName();
                        json.nextToken();
                        tables.put(table, new HashSet<>(JsonTokens.strings(json)));
                    }
                }
                default -> json.skipChildren();
            }
        }
        return new RegistryFeatures(tables, functions, union, moc, geometry);
    }
}
