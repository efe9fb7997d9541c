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
 * Registry snapshots on disk, a file for each registry, and beside it one of the rows that its next update needs
 * ({@code docs/snapshot.md}). A file is replaced at once by a whole new one, so that several programs may use a directory at
 * the same time; who fetches holds the registry's {@link #lockFile}, who only reads needs no lock. What was loaded is kept in
 * memory and loaded again when the file has changed. Thread-safe.
 */
public final class SnapshotStore {
    private final CacheFolder folder;
    private final Map<String, InMemory> loaded = new ConcurrentHashMap<>();

    private record FileState(FileTime modified, long size, String stamp) {}

    private record InMemory(FileState file, RegistrySnapshot snapshot) {}

    /** The store in this folder, which is made when the first file is written. */
    public SnapshotStore(CacheFolder folder) {
        this.folder = folder;
    }

    /** The store in this directory. */
    public SnapshotStore(Path directory) {
        this(new CacheFolder(directory));
    }

    /** Where the files are. */
    public CacheFolder folder() {
        return folder;
    }

    /**
     * What there is of a registry.
     *
     * @param snapshot the snapshot, or null if there is none that can be read
     * @param notes what was wrong with the one that is there
     */
    public record Loaded(@Nullable RegistrySnapshot snapshot, List<String> notes) {}

    Path file(String url) {
        return folder.file(url, ".jsonl.gz");
    }

    /** The file of the rows of which that snapshot was made. */
    Path rowsFile(String url) {
        return folder.file(url, ".rows.jsonl.gz");
    }

    /** Who fetches a registry's snapshot holds this one. */
    Path lockFile(String url) {
        return folder.file(url, ".lock");
    }

    /** The first line of a registry's snapshot, or null if there is none that this program understands. */
    @Nullable
    SnapshotHeader header(String url) {
        try (InputStream in = Files.newInputStream(file(url))) {
            SnapshotHeader header = SnapshotJson.firstLine(in);
            return header.isReadable() ? header : null;
        } catch (IOException e) {
            return null;
        }
    }

    /** The rows that belong to a registry's snapshot, or null if there are none that can be read. */
    @Nullable
    RegistryContents contents(String url) {
        SnapshotHeader header = header(url);
        if (header == null || header.isOld()) {
            return null;
        }
        try (InputStream in = Files.newInputStream(rowsFile(url))) {
            return ContentsJson.read(header.stamp(), in);
        } catch (IOException e) {
            // they only save time; the update then says that it fetched all
            return null;
        }
    }

    /** Loads the snapshot of a registry. A damaged file is set aside under another name, and noted. */
    public Loaded load(String url) {
        Path file = file(url);
        try {
            return new Loaded(current(url), List.of());
        } catch (NoSuchFileException e) {
            return new Loaded(null, List.of());
        } catch (SnapshotJson.OtherVersion e) {
            return new Loaded(null, List.of("the registry snapshot on disk is of another version of this program"));
        } catch (IOException e) {
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
        InMemory kept = loaded.get(url);
        if (kept != null && kept.file().equals(now)) {
            return kept.snapshot();
        }
        try (InputStream in = Files.newInputStream(file(url))) {
            RegistrySnapshot snapshot = SnapshotJson.read(in);
            // should another program have put a new file in its place meanwhile, the next load sees that
            loaded.put(url, new InMemory(now, snapshot));
            return snapshot;
        }
    }

    /**
     * Writes a snapshot in place of an earlier one, the rows first: if the program dies between the two, the earlier snapshot
     * is still there, and rows that no snapshot's stamp fits are not used.
     *
     * @param contents the rows of which it was made, or null if there is no use in keeping them
     * @throws IOException if it cannot be written; an earlier one is then still there
     */
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
