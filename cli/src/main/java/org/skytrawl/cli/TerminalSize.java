package org.skytrawl.cli;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How large the terminal is, also when that changes. Java cannot hear of it; a shell can: a child waits for the signal and says the
 * new size. It ends with this, and within a second of the program if that is killed. Without such a child the size stays that
 * of the program's start. Thread-safe.
 */
final class TerminalSize implements AutoCloseable {
    /** The launcher tells whether stderr is a terminal: Java itself can only ask for stdin and stdout together. */
    private static final boolean TERMINAL = Boolean.getBoolean("skytrawl.terminal");

    /** Also from the launcher, 80 if it could not tell. */
    private static final int COLUMNS = Integer.getInteger("skytrawl.columns", 80);

    private static final int ROWS = 24;
    private static final File TTY = new File("/dev/tty");
    private static final Pattern SAID = Pattern.compile("(\\d{1,4}) (\\d{1,4})");

    /** The parent's number stays in PPID when that is gone. */
    private static final String WATCH =
            "trap 'stty size || exit' WINCH; stty size || exit; while kill -0 $PPID; do sleep 1 & wait $!; done";

    private final @Nullable Process child;
    private volatile Size size = new Size(within(COLUMNS, 20, 300), ROWS);

    /** Columns and rows; as many as a display can use. */
    record Size(int columns, int rows) {}

    private TerminalSize(@Nullable Process child) {
        this.child = child;
    }

    /** Whether there is a terminal that understands more than lines. */
    static boolean isTerminal() {
        String term = System.getenv("TERM");
        return TERMINAL && term != null && !term.isBlank() && !term.equals("dumb");
    }

    /** Begins to follow it; to be closed. */
    static TerminalSize follow() {
        Process child = null;
        try {
            child = new ProcessBuilder("sh", "-c", WATCH)
                    .redirectInput(TTY)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            // no shell, or no terminal of its own
            child = null;
        }
        TerminalSize followed = new TerminalSize(child);
        if (child != null) {
            Process talks = child;
            Thread.ofPlatform().daemon().name("skytrawl-terminal").start(() -> followed.listen(talks));
        }
        return followed;
    }

    Size now() {
        return size;
    }

    private void listen(Process talks) {
        try (BufferedReader said = talks.inputReader()) {
            String line = said.readLine();
            while (line != null) {
                Matcher sizes = SAID.matcher(line);
                // some terminals say that they have none at all
                if (sizes.matches() && Integer.parseInt(sizes.group(2)) > 0) {
                    size = new Size(
                            within(Integer.parseInt(sizes.group(2)), 20, 300),
                            within(Integer.parseInt(sizes.group(1)), 4, 300));
                }
                line = said.readLine();
            }
        } catch (IOException ignored) {
            // it has ended; the size stays as it was last
        }
    }

    private static int within(int value, int least, int most) {
        return Math.clamp(value, least, most);
    }

    @Override
    public void close() {
        if (child != null) {
            child.destroy();
        }
    }
}
