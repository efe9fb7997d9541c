package org.skytrawl.files;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Writes a file again and again until it is killed. Arguments: the file, how many bytes. Its content is a number in eight
 * bytes, then always the last one of them. Says on standard output when it has begun.
 */
final class WritingProcess {
    private WritingProcess() {}

    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[0]);
        int bytes = Integer.parseInt(args[1]);
        for (byte i = 1; ; i++) {
            byte[] content = content(i, bytes);
            AtomicFile.write(file, out -> out.write(content));
            if (i == 1) {
                System.out.println("begun");
            }
        }
    }

    static byte[] content(byte value, int bytes) {
        byte[] content = new byte[bytes];
        java.util.Arrays.fill(content, value);
        return content;
    }
}
