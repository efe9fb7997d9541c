package org.skytrawl.names;

import java.io.ByteArrayInputStream;
import java.io.IOException;
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
import org.skytrawl.files.AtomicFile;
import org.skytrawl.files.JsonObject;
import org.skytrawl.model.Numbers;
import org.skytrawl.model.ResolvedTarget;
import org.skytrawl.provenance.IsoTime;
import org.skytrawl.registry.access.CacheFolder;

/** Answers of name resolvers on disk, one small file each. A damaged file counts as absent. Thread-safe. */
record NameCache(CacheFolder folder) {
    static final int MAX_FILES = 500;

    private static final int MAX_BYTES = 1 << 16;

    @Nullable
    ResolvedTarget read(String name, List<String> endpoints) {
        Path file = file(name, endpoints);
        try {
            if (Files.size(file) > MAX_BYTES) {
                return null;
            }
            JsonObject members = JsonObject.read(new ByteArrayInputStream(Files.readAllBytes(file)));
            double raDeg = Numbers.parse(text(members, "ra_deg"));
            double decDeg = Numbers.parse(text(members, "dec_deg"));
            boolean isPlace = raDeg >= 0 && raDeg <= 360 && decDeg >= -90 && decDeg <= 90;
            // digests do not collide, but files may be copied
            if (!isPlace || !name.equals(members.text("name")) || members.text("service") == null) {
                return null;
            }
            return new ResolvedTarget(
                    name,
                    raDeg,
                    decDeg,
                    text(members, "source"),
                    new ResolvedTarget.Answer(
                            text(members, "service"), IsoTime.parse(text(members, "answered")), true, List.of()));
        } catch (IOException | DateTimeException e) {
            // damaged: resolve the name again
            return null;
        }
    }

    /** @return why it could not be stored, or null */
    @Nullable
    String keep(ResolvedTarget answer, List<String> endpoints) {
        try {
            Files.createDirectories(directory());
            AtomicFile.write(
                    file(answer.name(), endpoints),
                    out -> out.write(json(answer).getBytes(StandardCharsets.UTF_8)));
            removeOldest();
            return null;
        } catch (IOException e) {
            return folder.unwritable(e);
        }
    }

    private Path directory() {
        return folder.directory().resolve("names");
    }

    private Path file(String name, List<String> endpoints) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String key = name + "\n" + String.join("\n", endpoints);
            byte[] hash = digest.digest(key.getBytes(StandardCharsets.UTF_8));
            return directory().resolve("name-" + HexFormat.of().formatHex(hash, 0, 16) + ".json");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    private static String json(ResolvedTarget answer) {
        return JsonObject.of(
                        "name", answer.name(),
                        "ra_deg", Double.toString(answer.raDeg()),
                        "dec_deg", Double.toString(answer.decDeg()),
                        "source", answer.source(),
                        "service", answer.service(),
                        "answered", answer.answered())
                .toString();
    }

    private static String text(JsonObject members, String name) throws IOException {
        String text = members.text(name);
        return text == null ? "" : text;
    }

    private void removeOldest() throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(directory(), "name-*.json")) {
            all.forEach(files::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        if (files.size() <= MAX_FILES) {
            return;
        }
        // read once: another program may change them while they are sorted
        Map<Path, Long> ages = new HashMap<>();
        files.forEach(file -> ages.put(file, file.toFile().lastModified()));
        files.sort(Comparator.comparing(file -> ages.getOrDefault(file, 0L)));
        for (Path file : files.subList(0, files.size() - MAX_FILES)) {
            Files.deleteIfExists(file);
        }
    }
}
