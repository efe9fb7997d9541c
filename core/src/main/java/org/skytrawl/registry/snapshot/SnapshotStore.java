package org.skytrawl.registry.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.skytrawl.files.AtomicFile;
import org.skytrawl.registry.access.CacheFolder;
import org.skytrawl.registry.regtap.RegistryContents;
import org.skytrawl.registry.regtap.RegistrySnapshot;

/**
 * Registry snapshots on disk ({@code docs/snapshot.md}), replaced atomically: a program that fetches holds the {@link
 * #lockFile}, a reader needs no lock. A loaded snapshot stays in memory until its file changes. Thread-safe.
 */
public final class SnapshotStore {
    private final CacheFolder folder;
    private final Map<String, InMemory> loaded = new ConcurrentHashMap<>();

    private record FileState(FileTime modified, long size, String stamp) {}

    private record InMemory(FileState file, RegistrySnapshot snapshot) {}

    public SnapshotStore(CacheFolder folder) {
        this.folder = folder;
    }

    public SnapshotStore(Path directory) {
        this(new CacheFolder(directory));
    }

    public CacheFolder folder() {
        return folder;
    }

    /** @param notes what is wrong with the file */
    public record Loaded(@Nullable RegistrySnapshot snapshot, List<String> notes) {}

    Path file(String url) {
        return folder.file(url, ".jsonl.gz");
    }

    Path rowsFile(String url) {
        return folder.file(url, ".rows.jsonl.gz");
    }

    /** Held by the program that fetches the snapshot. */
    Path lockFile(String url) {
        return folder.file(url, ".lock");
    }

    /** Null if there is no snapshot, or this program cannot read it. */
    @Nullable
    SnapshotHeader header(String url) {
        try (InputStream in = Files.newInputStream(file(url))) {
            SnapshotHeader header = SnapshotJson.firstLine(in);
            return header.isReadable() ? header : null;
        } catch (IOException e) {
            return null;
        }
    }

    /** The rows of the stored snapshot, or null if they cannot be read. */
    @Nullable
    RegistryContents contents(String url) {
        SnapshotHeader header = header(url);
        if (header == null || header.isOld()) {
            return null;
        }
        try (InputStream in = Files.newInputStream(rowsFile(url))) {
            return ContentsJson.read(header.stamp(), in);
        } catch (IOException e) {
            // the rows only save time; the update then says that it fetched everything
            return null;
        }
    }

    /** A damaged file is renamed, and a note says so. */
    public Loaded load(String url) {
        Path file = file(url);
        try {
            return new Loaded(current(url), List.of());
        } catch (NoSuchFileException e) {
            return new Loaded(null, List.of());
        } catch (SnapshotJson.OtherVersion e) {
            return new Loaded(null, List.of("the registry snapshot on disk is of another version of this program"));
        } catch (IOException e) {
            if (!Files.exists(file)) {
                // its folder is not a folder: the next write says so
                return new Loaded(null, List.of());
            }
            return new Loaded(null, List.of("the registry snapshot on disk: " + CacheFolder.setAside(file)));
        }
    }

    private RegistrySnapshot current(String url) throws IOException {
        BasicFileAttributes file = Files.readAttributes(file(url), BasicFileAttributes.class);
        FileState now;
        try (InputStream in = Files.newInputStream(file(url))) {
            now = new FileState(
                    file.lastModifiedTime(),
                    file.size(),
                    SnapshotJson.firstLine(in).stamp());
        }
        String key = CacheFolder.key(url);
        InMemory kept = loaded.get(key);
        if (kept != null && kept.file().equals(now)) {
            return kept.snapshot();
        }
        try (InputStream in = Files.newInputStream(file(url))) {
            RegistrySnapshot snapshot = SnapshotJson.read(in);
            // if another program has replaced the file meanwhile, the next load sees it
            loaded.put(key, new InMemory(now, snapshot));
            return snapshot;
        }
    }

    /** Replaces a snapshot, its rows first: if the program dies in between, rows with another stamp are not used. */
    public void save(RegistrySnapshot snapshot, @Nullable RegistryContents contents) throws IOException {
        String stamp = UUID.randomUUID().toString();
        if (contents == null) {
            Files.deleteIfExists(rowsFile(snapshot.source()));
        } else {
            AtomicFile.writeCache(rowsFile(snapshot.source()), out -> ContentsJson.write(contents, stamp, out));
        }
        Instant full = contents == null ? snapshot.fetched() : contents.fullFetched();
        AtomicFile.writeCache(file(snapshot.source()), out -> SnapshotJson.write(snapshot, stamp, full, out));
    }
}
