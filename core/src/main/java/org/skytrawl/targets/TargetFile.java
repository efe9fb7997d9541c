package org.skytrawl.targets;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.skytrawl.files.FileTrouble;
import org.skytrawl.model.BinaryContent;
import org.skytrawl.model.PlainText;
import org.skytrawl.model.TargetList;
import org.skytrawl.net.Gunzip;

/**
 * Reads target lists of the user: tables in CSV (also with tabs or semicolons), VOTable, FITS, ECSV or JSON Lines, also packed by
 * gzip. The first bytes show the format. A column of the id may be missing: then the number of the row is the id. Positions are
 * taken in the declared unit (degrees by default; text may be sexagesimal) and frame (ICRS by default; FK5 of J2000 counts as ICRS,
 * galactic is rotated, others are an error). The rows are not held in memory. Stateless.
 */
public final class TargetFile {
    private static final int BUFFER = 1 << 16;
    private static final int HEAD = 64;
    private static final int LONGEST_NAME = 200;

    /** Decompressed. */
    private static final long MOST_BYTES = 4L << 30;

    private TargetFile() {}

    /** Reads a file with a column of the radius. */
    public static ReadTargets read(Path file) {
        return read(file, TargetFileOptions.DEFAULTS);
    }

    /**
     * Reads a file.
     *
     * @throws TargetFileException if it cannot be read, is of another kind, lacks a column, has bad rows that are not to be left
     *     out, no target, or more than {@value TargetList#MOST} rows
     */
    public static ReadTargets read(Path file, TargetFileOptions options) {
        String name = PlainText.of(file.toString(), LONGEST_NAME);
        if (Files.isDirectory(file)) {
            throw new TargetFileException(name + " is a folder");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return read(name, in, options);
        } catch (IOException e) {
            throw new TargetFileException("cannot read " + name + ": " + FileTrouble.of(e), e);
        }
    }

    /**
     * Reads a stream to its end, and leaves it open.
     *
     * @param name for messages
     * @throws TargetFileException as {@link #read(Path, TargetFileOptions)}
     */
    public static ReadTargets read(String name, InputStream in, TargetFileOptions options) {
        return read(name, in, options, MOST_BYTES);
    }

    /**
     * The same.
     *
     * @param mostBytes that are read of a larger file's content, decompressed, before it is refused
     */
    public static ReadTargets read(String name, InputStream in, TargetFileOptions options, long mostBytes) {
        try {
            return read(name, plain(in), options, mostBytes);
        } catch (IOException e) {
            throw new TargetFileException(name + ": " + PlainText.of(e.getMessage(), 400), e);
        }
    }

    private static BufferedInputStream plain(InputStream in) throws IOException {
        BufferedInputStream raw = new BufferedInputStream(in, BUFFER);
        byte[] head = head(raw);
        boolean packed = head.length > 1 && head[0] == 0x1f && head[1] == (byte) 0x8b;
        return packed ? new BufferedInputStream(new Gunzip(raw), BUFFER) : raw;
    }

    static ReadTargets read(String name, BufferedInputStream in, TargetFileOptions options, long mostBytes)
            throws IOException {
        byte[] head = head(in);
        String bytes = new String(head, StandardCharsets.ISO_8859_1);
        // some programs put a byte order mark before UTF-8
        String text = (bytes.startsWith("\u00ef\u00bb\u00bf") ? bytes.substring(3) : bytes).stripLeading();
        InputStream bounded = new Bounded(in, mostBytes);
        if (bytes.startsWith("SIMPLE  =")) {
            return FitsTargets.read(bounded, new TargetRows(name, options, "row"));
        }
        String binary = head.length == 0 ? "empty" : BinaryContent.describe(head);
        if (binary != null) {
            throw new IOException("it is " + binary + ", not one of CSV, VOTable, FITS, ECSV and JSON Lines");
        }
        if (text.startsWith("<")) {
            return VoTableTargets.read(bounded, new TargetRows(name, options, "row"));
        }
        TargetRows rows = new TargetRows(name, options, "line");
        if (text.startsWith("{")) {
            return JsonLinesTargets.read(bounded, rows);
        }
        if (text.startsWith("[")) {
            throw new IOException("it is a JSON array; write one object on each line (JSON Lines)");
        }
        return TextTargets.read(bounded, rows, text.startsWith("# %ECSV"));
    }

    private static byte[] head(BufferedInputStream in) throws IOException {
        in.mark(HEAD + 1);
        byte[] head = in.readNBytes(HEAD);
        in.reset();
        return head;
    }

    /** Ends with an error after some bytes. */
    private static final class Bounded extends FilterInputStream {
        private final long most;
        private long bytes;

        Bounded(InputStream in, long most) {
            super(in);
            this.most = most;
        }

        @Override
        public int read() throws IOException {
            int c = in.read();
            count(c < 0 ? 0 : 1);
            return c;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = in.read(buffer, offset, length);
            count(count);
            return count;
        }

        private void count(int more) throws IOException {
            bytes += Math.max(0, more);
            if (bytes > most) {
                throw new IOException(
                        "it is larger than " + most + " bytes, which is the most that is read of a target list");
            }
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        /** The stream stays open. */
        @Override
        public void close() {}
    }
}
