package org.skytrawl.names;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Numbers;
import org.skytrawl.model.ResolvedTarget;
import org.skytrawl.output.AtomicFile;
import org.skytrawl.provenance.IsoTime;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Answers of name resolvers on disk, a small file each, so that several programs may use the folder at once: a file is replaced
 * as a whole, and what is damaged counts as not there. Thread-safe.
 *
 * @param directory where they are; made when the first one is kept
 */
record NameCache(Path directory) {
    /** Far more names than anybody asks for in a month; the oldest go. */
    static final int MOST_FILES = 500;

    private static final int MOST_BYTES = 1 << 16;
    private static final JsonFactory FACTORY =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    /** What was kept of a name that these endpoints were asked for; null if there is nothing that can be read. */
    @Nullable
    ResolvedTarget read(String name, List<String> endpoints) {
        Path file = file(name, endpoints);
        try {
            if (Files.size(file) > MOST_BYTES) {
                return null;
            }
            Map<String, String> members = members(Files.readAllBytes(file));
            double raDeg = Numbers.parse(members.getOrDefault("ra_deg", ""));
            double decDeg = Numbers.parse(members.getOrDefault("dec_deg", ""));
            boolean isPlace = raDeg >= 0 && raDeg <= 360 && decDeg >= -90 && decDeg <= 90;
            // names of which the digests are the same are not to be had, but files are copied about
            if (!isPlace || !name.equals(members.get("name")) || members.get("service") == null) {
                return null;
            }
            return new ResolvedTarget(
                    name,
                    raDeg,
                    decDeg,
                    members.getOrDefault("source", ""),
                    new ResolvedTarget.Answer(
                            members.getOrDefault("service", ""),
                            IsoTime.parse(members.getOrDefault("answered", "")),
                            true,
                            List.of()));
        } catch (IOException | JacksonException | DateTimeException e) {
            // whatever is wrong with it: the name is asked for anew
            return null;
        }
    }

    /**
     * Keeps an answer.
     *
     * @return what kept us from it, or null
     */
    @Nullable
    String keep(ResolvedTarget answer, List<String> endpoints) {
        try {
            Files.createDirectories(directory);
            AtomicFile.write(file(answer.name(), endpoints), out -> write(answer, out));
            removeOldest();
            return null;
        } catch (IOException e) {
            return "the name's place could not be kept on disk: " + e;
        }
    }

    private Path file(String name, List<String> endpoints) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String key = name + "\n" + String.join("\n", endpoints);
            byte[] hash = digest.digest(key.getBytes(StandardCharsets.UTF_8));
            return directory.resolve("name-" + HexFormat.of().formatHex(hash, 0, 16) + ".json");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    private static void write(ResolvedTarget answer, OutputStream out) {
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeStringProperty("name", answer.name());
            json.writeStringProperty("ra_deg", Double.toString(answer.raDeg()));
            json.writeStringProperty("dec_deg", Double.toString(answer.decDeg()));
            json.writeStringProperty("source", answer.source());
            json.writeStringProperty("service", answer.service());
            json.writeStringProperty("answered", answer.answered().toString());
            json.writeEndObject();
        }
    }

    /** The members that are texts; throws if it is no whole object. */
    private static Map<String, String> members(byte[] document) {
        Map<String, String> members = new HashMap<>();
        try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), document)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return Map.of();
            }
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                if (json.nextToken() == JsonToken.VALUE_STRING) {
                    members.put(name, json.getString());
                } else {
                    json.skipChildren();
                }
            }
        }
        return members;
    }

    private void removeOldest() throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(directory, "name-*.json")) {
            all.forEach(files::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        if (files.size() <= MOST_FILES) {
            return;
        }
        // read once: another program may touch them meanwhile, and an order that changes is none
        Map<Path, Long> ages = new HashMap<>();
        files.forEach(file -> ages.put(file, file.toFile().lastModified()));
        files.sort(Comparator.comparing(file -> ages.getOrDefault(file, 0L)));
        for (Path file : files.subList(0, files.size() - MOST_FILES)) {
            Files.deleteIfExists(file);
        }
    }
}
