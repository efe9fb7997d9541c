package org.skytrawl.region;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.files.FileTrouble;
import org.skytrawl.model.PlainText;
import uk.ac.starlink.fits.FitsUtil;

/**
 * Reads the headers of a FITS file in turn, also of one packed by gzip. STIL parses the headers. Bytes are bounded, since
 * STIL's reader and its tables allocate what a header claims.
 */
final class FitsFile implements Closeable {
    private static final int MAX_HEADER_BYTES = 8 << 20;
    private static final long MAX_BYTES_UNPACKED = 8L << 30;
    private static final int MAX_HDUS = 10_000;
    private static final int BUFFER = 1 << 16;
    private static final String MAGIC = "SIMPLE";

    private final String name;
    private final CountedInput in;
    private @Nullable FitsCards header;
    private int hdu = -1;
    private long dataEnd;

    private FitsFile(String name, CountedInput in) {
        this.name = name;
        this.in = in;
    }

    /** @throws RegionFileException if it cannot be read or is not FITS */
    static FitsFile open(Path file) {
        FitsFile fits = openIfFits(file);
        if (fits == null) {
            throw new RegionFileException(shown(file) + " is not a FITS file");
        }
        return fits;
    }

    /** Null if the file can be read but is not FITS. */
    static @Nullable FitsFile openIfFits(Path file) {
        try {
            Content content = Content.of(file);
            InputStream in = content.stream;
            try {
                in.mark(MAGIC.length());
                boolean isFits = new String(in.readNBytes(MAGIC.length()), StandardCharsets.ISO_8859_1).equals(MAGIC);
                in.reset();
                if (isFits) {
                    return new FitsFile(shown(file), new CountedInput(in, content.packed));
                }
            } catch (IOException | RuntimeException e) {
                in.close();
                throw e;
            }
            in.close();
            return null;
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    static RegionFileException unreadable(Path file, IOException e) {
        String why = PlainText.of(FileTrouble.of(e), 300);
        return new RegionFileException(
                why.contains(file.toString()) ? why : shown(file) + " cannot be read: " + why, e);
    }

    /** The content of a file; gzip is known by its first bytes. The stream can be marked. */
    record Content(InputStream stream, boolean packed) {
        static Content of(Path file) throws IOException {
            if (Files.isDirectory(file)) {
                throw new IOException("it is a folder");
            }
            InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
            try {
                raw.mark(2);
                boolean packed = raw.read() == 0x1f && raw.read() == 0x8b;
                raw.reset();
                return new Content(
                        packed ? new BufferedInputStream(new GZIPInputStream(raw, BUFFER), BUFFER) : raw, packed);
            } catch (IOException e) {
                raw.close();
                throw e;
            }
        }
    }

    static String shown(Path file) {
        return PlainText.of(file.toString(), 200);
    }

    String name() {
        return name;
    }

    /** The number of the header: 0 for the primary one. */
    int hdu() {
        return hdu;
    }

    FitsCards header() {
        return Objects.requireNonNull(header, "no header was read");
    }

    /** {@code cells.fits, HDU 1}: begins messages. */
    String place() {
        return name + ", HDU " + hdu;
    }

    /**
     * Reads the next header.
     *
     * @return false at the end of the file
     * @throws RegionFileException if there is something else
     */
    boolean next() {
        if (hdu + 1 >= MAX_HDUS) {
            throw new RegionFileException(name + " has more than " + MAX_HDUS + " HDUs");
        }
        try {
            if (hdu >= 0 && !in.skipTo(dataEnd)) {
                throw new RegionFileException(place() + ": the file ends within the data");
            }
            hdu++;
            in.allow(MAX_HEADER_BYTES, "the header has more than " + (MAX_HEADER_BYTES >> 20) + " MiB");
            header = FitsCards.read(in, hdu == 0);
            in.allow(Long.MAX_VALUE, "");
            if (header == null) {
                return false;
            }
            dataEnd = Math.addExact(in.at, Math.addExact(header.dataBytes(), FitsUtil.BLOCK_LENG - 1));
            dataEnd -= dataEnd % FitsUtil.BLOCK_LENG;
            return true;
        } catch (EOFException e) {
            throw new RegionFileException(place() + ": the file ends within the header", e);
        } catch (ArithmeticException e) {
            throw new RegionFileException(place() + ": the header claims more data than a file can have", e);
        } catch (RegionFileException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new RegionFileException(
                    place() + ": the header cannot be read: " + PlainText.of(String.valueOf(e.getMessage()), 200), e);
        }
    }

    /** The data of this HDU; read it before the next header. */
    InputStream data() {
        return in;
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException ignored) {
            // nothing was written
        }
    }

    /** Counts bytes and refuses more than are allowed. */
    private static final class CountedInput extends FilterInputStream {
        private static final int STEP = 1 << 30;

        private final boolean isPacked;
        private long at;
        private long allowedEnd = Long.MAX_VALUE;
        private String refusal = "";

        CountedInput(InputStream in, boolean isPacked) {
            super(in);
            this.isPacked = isPacked;
        }

        void allow(long bytes, String why) {
            allowedEnd = bytes > MAX_BYTES_UNPACKED ? Long.MAX_VALUE : at + bytes;
            refusal = why;
        }

        /** False if the stream ends before. */
        boolean skipTo(long end) throws IOException {
            while (at < end) {
                long skipped = in.skip(Math.min(STEP, end - at));
                if (skipped <= 0) {
                    if (in.read() < 0) {
                        return false;
                    }
                    skipped = 1;
                }
                count(skipped);
                if (isPacked && at > MAX_BYTES_UNPACKED) {
                    throw new IOException("it unpacks to more than " + (MAX_BYTES_UNPACKED >> 30) + " GiB");
                }
            }
            return true;
        }

        private void count(long bytes) throws IOException {
            at += bytes;
            if (at > allowedEnd) {
                throw new IOException(refusal);
            }
        }

        @Override
        public int read() throws IOException {
            int value = in.read();
            if (value >= 0) {
                count(1);
            }
            return value;
        }

        @Override
        public int read(byte[] bytes, int from, int most) throws IOException {
            int read = in.read(bytes, from, most);
            if (read > 0) {
                count(read);
            }
            return read;
        }

        @Override
        public long skip(long most) throws IOException {
            long skipped = in.skip(most);
            count(skipped);
            return skipped;
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
