package org.skytrawl.provenance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Reads the log of a run, as written by {@link ProvenanceLog} of this or another version. A torn last line, as a crash
 * leaves it, is noted and ignored. Any other malformed line is an error that names the line. Thread-safe.
 *
 * <p>Memory is bounded: a log has at most 256 MiB besides its target list, a line at most 64 MiB.
 */
public final class LogFile {
    private static final long MAX_BYTES = 256L << 20;
    private static final int MAX_LINE_BYTES = 64 << 20;

    private LogFile() {}

    /** @throws IOException if the file cannot be read or is not a log; it names the line and the error */
    public static ReadLog read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(String.valueOf(file.getFileName()), in);
        }
    }

    /**
     * Reads a stream to its end, without closing it.
     *
     * @param name name of the log in references by later runs
     * @throws IOException as {@link #read(Path)}
     */
    public static ReadLog read(String name, InputStream in) throws IOException {
        LineReader lines = new LineReader(in, MAX_LINE_BYTES);
        EventLines events = new EventLines();
        List<ProvenanceEvent> read = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        boolean whole = false;
        long targetBytes = 0;
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            if (lines.start() + line.length - targetBytes > MAX_BYTES) {
                throw new IOException(
                        "line " + lines.number() + ": a log of more than " + (MAX_BYTES >> 20) + " MiB is not read");
            }
            try {
                if (isBlank(line)) {
                    continue;
                }
                if (whole) {
                    throw new InvalidLogException(
                            "a line after the summary, which must be the last; a log has one run");
                }
                boolean hadTargets = events.missingTargets() == null;
                ProvenanceEvent event = events.event(json(line));
                targetBytes += hadTargets ? 0 : line.length;
                if (event == null) {
                    continue;
                }
                if (read.isEmpty() != event instanceof ProvenanceEvent.RunStarted) {
                    throw new InvalidLogException(
                            read.isEmpty()
                                    ? "a log begins with the event run: this is not a log of Skytrawl, or its"
                                            + " beginning is missing"
                                    : "a second run begins: a log has one");
                }
                read.add(event);
                whole = event instanceof ProvenanceEvent.RunEnded;
            } catch (InvalidLogException e) {
                if (lines.isTorn() && read.isEmpty() && lines.number() == 1) {
                    throw new IOException("line 1, the only one, is incomplete or not from a log: " + e.getMessage());
                }
                if (lines.isTorn()) {
                    notes.add("line " + lines.number() + ", the last, is incomplete and was ignored");
                } else {
                    throw new IOException("line " + lines.number() + ": " + e.getMessage());
                }
            }
        }
        if (events.missingTargets() != null) {
            throw new IOException(events.missingTargets());
        }
        if (read.isEmpty()) {
            throw new IOException("it is empty: no run has written to it");
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
            return JsonLine.read(text);
        } catch (CharacterCodingException e) {
            throw new InvalidLogException("it is not UTF-8");
        } catch (JacksonException e) {
            throw new InvalidLogException(JsonLine.wrong(e));
        }
    }
}
