package org.skytrawl.registry.snapshot;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ForkJoinTask;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.files.JsonObject;
import org.skytrawl.model.Axis;
import org.skytrawl.provenance.IsoTime;
import org.skytrawl.registry.Candidate;
import org.skytrawl.registry.JsonTokens;
import org.skytrawl.registry.regtap.RegistrySnapshot;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** JSON Lines in gzip: a header, the candidates, and their number, so that a truncated file is detected. */
public final class SnapshotJson {
    /** Raise it whenever the meaning of a line changes. A snapshot of an older version counts as stale. */
    public static final int VERSION = 3;

    /** Version 2 has no SSA services; version 1 also no mirror URLs, no file of rows, and coverage as ASCII MOCs. */
    public static final int OLDEST_READ = 1;

    private static final JsonFactory FACTORY =
            JsonFactory.builder().rootValueSeparator("\n").build();
    private static final int BUFFER = 1 << 16;

    private SnapshotJson() {}

    static final class OtherVersion extends IOException {
        private static final long serialVersionUID = 1;

        OtherVersion(int version) {
            super("version " + version);
        }
    }

    /** @param stamp the same in the file of rows that belongs to it */
    public static void write(RegistrySnapshot snapshot, String stamp, Instant fullFetched, OutputStream out)
            throws IOException {
        try (GZIPOutputStream zipped = new GZIPOutputStream(out, BUFFER);
                JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), zipped)) {
            JsonObject.of(
                            "version", VERSION,
                            "source", snapshot.source(),
                            "fetched", snapshot.fetched(),
                            "stamp", stamp,
                            "full_fetched", fullFetched,
                            "services", snapshot.candidates().size(),
                            "coverage_axes",
                                    snapshot.coverageAxes().stream()
                                            .sorted()
                                            .map(Axis::word)
                                            .toList(),
                            "on_private_network", snapshot.onPrivateNetwork(),
                            "notes", JsonObject.unlessEmpty(snapshot.notes()))
                    .write(json);
            for (Candidate candidate : snapshot.candidates()) {
                CandidateJson.write(json, candidate);
            }
            JsonObject.of("candidates", snapshot.candidates().size()).write(json);
            json.writeRaw('\n');
        } catch (JacksonException e) {
            throw new IOException(e);
        }
    }

    static SnapshotHeader firstLine(InputStream in) throws IOException {
        try {
            return header(new GZIPInputStream(in, BUFFER));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new IOException(e);
        }
    }

    /** Reads a snapshot of this version or an older one, in parallel. */
    public static RegistrySnapshot read(InputStream in) throws IOException {
        try (InputStream text = new GZIPInputStream(in, BUFFER)) {
            LineBlocks blocks = new LineBlocks(text);
            SnapshotHeader header = header(new ByteArrayInputStream(blocks.firstLine()));
            if (!header.isReadable()) {
                throw new OtherVersion(header.version());
            }
            List<Part> parts = parts(blocks);
            return new RegistrySnapshot(
                    header.source(),
                    header.fetched(),
                    header.coverageAxes(),
                    header.onPrivateNetwork(),
                    joined(parts),
                    header.notes());
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new IOException(e);
        }
    }

    /** @param count the number in the last line, or -1 if this block does not have it */
    private record Part(List<Candidate> candidates, int count) {}

    /** One thread decompresses while others parse. At the end it helps, beginning with the last block. */
    private static List<Part> parts(LineBlocks blocks) throws IOException {
        List<ForkJoinTask<Part>> tasks = new ArrayList<>();
        for (byte[] block = blocks.next(); block != null; block = blocks.next()) {
            byte[] lines = block;
            tasks.add(ForkJoinTask.adapt(() -> part(lines)).fork());
        }
        try {
            for (ForkJoinTask<Part> task : tasks.reversed()) {
                task.join();
            }
            return tasks.stream().map(ForkJoinTask::join).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Part part(byte[] lines) {
        List<Candidate> candidates = new ArrayList<>();
        int count = -1;
        try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), lines)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                JsonTokens.expect(token, JsonToken.START_OBJECT);
                CandidateJson.Line line = CandidateJson.read(json);
                if (count >= 0) {
                    throw new IOException("there is more text after its last line");
                }
                if (line.candidate() == null) {
                    count = line.count();
                } else {
                    candidates.add(line.candidate());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new UncheckedIOException(new IOException(e));
        }
        return new Part(candidates, count);
    }

    private static List<Candidate> joined(List<Part> parts) throws IOException {
        List<Candidate> all = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            all.addAll(part.candidates());
            boolean last = i == parts.size() - 1;
            if (last == (part.count() < 0) || (last && part.count() != all.size())) {
                throw new IOException("it does not hold the " + part.count() + " candidates of its last line");
            }
        }
        if (parts.isEmpty()) {
            throw new IOException("it ends after its first line");
        }
        return all;
    }

    private static SnapshotHeader header(InputStream in) throws IOException {
        JsonObject header = JsonObject.read(in);
        String source = header.text("source");
        String fetched = header.text("fetched");
        if (source == null || fetched == null) {
            throw new IOException("its first line is not the header of a snapshot");
        }
        String stamp = header.text("stamp");
        String full = header.text("full_fetched");
        Set<Axis> axes = EnumSet.noneOf(Axis.class);
        header.texts("coverage_axes").forEach(word -> axes.add(Axis.valueOf(word.toUpperCase(Locale.ROOT))));
        return new SnapshotHeader(
                header.integer("version"),
                source,
                IsoTime.parse(fetched),
                stamp == null ? "" : stamp,
                full == null ? null : IsoTime.parse(full),
                header.members().containsKey("services") ? (Integer) header.integer("services") : null,
                axes,
                header.flag("on_private_network"),
                header.texts("notes"));
    }

    /** Cuts a stream into blocks of whole lines, which several threads can parse. */
    private static final class LineBlocks {
        private static final int BLOCK = 1 << 18;

        /** The largest MOCs of the VO have some megabytes. */
        private static final int LONGEST_LINE = 1 << 26;

        private final InputStream in;
        private byte[] buffer = new byte[BLOCK];
        private int filled;

        LineBlocks(InputStream in) {
            this.in = in;
        }

        byte[] firstLine() throws IOException {
            int end = endOfLine(0);
            while (end < 0) {
                int before = filled;
                if (!fill()) {
                    throw new EOFException("it has no first line");
                }
                end = endOfLine(before);
            }
            byte[] line = Arrays.copyOf(buffer, end);
            filled -= end + 1;
            System.arraycopy(buffer, end + 1, buffer, 0, filled);
            return line;
        }

        /** The next block of whole lines, or null at the end. */
        byte @Nullable [] next() throws IOException {
            int end;
            do {
                if (!fill()) {
                    end = filled;
                    break;
                }
                end = filled;
                while (end > 0 && buffer[end - 1] != '\n') {
                    end--;
                }
            } while (end == 0);
            if (end == 0) {
                return null;
            }
            byte[] block = Arrays.copyOf(buffer, end);
            filled -= end;
            System.arraycopy(buffer, end, buffer, 0, filled);
            return block;
        }

        /** Fills the buffer, after doubling a full one; false at the end of the stream. */
        private boolean fill() throws IOException {
            if (filled == buffer.length) {
                if (filled >= LONGEST_LINE) {
                    throw new IOException("it has a line of more than " + LONGEST_LINE + " bytes");
                }
                buffer = Arrays.copyOf(buffer, 2 * filled);
            }
            int more = in.readNBytes(buffer, filled, buffer.length - filled);
            filled += more;
            return more > 0;
        }

        private int endOfLine(int from) {
            for (int i = from; i < filled; i++) {
                if (buffer[i] == '\n') {
                    return i;
                }
            }
            return -1;
        }
    }
}
