package org.skytrawl.harvest.groups;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import org.skytrawl.merge.RecordKeys;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;

/**
 * Makes hashes from SHA-256 and a secret: nobody can make texts with one hash, and by chance even 10^12 texts have two of one
 * hash with a probability of 10^-15. Used by one thread.
 */
final class Hasher {
    /** What is hashed, so that hashes of different things differ. */
    enum Of {
        DID,
        URL,
        EXTENT,
        FORMAT,
        KIND,
        PLACE,
        DID_AT_PLACE,
        ALIKE
    }

    private final byte[] secret = new byte[16];
    private final MessageDigest digest;

    Hasher() {
        new SecureRandom().nextBytes(secret);
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            // every Java has it
            throw new IllegalStateException(e);
        }
    }

    Hash text(Of of, String text) {
        // bytes of UTF-16, as UTF-8 has none for half a pair
        return bytes(of, text.getBytes(StandardCharsets.UTF_16BE));
    }

    Hash pair(Of of, Hash a, Hash b) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * Hash.BYTES);
        a.put(bytes);
        b.put(bytes);
        return bytes(of, bytes.array());
    }

    /** Of position, band and time. */
    Hash extent(ObsCoreRecord record) {
        String region = RecordKeys.hasCentre(record) ? null : record.text(ObsCoreColumn.s_region);
        byte[] text = region == null ? new byte[0] : region.getBytes(StandardCharsets.UTF_16BE);
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * RecordKeys.EXTENT.size() + 1 + text.length);
        for (ObsCoreColumn column : RecordKeys.EXTENT) {
            bytes.putLong(RecordKeys.bits(record.number(column)));
        }
        bytes.put((byte) (region == null ? 0 : 1)).put(text);
        return bytes(Of.EXTENT, bytes.array());
    }

    /** Of all on which it depends with which rows a row of a service is joined. */
    Hash alike(int service, ObsCoreRecord record) {
        begin(Of.ALIKE);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(service).flip());
        for (ObsCoreColumn column : RecordKeys.COLUMNS) {
            if (column.isText()) {
                String text = record.text(column);
                byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_16BE);
                digest.update(ByteBuffer.allocate(Integer.BYTES)
                        .putInt(text == null ? -1 : bytes.length)
                        .flip());
                digest.update(bytes);
            } else {
                digest.update(ByteBuffer.allocate(Long.BYTES)
                        .putLong(RecordKeys.bits(record.number(column)))
                        .flip());
            }
        }
        return end();
    }

    private Hash bytes(Of of, byte[] bytes) {
        begin(of);
        digest.update(bytes);
        return end();
    }

    private void begin(Of of) {
        digest.update(secret);
        digest.update((byte) of.ordinal());
    }

    private Hash end() {
        return Hash.get(ByteBuffer.wrap(digest.digest()));
    }
}
