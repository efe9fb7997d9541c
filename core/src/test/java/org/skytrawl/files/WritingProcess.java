package org.skytrawl.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes a file until it is killed. Arguments: the file; how many bytes, which are all the same and one more in each next content;
 * and, if it shall stop, how many of the second content it writes before that. Says on standard output how far it is.
 */
final class WritingProcess {
    static final int STEP = 1 << 18;

    private WritingProcess() {}

    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[0]);
        int bytes = Integer.parseInt(args[1]);
        int last = args.length > 2 ? Integer.parseInt(args[2]) : -1;
        for (byte i = 1; ; i++) {
            byte[] content = content(i, bytes);
            boolean stops = i == 2 && last >= 0;
            AtomicFile.write(file, out -> {
                for (int written = 0; written < bytes; written += STEP) {
                    if (stops && written >= last) {
                        stop(out);
                    }
                    out.write(content, written, STEP);
                    System.out.println("at");
                }
                if (stops) {
                    stop(out);
                }
            });
        }
    }

    private static void stop(OutputStream out) throws IOException {
        out.flush();
        System.out.println("stopped");
        LockSupport.park();
    }

    static byte[] content(byte value, int bytes) {
        byte[] content = new byte[bytes];
        java.util.Arrays.fill(content, value);
        return content;
    }
}
