package org.skytrawl.net;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * The content of gzip data (RFC 1952) of any number of members; what follows them is ignored. The JDK's reader calls itself for
 * each empty member, until the stack is full.
 */
public final class Gunzip extends InputStream {
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    private final InputStream in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] packed = new byte[1 << 13];
    private int at;
    private int end;
    private boolean inMember;
    private boolean first = true;
    private boolean ended;

    public Gunzip(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = 0;
        while (count == 0 && length > 0 && !ended) {
            if (!inMember) {
                ended = !header();
            } else if (inflater.finished()) {
                at = end - inflater.getRemaining();
                trailer();
            } else {
                count = inflate(buffer, offset, length);
            }
        }
        return count > 0 || length == 0 ? count : -1;
    }

    private int inflate(byte[] buffer, int offset, int length) throws IOException {
        if (inflater.needsInput()) {
            at = end;
            fill();
            inflater.setInput(packed, 0, end);
        }
        try {
            int count = inflater.inflate(buffer, offset, length);
            if (count == 0 && inflater.needsDictionary()) {
                throw new ZipException("it needs a dictionary");
            }
            crc.update(buffer, offset, count);
            return count;
        } catch (DataFormatException e) {
            throw new ZipException(e.getMessage());
        }
    }

    /** False if no further member follows. */
    private boolean header() throws IOException {
        boolean mayEnd = !first;
        first = false;
        try {
            if (next() != 0x1f || next() != 0x8b) {
                return refused(mayEnd);
            }
            int method = next();
            int flags = next();
            skip(6);
            if (method != 8) {
                return refused(mayEnd);
            }
            if ((flags & EXTRA) != 0) {
                skip(next() | next() << 8);
            }
            for (int text : new int[] {NAME, COMMENT}) {
                while ((flags & text) != 0 && next() != 0) {
                    // text that nobody needs
                }
            }
            skip((flags & HEADER_CRC) == 0 ? 0 : 2);
        } catch (EOFException e) {
            if (mayEnd) {
                return false;
            }
            throw e;
        }
        inflater.reset();
        inflater.setInput(packed, at, end - at);
        crc.reset();
        inMember = true;
        return true;
    }

    private static boolean refused(boolean mayEnd) throws IOException {
        if (mayEnd) {
            return false;
        }
        throw new ZipException("no gzip");
    }

    private void trailer() throws IOException {
        long sum = word();
        long size = word();
        if (sum != crc.getValue() || size != (inflater.getBytesWritten() & 0xFFFF_FFFFL)) {
            throw new ZipException("the checksum is wrong");
        }
        inMember = false;
    }

    private long word() throws IOException {
        return next() | next() << 8 | next() << 16 | (long) next() << 24;
    }

    private void skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            next();
        }
    }

    private int next() throws IOException {
        if (at == end) {
            fill();
        }
        return packed[at++] & 0xff;
    }

    private void fill() throws IOException {
        int count = in.read(packed, 0, packed.length);
        if (count < 0) {
            throw new EOFException("the gzip data break off");
        }
        at = 0;
        end = count;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}
