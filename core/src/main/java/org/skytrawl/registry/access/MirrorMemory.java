package org.skytrawl.registry.access;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.skytrawl.files.AtomicFile;
import org.skytrawl.files.JsonObject;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.StoppedException;
import org.skytrawl.provenance.IsoTime;

/** The state of registries on disk. It only saves time: a program that cannot use it continues without. Thread-safe. */
public record MirrorMemory(CacheFolder folder) {
    /** Other programs hold the lock for milliseconds. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private static final long MOST_BYTES = 32 << 20;
    private static final int MOST_MIRRORS = 100;

    /** @param problem what is wrong with the file, or null */
    public record Known(
            Map<String, MirrorStatus> mirrors, @Nullable String problem) {
        MirrorStatus of(String url) {
            return mirrors.getOrDefault(CacheFolder.key(url), MirrorStatus.unknown(url));
        }
    }

    /** An unreadable file is renamed, and counts as empty. */
    public Known read() {
        Path file = folder.mirrorsFile();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            if (Files.size(file) > MOST_BYTES) {
                throw new IOException("it is too large");
            }
            Map<String, MirrorStatus> mirrors = new LinkedHashMap<>();
            MirrorJson.read(in).forEach(mirror -> mirrors.put(CacheFolder.key(mirror.url()), mirror));
            return new Known(mirrors, null);
        } catch (NoSuchFileException e) {
            return new Known(Map.of(), null);
        } catch (IOException e) {
            if (!Files.exists(file)) {
                // its folder is not a folder: the next write says so
                return new Known(Map.of(), null);
            }
            return new Known(Map.of(), "the stored state of registries is discarded: " + CacheFolder.setAside(file));
        }
    }

    /** @return why the change could not be written, or null */
    @Nullable
    String change(String url, UnaryOperator<MirrorStatus> change) {
        Path file = folder.mirrorsFile().resolveSibling("mirrors.lock");
        try {
            WriteLock lock = WriteLock.take(file, Deadline.after(LONGEST_WAIT), new Cancellation(), () -> {});
            try (lock) {
                Map<String, MirrorStatus> mirrors = new LinkedHashMap<>(read().mirrors());
                MirrorStatus old = mirrors.getOrDefault(CacheFolder.key(url), MirrorStatus.unknown(url));
                mirrors.put(CacheFolder.key(url), change.apply(old));
                AtomicFile.writeCache(folder.mirrorsFile(), out -> MirrorJson.write(newest(mirrors), out));
            }
            return null;
        } catch (IOException e) {
            return folder.unwritable(e);
        } catch (StoppedException e) {
            return "the state of registries was not stored: another program has locked " + folder.mirrorsFile()
                    + " for more than " + LONGEST_WAIT.toSeconds() + " s";
        }
    }

    private static List<MirrorStatus> newest(Map<String, MirrorStatus> mirrors) {
        List<MirrorStatus> all = new ArrayList<>(mirrors.values());
        if (all.size() > MOST_MIRRORS) {
            all.sort(Comparator.comparing(MirrorMemory::lastHeardOf).reversed());
            return all.subList(0, MOST_MIRRORS);
        }
        return all;
    }

    private static Instant lastHeardOf(MirrorStatus mirror) {
        Instant last = Instant.EPOCH;
        for (Instant at : new @Nullable Instant[] {mirror.answered(), mirror.failed(), mirror.featuresAsked()}) {
            last = at != null && at.isAfter(last) ? at : last;
        }
        return last;
    }

    private static final class MirrorJson {
        private static final int VERSION = 1;

        private MirrorJson() {}

        static void write(List<MirrorStatus> mirrors, OutputStream out) throws IOException {
            List<JsonObject> all = mirrors.stream().map(MirrorJson::object).toList();
            out.write(
                    JsonObject.of("version", VERSION, "mirrors", all).toString().getBytes(StandardCharsets.UTF_8));
        }

        private static JsonObject object(MirrorStatus mirror) {
            return JsonObject.of(
                    "url", mirror.url(),
                    "answered", mirror.answered(),
                    "seconds", mirror.seconds(),
                    "failed", mirror.failed(),
                    "why", mirror.why(),
                    "features_asked", mirror.featuresAsked(),
                    "features", mirror.features() == null ? null : object(mirror.features()));
        }

        private static JsonObject object(RegistryFeatures features) {
            Map<String, @Nullable Object> tables = new TreeMap<>();
            features.columns().forEach((table, columns) -> {
                if (!columns.isEmpty()) {
                    tables.put(table, sorted(columns));
                }
            });
            return JsonObject.of(
                    "union", features.hasUnion(),
                    "moc", features.hasMoc(),
                    "geometry", features.hasGeometry(),
                    "functions", JsonObject.unlessEmpty(sorted(features.functions())),
                    "tables", new JsonObject(tables));
        }

        private static List<String> sorted(Set<String> names) {
            return names.stream().sorted().toList();
        }

        static List<MirrorStatus> read(InputStream in) throws IOException {
            JsonObject all = JsonObject.read(in);
            if (all.integer("version") != VERSION) {
                throw new IOException("it is of another version");
            }
            List<MirrorStatus> mirrors = new ArrayList<>();
            for (JsonObject mirror : all.objects("mirrors")) {
                try {
                    mirrors.add(mirror(mirror));
                } catch (DateTimeException | IllegalArgumentException e) {
                    throw new IOException(e);
                }
            }
            return mirrors;
        }

        private static MirrorStatus mirror(JsonObject mirror) throws IOException {
            String url = mirror.text("url");
            if (url == null) {
                throw new IOException("a registry has no URL");
            }
            Number seconds = mirror.number("seconds");
            if (seconds != null && !(seconds.doubleValue() >= 0 && seconds.doubleValue() < 1e9)) {
                throw new IOException("a registry took " + seconds + " s");
            }
            JsonObject features = mirror.object("features");
            return new MirrorStatus(
                    url,
                    instant(mirror.text("answered")),
                    seconds == null ? null : (Double) seconds.doubleValue(),
                    instant(mirror.text("failed")),
                    mirror.text("why"),
                    instant(mirror.text("features_asked")),
                    features == null ? null : features(features));
        }

        private static @Nullable Instant instant(@Nullable String text) {
            return text == null ? null : IsoTime.parse(text);
        }

        private static RegistryFeatures features(JsonObject features) throws IOException {
            Map<String, Set<String>> tables = new TreeMap<>();
            JsonObject columns = features.object("tables");
            if (columns != null) {
                for (String table : columns.members().keySet()) {
                    tables.put(table, new HashSet<>(columns.texts(table)));
                }
            }
            return new RegistryFeatures(
                    tables,
                    new HashSet<>(features.texts("functions")),
                    features.flag("union"),
                    features.flag("moc"),
                    features.flag("geometry"));
        }
    }
}
