package org.skytrawl.download;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.skytrawl.files.JsonObject;

/**
 * A file in transfer: {@code .skytrawl-<digits>.part}, and beside it {@code .skytrawl-<digits>.json} with the data to
 * resume. The digits are a hash of the URL, so that a later run finds both. Not thread-safe.
 */
final class Part {
    private static final int MOST_NOTES = 1 << 16;

    private final Path data;
    private final Path notes;
    private @Nullable State state;

    /**
     * State of a started transfer.
     *
     * @param validator a strong entity tag or the date of last modification; null if it cannot be resumed
     * @param whole the size of the file; -1 if unknown
     * @param name the wanted name
     * @param file the assigned name, once it is complete; or null
     */
    record State(
            String url,
            @Nullable String validator,
            long whole,
            @Nullable String contentType,
            String name,
            @Nullable String file,
            @Nullable String sha256) {
        State finished(String under, String sum, long bytes) {
            return new State(url, validator, bytes, contentType, name, under, sum);
        }
    }

    Part(Path folder, String canonicalUrl) {
        String digits = Checksum.hex(canonicalUrl, 16);
        data = folder.resolve(".skytrawl-" + digits + ".part");
        notes = folder.resolve(".skytrawl-" + digits + ".json");
        state = read(notes);
    }

    /** State of an earlier attempt, or null. */
    @Nullable
    State state() {
        return state;
    }

    Path data() {
        return data;
    }

    long size() {
        try {
            return Files.isRegularFile(data, LinkOption.NOFOLLOW_LINKS) ? Files.size(data) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    byte[] head() throws IOException {
        try (InputStream in = Files.newInputStream(data, LinkOption.NOFOLLOW_LINKS)) {
            return in.readNBytes(ContentKind.HEAD_BYTES);
        }
    }

    /** Writes the state, before the first byte of content. */
    void keep(State next) throws IOException {
        JsonObject text = JsonObject.of(
                "url", next.url(),
                "whole", next.whole(),
                "name", next.name(),
                "validator", next.validator(),
                "content_type", next.contentType(),
                "file", next.file(),
                "sha256", next.sha256());
        // replaced as a whole, so that a crash leaves no half
        Path fresh = notes.resolveSibling(notes.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        try {
            Files.writeString(fresh, text.toString(), StandardOpenOption.CREATE_NEW);
            Files.move(fresh, notes, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
        state = next;
    }

    /** Opens the file for writing after its first {@code after} bytes; the rest is cut off. */
    OutputStream open(long after) throws IOException {
        FileChannel channel =
                FileChannel.open(data, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        boolean done = false;
        try {
            channel.truncate(after);
            channel.position(after);
            done = true;
            return Channels.newOutputStream(channel);
        } finally {
            if (!done) {
                channel.close();
            }
        }
    }

    /** Forces the content to the disk: otherwise a power failure could leave the name without it. */
    void settle() throws IOException {
        try (FileChannel channel = FileChannel.open(data, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            channel.force(true);
        }
    }

    void discard() throws IOException {
        Files.deleteIfExists(data);
        forget();
    }

    /** Deletes the state, after the file is in its place. */
    void forget() throws IOException {
        Files.deleteIfExists(notes);
        state = null;
    }

    /** Null if there is no valid state: the transfer then starts again. */
    private static @Nullable State read(Path notes) {
        if (!Files.isRegularFile(notes, LinkOption.NOFOLLOW_LINKS)) {
            return null;
        }
        try (InputStream in = Files.newInputStream(notes, LinkOption.NOFOLLOW_LINKS)) {
            JsonObject object = JsonObject.read(new ByteArrayInputStream(in.readNBytes(MOST_NOTES)));
            String url = object.text("url");
            String name = object.text("name");
            String file = object.text("file");
            String validator = object.text("validator");
            Number whole = object.number("whole");
            // the folder may come from elsewhere: no name may lead out of it, nor a validator break a header
            if (url == null
                    || name == null
                    || !(whole instanceof Integer || whole instanceof Long)
                    || whole.longValue() < -1
                    || !SafeName.isSafe(name)
                    || (file != null && !SafeName.isSafe(file))
                    || (validator != null && !Answers.isValidator(validator))) {
                return null;
            }
            return new State(
                    url, validator, whole.longValue(), object.text("content_type"), name, file, object.text("sha256"));
        } catch (IOException e) {
            return null;
        }
    }
}
