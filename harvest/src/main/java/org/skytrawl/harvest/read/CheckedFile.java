package org.skytrawl.harvest.read;

import dev.hardwood.InputFile;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.skytrawl.harvest.state.FileSums;
import org.skytrawl.harvest.state.HarvestException;
import org.skytrawl.harvest.state.HarvestFolder;

/**
 * A file whose blocks are compared with their checksums before anything of them is used. Keeps a few blocks. Thread-safe.
 */
final class CheckedFile implements InputFile {
    private static final String REMEDY = "; skytrawl harvest status --check says what to do";
    private static final int KEPT_BLOCKS = 8;

    private final Path path;
    private final FileSums sums;
    private final AtomicLong bytesRead;
    private final Map<Integer, byte[]> blocks = new LinkedHashMap<>(16, 0.75f, true);
    private @Nullable FileChannel channel;

    /** @param bytesRead gets the bytes that are read from disk */
    CheckedFile(Path path, FileSums sums, AtomicLong bytesRead) {
        this.path = path;
        this.sums = sums;
        this.bytesRead = bytesRead;
    }

    @Override
    public synchronized void open() throws IOException {
        if (channel != null) {
            return;
        }
        if (!Files.isRegularFile(path)) {
            throw new HarvestException(path + " is missing" + REMEDY);
        }
        long length = Files.size(path);
        if (length != sums.bytes()) {
            throw new HarvestException(
                    path + " has " + length + " bytes, but " + sums.bytes() + " were written: it was damaged" + REMEDY);
        }
        channel = FileChannel.open(path);
    }

    @Override
    public synchronized ByteBuffer readRange(long offset, int length) throws IOException {
        if (offset < 0 || length < 0 || offset + length > sums.bytes()) {
            throw new EOFException(path + " has no bytes " + offset + " to " + (offset + length));
        }
        byte[] range = new byte[length];
        int done = 0;
        while (done < length) {
            int index = Math.toIntExact((offset + done) / FileSums.BLOCK_BYTES);
            int from = (int) ((offset + done) % FileSums.BLOCK_BYTES);
            byte[] block = block(index);
            int part = Math.min(length - done, block.length - from);
            System.arraycopy(block, from, range, done, part);
            done += part;
        }
        return ByteBuffer.wrap(range);
    }

    private byte[] block(int index) throws IOException {
        byte[] known = blocks.get(index);
        if (known != null) {
            return known;
        }
        long start = (long) index * FileSums.BLOCK_BYTES;
        byte[] block = new byte[(int) Math.min(FileSums.BLOCK_BYTES, sums.bytes() - start)];
        ByteBuffer buffer = ByteBuffer.wrap(block);
        FileChannel opened = channel;
        if (opened == null) {
            throw new IOException(path + " is not open");
        }
        while (buffer.hasRemaining()) {
            if (opened.read(buffer, start + buffer.position()) < 0) {
                throw new HarvestException(path + " has become shorter while it was read" + REMEDY);
            }
        }
        bytesRead.addAndGet(block.length);
        if (index >= sums.crc32c().size()
                || FileSums.sum(block, 0, block.length) != sums.crc32c().get(index)) {
            throw new HarvestException(
                    path + " does not have the checksum with which it was written: it was damaged" + REMEDY);
        }
        if (blocks.size() >= KEPT_BLOCKS) {
            blocks.remove(blocks.keySet().iterator().next());
        }
        blocks.put(index, block);
        return block;
    }

    @Override
    public long length() {
        return sums.bytes();
    }

    @Override
    public String name() {
        return path.toString();
    }

    @Override
    public synchronized void close() {
        blocks.clear();
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw new HarvestException("cannot close " + path + ": " + HarvestFolder.cause(e), e);
        } finally {
            channel = null;
        }
    }
}
