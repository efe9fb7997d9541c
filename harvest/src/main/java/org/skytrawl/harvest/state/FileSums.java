package org.skytrawl.harvest.state;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * What a file was when it was written, so that each part of it can be checked when it is read.
 *
 * @param bytes the length
 * @param crc32c of each block of {@link #BLOCK_BYTES} bytes; the last may be shorter
 */
public record FileSums(long bytes, List<Long> crc32c) {
    public static final int BLOCK_BYTES = 1 << 20;

    public FileSums {
        crc32c = List.copyOf(crc32c);
    }

    public static FileSums of(byte[] content) {
        try {
            return of(new ByteArrayInputStream(content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads to the end. */
    public static FileSums of(InputStream in) throws IOException {
        List<Long> sums = new ArrayList<>();
        byte[] block = new byte[BLOCK_BYTES];
        long bytes = 0;
        while (true) {
            int length = in.readNBytes(block, 0, BLOCK_BYTES);
            if (length == 0) {
                return new FileSums(bytes, sums);
            }
            sums.add(sum(block, 0, length));
            bytes += length;
        }
    }

    /** The CRC32C of one block. */
    public static long sum(byte[] bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, length);
        return crc.getValue();
    }
}
