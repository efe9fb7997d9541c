package org.skytrawl.download;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.StopCause;
import org.skytrawl.net.StoppedException;
import org.skytrawl.provenance.Phase;

/** SHA-256. */
final class Checksum {
    private Checksum() {}

    static MessageDigest begin() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Digests the first bytes of a file. */
    static MessageDigest of(Path file, long bytes, Cancellation cancellation) throws IOException, StoppedException {
        MessageDigest sum = begin();
        byte[] buffer = new byte[1 << 16];
        long left = bytes;
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            while (left > 0) {
                if (cancellation.isCancelled()) {
                    throw new StoppedException(StopCause.CANCELLED, Phase.QUEUED);
                }
                int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (count < 0) {
                    throw new IOException(file + " has become shorter");
                }
                sum.update(buffer, 0, count);
                left -= count;
            }
        }
        return sum;
    }

    static String hex(MessageDigest sum) {
        return HexFormat.of().formatHex(sum.digest());
    }

    /** The first digits of a text's sum. */
    static String hex(String text, int digits) {
        MessageDigest sum = begin();
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        return hex(sum).substring(0, digits);
    }
}
