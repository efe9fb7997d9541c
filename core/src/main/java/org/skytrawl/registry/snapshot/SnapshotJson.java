package org.skytrawl.registry.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ForkJoinTask;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Axis;
import org.skytrawl.provenance.IsoTime;
import org.skytrawl.registry.Candidate;
import org.skytrawl.registry.JsonTokens;
import org.skytrawl.registry.access.LineBlocks;
import org.skytrawl.registry.regtap.RegistrySnapshot;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The form of snapshots on disk: JSON Lines in gzip. The first line says what it is, each further one holds a candidate, and
 * the last how many there were, so that a file which was cut is seen to be.
 */
public final class SnapshotJson {
    /** To be raised whenever a line's meaning changes; a snapshot of an older version counts as stale. */
    public static final int VERSION = 2;

    /** Version 1 knew of no mirror URLs, kept no rows, and had coverage as ASCII MOCs. */
    public static final int OLDEST_READ = 1;

    private static final JsonFactory FACTORY =
            JsonFactory.builder().rootValueSeparator("\n").build();
    private static final int BUFFER = 1 << 16;

    private SnapshotJson() {}

    /** A snapshot that another version of this program wrote. */
    static final class OtherVersion extends IOException {
        private static final long serialVersionUID = 1;

        OtherVersion(int version) {
            super("version " + version);
        }
    }

    /**
     * Writes a whole snapshot.
     *
     * @param stamp of the file of rows that belongs to it
     */
    public static void write(RegistrySnapshot snapshot, String stamp, Instant fullFetched, OutputStream out)
            throws IOException {
        try (GZIPOutputStream zipped = new GZIPOutputStream(out, BUFFER);
                JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), zipped)) {
            json.writeStartObject();
            json.writeNumberProperty("version", VERSION);
            json.writeStringProperty("source", snapshot.source());
            json.writeStringProperty("fetched", snapshot.fetched().toString());
            json.writeStringProperty("stamp", stamp);
            json.writeStringProperty("full_fetched", fullFetched.toString());
            json.writeNumberProperty("services", snapshot.candidates().size());
            json.writeArrayPropertyStart("coverage_axes");
            for (Axis axis : Axis.values()) {
                if (snapshot.coverageAxes().contains(axis)) {
                    json.writeString(axis.word());
                }
            }
            json.writeEndArray();
            json.writeBooleanProperty("on_private_network", snapshot.onPrivateNetwork());
            JsonTokens.strings(json, "notes", snapshot.notes());
            json.writeEndObject();
            for (Candidate candidate : snapshot.candidates()) {
                CandidateJson.write(json, candidate);
            }
            json.writeStartObject();
            json.writeNumberProperty("candidates", snapshot.candidates().size());
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (JacksonException e) {
            throw new IOException(e);
        }
    }

    /**
     * Reads the first line only.
     *
     * @throws IOException if it cannot be read, or is none
     */
    static SnapshotHeader header(InputStream in) throws IOException {
        try (JsonParser json = parser(in)) {
            return header(json);
        } catch (JacksonException | DateTimeException | IllegalArgumentException e) {
            throw new IOException(e);
        }
    }

    /**
     * Reads a whole snapshot of this version or an older one, on as many threads as there are processors.
     *
     * @throws IOException if it cannot be read, or anything in it is not as it was written
     */
    public static RegistrySnapshot read(InputStream in) throws IOException {
        try (InputStream text = new GZIPInputStream(in, BUFFER)) {
            LineBlocks blocks = new LineBlocks(text);
            SnapshotHeader header;
            try (JsonParser json = parser(blocks.firstLine())) {
                header = header(json);
            }
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
        } catch (JacksonException | DateTimeException | IllegalArgumentException e) {
            throw new IOException(e);
        }
    }

    /** Candidates of one block, and the count of all if the last line is in it, else -1. */
    private record Part(List<Candidate> candidates, int count) {}

    /** While one thread unpacks, others read; in the end that one helps, taking from the end what nobody has begun. */
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
        try (JsonParser json = parser(lines)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                JsonTokens.expect(token, JsonToken.START_OBJECT);
                CandidateJson.Line line = CandidateJson.read(json);
                if (count >= 0) {
                    throw new IOException("it goes on after its last line");
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
                throw new IOException("it does not hold the " + part.count() + " candidates it should");
            }
        }
        if (parts.isEmpty()) {
            throw new IOException("it ends after its first line");
        }
        return all;
    }

    private static JsonParser parser(byte[] text) {
        return FACTORY.createParser(ObjectReadContext.empty(), text);
    }

    private static JsonParser parser(InputStream in) throws IOException {
        return FACTORY.createParser(ObjectReadContext.empty(), new GZIPInputStream(in, BUFFER));
    }

    private static SnapshotHeader header(JsonParser json) throws IOException {
        JsonTokens.expect(json.nextToken(), JsonToken.START_OBJECT);
        int version = 0;
        @Nullable String source = null;
        @Nullable Instant fetched = null;
        @Nullable Instant full = null;
        @Nullable Integer services = null;
        String stamp = "";
        Set<Axis> axes = EnumSet.noneOf(Axis.class);
        boolean onPrivateNetwork = false;
        List<String> notes = List.of();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "version" -> version = json.getIntValue();
                case "source" -> source = json.getString();
                case "fetched" -> fetched = IsoTime.parse(json.getString());
                case "stamp" -> stamp = json.getString();
                case "full_fetched" -> full = IsoTime.parse(json.getString());
                case "services" -> services = json.getIntValue();
                case "coverage_axes" ->
                    JsonTokens.strings(json)
                            .forEach(word -> axes.add(Axis.valueOf(word.toUpperCase(java.util.Locale.ROOT))));
                case "on_private_network" -> onPrivateNetwork = json.getBooleanValue();
                case "notes" -> notes = JsonTokens.strings(json);
                default -> json.skipChildren();
            }
        }
        if (source == null || fetched == null) {
            throw new IOException("it does not begin as a snapshot does");
        }
        return new SnapshotHeader(version, source, fetched, stamp, full, services, axes, onPrivateNetwork, notes);
    }
}
