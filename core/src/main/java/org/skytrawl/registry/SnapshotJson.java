package org.skytrawl.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Axis;
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
final class SnapshotJson {
    /** To be raised whenever a line's meaning changes; a snapshot of an older version counts as stale. */
    static final int VERSION = 2;

    /** Version 1 knew of no mirror URLs and kept no rows; what it says it says in the same words. */
    static final int OLDEST_READ = 1;

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
    static void write(RegistrySnapshot snapshot, String stamp, Instant fullFetched, OutputStream out)
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
            CandidateJson.strings(json, "notes", snapshot.notes());
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
     * Reads a whole snapshot of this version or an older one.
     *
     * @throws IOException if it cannot be read, or anything in it is not as it was written
     */
    static RegistrySnapshot read(InputStream in) throws IOException {
        try (JsonParser json = parser(in)) {
            SnapshotHeader header = header(json);
            if (!header.isReadable()) {
                throw new OtherVersion(header.version());
            }
            List<Candidate> candidates = new ArrayList<>();
            while (true) {
                CandidateJson.expect(json.nextToken(), JsonToken.START_OBJECT);
                CandidateJson.Line line = CandidateJson.read(json);
                if (line.candidate() == null) {
                    if (line.count() != candidates.size() || json.nextToken() != null) {
                        throw new IOException("it does not hold the " + line.count() + " candidates it should");
                    }
                    return new RegistrySnapshot(
                            header.source(),
                            header.fetched(),
                            header.coverageAxes(),
                            header.onPrivateNetwork(),
                            candidates,
                            header.notes());
                }
                candidates.add(line.candidate());
            }
        } catch (JacksonException | DateTimeException | IllegalArgumentException e) {
            throw new IOException(e);
        }
    }

    private static JsonParser parser(InputStream in) throws IOException {
        return FACTORY.createParser(ObjectReadContext.empty(), new GZIPInputStream(in, BUFFER));
    }

    private static SnapshotHeader header(JsonParser json) throws IOException {
        CandidateJson.expect(json.nextToken(), JsonToken.START_OBJECT);
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
                case "fetched" -> fetched = Instant.parse(json.getString());
                case "stamp" -> stamp = json.getString();
                case "full_fetched" -> full = Instant.parse(json.getString());
                case "services" -> services = json.getIntValue();
                case "coverage_axes" ->
                    CandidateJson.strings(json)
                            .forEach(word -> axes.add(Axis.valueOf(word.toUpperCase(java.util.Locale.ROOT))));
                case "on_private_network" -> onPrivateNetwork = json.getBooleanValue();
                case "notes" -> notes = CandidateJson.strings(json);
                default -> json.skipChildren();
            }
        }
        if (source == null || fetched == null) {
            throw new IOException("it does not begin as a snapshot does");
        }
        return new SnapshotHeader(version, source, fetched, stamp, full, services, axes, onPrivateNetwork, notes);
    }
}
