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
 * A file while it comes: {@code .skytrawl-<digits>.part}, and beside it {@code .skytrawl-<digits>.json} with what is needed to go
 * on later. The digits are those of the URL, so that a later run finds them again. Used by one thread.
 */
final class Part {
    private static final int MOST_NOTES = 1 << 16;

    private final Path data;
    private final Path notes;
    private @Nullable State state;

    /**
     * What is known of a file that has begun to come.
     *
     * @param validator a strong entity tag or the date of last modification; null if it cannot be gone on with
     * @param whole how many bytes it has in all; -1 if unknown
     * @param contentType what the server said
     * @param name the name it would like
     * @param file the name it was to be put under when it was whole, or null
     * @param sha256 of the whole of it, or null
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

    /** What an earlier attempt left, null if nothing. */
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

    /** Keeps what is needed to go on, before a byte of it is kept. */
    void keep(State next) throws IOException {
        JsonObject text = JsonObject.of(
                "url", next.url(),
                "whole", next.whole(),
                "name", next.name(),
                "validator", next.validator(),
                "content_type", next.contentType(),
                "file", next.file(),
                "sha256", next.sha256());
        // never half of it: a new one in its place
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

    /** Opens it after its first bytes, as many as these; what was behind them is cut off. */
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

    /** Makes sure that it is on the disk: else a power cut could leave the name without the content. */
    void settle() throws IOException {
        try (FileChannel channel = FileChannel.open(data, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            channel.force(true);
        }
    }

    void discard() throws IOException {
        Files.deleteIfExists(data);
        forget();
    }

    /** The file is in its place: what was kept beside it has done its work. */
    void forget() throws IOException {
        Files.deleteIfExists(notes);
        state = null;
    }

    /** None where there are no notes, or such as were not written here: then it is begun anew. */
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
            if (url == null
                    || name == null
                    || !(whole instanceof Integer || whole instanceof Long)
                    || whole.longValue() < -1) {
                return null;
            }
            // as the folder may come from somebody else: no name leads out of it, nothing odd goes into a header
            if (!SafeName.isSafe(name)
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
