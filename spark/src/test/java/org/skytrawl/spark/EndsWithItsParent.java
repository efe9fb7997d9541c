package org.skytrawl.spark;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Runs a program of Spark until its standard input ends: so it ends with the test that started it, even if that is killed. */
final class EndsWithItsParent {
    private EndsWithItsParent() {}

    public static void main(String... args) throws ReflectiveOperationException {
        Thread watch = new Thread(EndsWithItsParent::awaitEnd, "ends-with-its-parent");
        watch.setDaemon(true);
        watch.start();
        Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object)
                Arrays.copyOfRange(args, 1, args.length));
    }

    private static void awaitEnd() {
        try {
            InputStream in = System.in;
            while (in.read() >= 0) {
                // nothing is sent
            }
        } catch (IOException e) {
            // ends as if it had ended
        }
        Runtime.getRuntime().halt(3);
    }
}
