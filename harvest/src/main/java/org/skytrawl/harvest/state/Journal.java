package org.skytrawl.harvest.state;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skytrawl.files.JsonObject;

/**
 * The journal of one service: JSON Lines, only appended to. An entry is on the disk when {@link #append} returns. Used by one
 * thread; the lock of the folder keeps other programs away.
 *
 * <p>A writer under a lease ({@link LeasedWriter}) tells its number before it reads the journal, and in each line. From then on lines
 * of lower numbers do not count: a writer that has lost its lease may still write some. So nothing that counts is in the journal
 * that the writer has not read. It never cuts the journal, because it may have lost the lease when it does.
 */
final class Journal {
    /** A million parts have some 500 bytes each. */
    private static final int MOST_BYTES = 1 << 30;

    private static final String WRITER = "writer";
    private static final String AFTER_TORN = "after_torn";

    private final Path file;
    private final @Nullable LeasedWriter writer;

    Journal(Path file) {
        this(file, null);
    }

    /** @param writer null for the holder of the folder's lock */
    Journal(Path file, @Nullable LeasedWriter writer) {
        this.file = file;
        this.writer = writer;
    }

    Path file() {
        return file;
    }

    /**
     * What a journal has: its whole lines. A last line without its end was cut off when a program or a machine stopped.
     *
     * @param fence lines of writers with lower numbers do not count any more
     */
    record Content(List<Entry> entries, long wholeBytes, long fence) {}

    /** @throws HarvestException if a whole line is no entry */
    Content read() {
        if (!Files.exists(file)) {
            return new Content(List.of(), 0, 0);
        }
        try (InputStream in = Files.newInputStream(file)) {
            // a folder may come from others
            if (Files.size(file) > MOST_BYTES) {
                throw new HarvestException(
                        file + " has " + Files.size(file) + " bytes: it is not the journal of a service");
            }
            return read(in.readNBytes(MOST_BYTES));
        } catch (IOException e) {
            throw new HarvestException("cannot read " + file + ": " + e, e);
        }
    }

    private Content read(byte[] bytes) {
        List<Entry> entries = new ArrayList<>();
        HarvestException unreadable = null;
        long highest = 0;
        long fence = 0;
        int line = 0;
        int start = 0;
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] != '\n') {
                continue;
            }
            line++;
            Line read = null;
            try {
                read = line(bytes, start, at);
            } catch (IOException e) {
                if (unreadable != null) {
                    throw unreadable;
                }
                unreadable =
                        new HarvestException("line " + line + " of " + file + " cannot be read: " + e.getMessage(), e);
            }
            start = at + 1;
            if (read == null) {
                continue;
            }
            if (unreadable != null && !read.afterTorn()) {
                throw unreadable;
            }
            unreadable = null;
            highest = Math.max(highest, read.writer());
            fence = Math.max(fence, read.writer() == 0 && highest > 0 ? highest + 1 : read.writer());
            if (read.entry() != null && (read.writer() == 0 || read.writer() == fence)) {
                entries.add(read.entry());
            }
        }
        if (unreadable != null) {
            throw unreadable;
        }
        return new Content(entries, start, fence);
    }

    /**
     * @param entry null if a writer only tells its number
     * @param writer 0 for the holder of the lock
     * @param afterTorn whether the line before was cut off when another writer was killed
     */
    private record Line(@Nullable Entry entry, long writer, boolean afterTorn) {}

    private static Line line(byte[] bytes, int from, int to) throws IOException {
        JsonObject json = JsonObject.read(new ByteArrayInputStream(bytes, from, to - from));
        long number = switch (json.number(WRITER)) {
            case null -> 0;
            case Integer it -> it;
            case Long it -> it;
            default -> -1;
        };
        if (number < 0) {
            throw new IOException("the number of its writer is no whole number");
        }
        boolean tells = WRITER.equals(json.text("event"));
        return new Line(tells ? null : Entry.of(json), number, tells && json.flag(AFTER_TORN));
    }

    /** Before it is written to: cuts off a last line that is not whole, or tells the number of the writer. */
    void begin() throws IOException {
        Content read = read();
        LeasedWriter leased = writer;
        if (leased == null) {
            heal(read);
            return;
        }
        if (leased.number() < read.fence()) {
            throw new HarvestException(file + " was written under a lease of number " + read.fence()
                    + " or higher, but this one has number " + leased.number()
                    + ": use the folder of leases of before, or continue the harvest on one machine");
        }
        boolean isTorn = Files.exists(file) && Files.size(file) > read.wholeBytes();
        JsonObject tells =
                JsonObject.of("event", WRITER, WRITER, leased.number(), AFTER_TORN, isTorn ? (Boolean) true : null);
        write((isTorn ? "\n" : "") + tells + "\n");
    }

    /** Cuts off a last line that is not whole. */
    private void heal(Content read) throws IOException {
        if (Files.exists(file) && Files.size(file) > read.wholeBytes()) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(read.wholeBytes());
                channel.force(true);
            }
        }
    }

    void append(Entry entry) throws IOException {
        JsonObject json = entry.json();
        if (writer != null) {
            Map<String, @Nullable Object> members = new LinkedHashMap<>(json.members());
            members.put(WRITER, writer.number());
            json = new JsonObject(members);
        }
        write(json + "\n");
    }

    private void write(String text) throws IOException {
        if (writer != null) {
            writer.check().run();
        }
        boolean isNew = !Files.exists(file);
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            ByteBuffer line = StandardCharsets.UTF_8.encode(text);
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
