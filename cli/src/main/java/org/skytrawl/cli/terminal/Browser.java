package org.skytrawl.cli.terminal;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The browser of the user, opened by the program that the system has for it. */
public final class Browser {
    /** A program that is still there then has become the browser. */
    private static final int PATIENCE_S = 5;

    private Browser() {}

    /** @return why it could not be opened; null if it was */
    public static @Nullable String open(String url) throws InterruptedException {
        List<String> command = command(System.getProperty("os.name", ""), url);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            boolean hasEnded = process.waitFor(PATIENCE_S, TimeUnit.SECONDS);
            return hasEnded && process.exitValue() != 0
                    ? command.getFirst() + " ended with status " + process.exitValue()
                    : null;
        } catch (IOException e) {
            return "there is no " + command.getFirst();
        }
    }

    static List<String> command(String operatingSystem, String url) {
        String system = operatingSystem.toLowerCase(Locale.ROOT);
        if (system.startsWith("windows")) {
            return List.of("rundll32", "url.dll,FileProtocolHandler", url);
        }
        return List.of(system.startsWith("mac") ? "open" : "xdg-open", url);
    }
}
