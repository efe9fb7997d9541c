package org.skytrawl.harvest.state;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.skytrawl.files.JsonObject;

/**
 * The journal of one service: JSON Lines, only appended to. An entry is on the disk when {@link #append} returns. Used by one
 * thread; the lock of the folder keeps other programs away.
 */
final class Journal {
    private final Path file;

    Journal(Path file) {
        this.file = file;
    }

    Path file() {
        return file;
    }

    /** What a journal has: its whole lines. A last line without its end was cut off when a program or a machine stopped. */
    record Content(List<Entry> entries, long wholeBytes) {}

    /** @throws HarvestException if a whole line is no entry */
    Content read() {
        if (!Files.exists(file)) {
            return new Content(List.of(), 0);
        }
        try {
            byte[] bytes = Files.readAllBytes(file);
            List<Entry> entries = new ArrayList<>();
            int start = 0;
            for (int at = 0; at < bytes.length; at++) {
                if (bytes[at] == '\n') {
                    entries.add(entry(bytes, start, at, entries.size() + 1));
                    start = at + 1;
                }
            }
            return new Content(entries, start);
        } catch (IOException e) {
            throw new HarvestException("cannot read " + file + ": " + e, e);
        }
    }

    private Entry entry(byte[] bytes, int from, int to, int line) {
        try {
            return Entry.of(JsonObject.read(new ByteArrayInputStream(bytes, from, to - from)));
        } catch (IOException e) {
            throw new HarvestException("line " + line + " of " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Cuts off a last line that is not whole. */
    void heal(Content read) throws IOException {
        if (Files.exists(file) && Files.size(file) > read.wholeBytes()) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(read.wholeBytes());
                channel.force(true);
            }
        }
    }

    void append(Entry entry) throws IOException {
        boolean isNew = !Files.exists(file);
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            ByteBuffer line = StandardCharsets.UTF_8.encode(entry.json() + "\n");
            while (line.hasRemaining()) {
                channel.write(line);
            }
            channel.force(true);
        }
        if (isNew) {
            HarvestFolder.force(file.resolveSibling("."));
        }
    }
}
