package org.skytrawl.harvest.catalogue;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.skytrawl.harvest.state.HarvestException;
import org.skytrawl.harvest.state.HarvestFolder;

/** A file of rows in the order of their tables and cells, with a checksum at its end. Lives as long as one build. */
final class SortedRun {
    private static final int BUFFER_BYTES = 1 << 17;
    private static final int END = -1;

    private SortedRun() {}

    /**
     * What a row is sorted and placed by.
     *
     * @param table the ordinal of its table
     */
    record Key(int table, long cell, double reachDeg) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            return table == other.table ? Long.compare(cell, other.cell) : Integer.compare(table, other.table);
        }
    }

    /** Writes a run. Used by one thread. */
    static final class Writer implements Closeable {
        private final Path file;
        private final CRC32C sum = new CRC32C();
        private final DataOutputStream out;

        Writer(Path file) {
            this.file = file;
            try {
                this.out = new DataOutputStream(new BufferedOutputStream(
                        new CheckedOutputStream(Files.newOutputStream(file), sum), BUFFER_BYTES));
            } catch (IOException e) {
                throw failed(e);
            }
        }

        void write(Key key, byte[] bytes, int offset, int length) {
            try {
                out.writeByte(key.table());
                out.writeLong(key.cell());
                out.writeDouble(key.reachDeg());
                out.writeInt(length);
                out.write(bytes, offset, length);
            } catch (IOException e) {
                throw failed(e);
            }
        }

        void finish() {
            try {
                out.writeByte(END);
                out.flush();
                out.writeLong(sum.getValue());
            } catch (IOException e) {
                throw failed(e);
            }
        }

        private HarvestException failed(IOException e) {
            return new HarvestException("cannot write " + file + ": " + HarvestFolder.cause(e), e);
        }

        @Override
        public void close() {
            try {
                out.close();
            } catch (IOException e) {
                throw failed(e);
            }
        }
    }

    /** Reads a run. Used by one thread. */
    static final class Reader implements Closeable {
        private final Path file;
        private final CRC32C sum = new CRC32C();
        private final DataInputStream in;
        private Key key = new Key(0, 0, 0);
        private byte[] bytes = new byte[0];

        Reader(Path file) {
            this.file = file;
            try {
                this.in = new DataInputStream(new CheckedInputStream(
                        new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES), sum));
            } catch (IOException e) {
                throw failed(e);
            }
        }

        /** Goes to the next row. @return false at the end */
        boolean next() {
            try {
                int table = in.readByte();
                if (table == END) {
                    long expected = sum.getValue();
                    if (in.readLong() != expected) {
                        throw new IOException("it is not as it was written a while ago: the disk is damaged");
                    }
                    return false;
                }
                key = new Key(table, in.readLong(), in.readDouble());
                bytes = new byte[in.readInt()];
                in.readFully(bytes);
                return true;
            } catch (IOException e) {
                throw failed(e);
            }
        }

        Key key() {
            return key;
        }

        byte[] bytes() {
            return bytes;
        }

        CatalogueRow row() {
            try {
                return RowCodec.read(
                        key.cell(), key.reachDeg(), new DataInputStream(new ByteArrayInputStream(bytes)));
            } catch (IOException e) {
                throw failed(e);
            }
        }

        private HarvestException failed(IOException e) {
            return new HarvestException("cannot read " + file + ": " + HarvestFolder.cause(e), e);
        }

        @Override
        public void close() {
            try {
                in.close();
            } catch (IOException e) {
                throw failed(e);
            }
        }
    }
}
