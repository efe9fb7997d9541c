package org.skytrawl.provenance;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the log of a run back: the lines that {@link ProvenanceLog} writes, of this version or another. A log is valid up to
 * its last line, whatever became of the program that wrote it; where that one is torn, as a crash leaves it, it is noted and
 * left out. All else that is no log's line is an error which names the line. Stateless, so thread-safe.
 *
 * <p>Memory is bounded: a log has at most 256 MiB, a line at most 64 MiB.
 */
public final class LogFile {
    private static final long MAX_BYTES = 256L << 20;
    private static final int MAX_LINE_BYTES = 64 << 20;
    private static final int MAX_DEPTH = 20;

    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private LogFile() {}

    /**
     * Reads a file.
     *
     * @throws IOException if it cannot be read, or is no log; the message names the line and what is wrong there
     */
    public static ReadLog read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(String.valueOf(file.getFileName()), in);
        }
    }

    /**
     * Reads a stream to its end, which is not closed.
     *
     * @param name what the log is called where a later run refers to it
     * @throws IOException as {@link #read(Path)}
     */
    public static ReadLog read(String name, InputStream in) throws IOException {
        Lines lines = new Lines(in);
        EventLines events = new EventLines();
        List<ProvenanceEvent> read = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        boolean whole = false;
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            try {
                if (isBlank(line)) {
                    continue;
                }
                if (whole) {
                    throw new InvalidLogException("a line after the summary, which is a log's last; a log has one run");
                }
                ProvenanceEvent event = events.event(json(line));
                if (event == null) {
                    continue;
                }
                if (read.isEmpty() != event instanceof ProvenanceEvent.RunStarted) {
                    throw new InvalidLogException(
                            read.isEmpty()
                                    ? "a log begins with the event run: this is no log of skytrawl, or its beginning is"
                                            + " missing"
                                    : "a second run begins: a log has one");
                }
                read.add(event);
                whole = event instanceof ProvenanceEvent.RunEnded;
            } catch (InvalidLogException e) {
                if (lines.isTorn() && read.isEmpty() && lines.number() == 1) {
                    throw new IOException("line 1, the only one, is torn or no log's: " + e.getMessage());
                }
                if (lines.isTorn()) {
                    notes.add("line " + lines.number() + ", the last, is torn, and left out");
                } else {
                    throw new IOException("line " + lines.number() + ": " + e.getMessage());
                }
            }
        }
        if (read.isEmpty()) {
            throw new IOException("it is empty: no run has begun to write it");
        }
        notes.addAll(events.notes());
        return new ReadLog(name, read, whole, notes);
    }

    private static boolean isBlank(byte[] line) {
        for (byte b : line) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }

    private static JsonNode json(byte[] line) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line))
                    .toString();
            if (!text.stripLeading().startsWith("{")) {
                throw new InvalidLogException("it is no JSON object, as all lines of a log are");
            }
            return JSON.readTree(text);
        } catch (CharacterCodingException e) {
            throw new InvalidLogException("it is not UTF-8");
        } catch (JacksonException e) {
            throw new InvalidLogException("it is no JSON: "
                    + String.valueOf(e.getOriginalMessage()).replaceFirst("(?s) \\(start marker.*", ""));
        }
    }

    /** The lines of a stream, one at a time, within the bounds. */
    private static final class Lines {
        private final InputStream in;
        private long bytes;
        private int number;
        private boolean torn;

        Lines(InputStream in) {
            this.in = new BufferedInputStream(in, 1 << 16);
        }

        int number() {
            return number;
        }

        /** Whether the last line had no end. */
        boolean isTorn() {
            return torn;
        }

        byte @Nullable [] next() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
            number++;
            for (int b = in.read(); b >= 0; b = in.read()) {
                if (++bytes > MAX_BYTES) {
                    throw new IOException(
                            "line " + number + ": a log of more than " + (MAX_BYTES >> 20) + " MiB is not read");
                }
                if (b == '\n') {
                    return line.toByteArray();
                }
                if (line.size() == MAX_LINE_BYTES) {
                    throw new IOException("line " + number + ": it is longer than " + (MAX_LINE_BYTES >> 20) + " MiB");
                }
                line.write(b);
            }
            torn = true;
            return line.size() == 0 ? null : line.toByteArray();
        }
    }
}
