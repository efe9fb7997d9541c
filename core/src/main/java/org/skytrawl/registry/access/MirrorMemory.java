package org.skytrawl.registry.access;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.StoppedException;

/**
 * What is known of registries, on disk, shared by all programs that use the directory. Thread-safe. It is there to save time:
 * whoever cannot read or keep it goes on without.
 *
 * @param folder where it is
 */
public record MirrorMemory(CacheFolder folder) {
    /** Others hold the lock for milliseconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Far more than anybody has. */
    private static final long MOST_BYTES = 32 << 20;

    private static final int MOST_MIRRORS = 100;

    /**
     * What is known.
     *
     * @param problem what was wrong with the file, or null
     */
    public record Known(
            Map<String, MirrorStatus> mirrors, @Nullable String problem) {
        /** Of one of them. */
        MirrorStatus of(String url) {
            return mirrors.getOrDefault(CacheFolder.key(url), MirrorStatus.unknown(url));
        }
    }

    /** All that is known; a file that cannot be read is set aside and said. */
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
            return new Known(Map.of(), "what was known of registries is forgotten: " + CacheFolder.setAside(file));
        }
    }

    /**
     * Changes what is known of one.
     *
     * @return what kept that from being written, or null
     */
    @Nullable
    String change(String url, UnaryOperator<MirrorStatus> change) {
        Path file = folder.mirrorsFile().resolveSibling("mirrors.lock");
        try {
            WriteLock lock = WriteLock.take(file, Deadline.after(PATIENCE), new Cancellation(), () -> {});
            try {
                Map<String, MirrorStatus> mirrors = new LinkedHashMap<>(read().mirrors());
                MirrorStatus old = mirrors.getOrDefault(CacheFolder.key(url), MirrorStatus.unknown(url));
                mirrors.put(CacheFolder.key(url), change.apply(old));
                write(newest(mirrors));
            } finally {
                lock.close();
            }
            return null;
        } catch (IOException | StoppedException e) {
            return "what was learnt of registries could not be kept on disk: " + e;
        }
    }

    private void write(List<MirrorStatus> mirrors) throws IOException {
        folder.replace(folder.mirrorsFile(), part -> {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
                MirrorJson.write(mirrors, out);
            }
        });
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
}
