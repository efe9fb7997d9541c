package org.skytrawl.parquet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Util;

/** The footer of a written file, for summary files. Kept packed: 100 to 300 bytes for each column of a row group. */
public final class ParquetFooter {
    /** Its length and the magic word. */
    private static final int END_BYTES = 2 * Integer.BYTES;

    private final byte[] packed;

    private ParquetFooter(byte[] packed) {
        this.packed = packed;
    }

    ParquetFooter(FileMetaData footer) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Util.writeFileMetaData(footer, bytes);
        this.packed = bytes.toByteArray();
    }

    /**
     * The footer of a file that is known to be whole.
     *
     * @throws UncheckedIOException if it cannot be read, or is no Parquet file
     */
    public static ParquetFooter read(Path file) {
        try (FileChannel channel = FileChannel.open(file)) {
            byte[] packed = new byte[length(channel)];
            fill(channel, channel.size() - END_BYTES - packed.length, ByteBuffer.wrap(packed));
            return new ParquetFooter(packed);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the footer of " + file + ": " + e.getMessage(), e);
        }
    }

    /** The length of the footer of a file, bytes. */
    public static int bytes(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            return length(channel);
        }
    }

    private static int length(FileChannel channel) throws IOException {
        ByteBuffer end = ByteBuffer.allocate(END_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        fill(channel, channel.size() - END_BYTES, end);
        int length = end.flip().getInt();
        byte[] magic = new byte[Integer.BYTES];
        end.get(magic);
        if (!Arrays.equals(magic, ParquetWriter.MAGIC)
                || length < 0
                || length > channel.size() - END_BYTES - magic.length) {
            throw new IOException("it is no Parquet file");
        }
        return length;
    }

    private static void fill(FileChannel channel, long at, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (at < 0 || channel.read(bytes, at + bytes.position()) < 0) {
                throw new IOException("it is too short");
            }
        }
    }

    FileMetaData unpacked() throws IOException {
        return Util.readFileMetaData(new ByteArrayInputStream(packed));
    }
}
