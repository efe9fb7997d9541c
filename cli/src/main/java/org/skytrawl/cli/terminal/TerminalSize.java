package org.skytrawl.cli.terminal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Current size of the terminal. Java cannot find it out, but a shell can: a child process prints it on request, and ends with this
 * program. If the child cannot be started, the size at the start of the program is used. Thread-safe.
 */
public final class TerminalSize implements AutoCloseable {
    /** Set by the launcher: is stderr a terminal? Java can test only stdin and stdout together. */
    private static final boolean TERMINAL = Boolean.getBoolean("skytrawl.terminal");

    /** Set by the launcher: is stdout a terminal? */
    private static final boolean STDOUT_TERMINAL = Boolean.getBoolean("skytrawl.stdout.terminal");

    /** Set by the launcher; 80 if unknown. */
    private static final int COLUMNS = Integer.getInteger("skytrawl.columns", 80);

    private static final int ROWS = 24;
    private static final Pattern SAID = Pattern.compile("(\\d{1,4}) (\\d{1,4})");

    /** The child ignores Ctrl-C, as the parent still needs it for the last frame. */
    private static final String ASKED = "trap '' INT; while read -r asked; do stty size </dev/tty || exit; done";

    /** An answer takes a few milliseconds, on a busy machine some hundred. */
    private static final long PATIENCE_MILLIS = 400;

    private final @Nullable Process child;
    private final Semaphore answers = new Semaphore(0);
    /** The last known size; there is one terminal, so all displays share it. */
    private static volatile Size known = new Size(columnsAtStart(), ROWS);

    private int awaited;

    /** Columns and rows, limited to what the display can use. */
    public record Size(int columns, int rows) {}

    private TerminalSize(@Nullable Process child) {
        this.child = child;
    }

    /** Whether stderr is a terminal that supports cursor movement. */
    public static boolean isTerminal() {
        return TERMINAL && understandsMore();
    }

    /** Whether people read stderr as it comes: it is a terminal of whatever kind. */
    public static boolean isStderrForPeople() {
        return TERMINAL;
    }

    /** Whether stdout is a terminal that supports colours. */
    public static boolean isStdoutTerminal() {
        return STDOUT_TERMINAL && understandsMore();
    }

    /** Whether people read stdout as it comes: it is a terminal of whatever kind. */
    public static boolean isStdoutForPeople() {
        return STDOUT_TERMINAL;
    }

    /** The width at the start of the program. */
    public static int columnsAtStart() {
        return Math.clamp(COLUMNS, 20, 300);
    }

    /** The width for a table on stdout: that of the terminal now; elsewhere COLUMNS, else that at the start of the program. */
    public static int columnsOfStdout() {
        if (STDOUT_TERMINAL) {
            try (TerminalSize terminal = follow()) {
                return terminal.now().columns();
            }
        }
        return columnsElsewhere(System.getenv("COLUMNS"));
    }

    static int columnsElsewhere(@Nullable String columns) {
        return columns != null && columns.matches("[1-9]\\d{0,4}")
                ? Math.clamp(Integer.parseInt(columns), 20, 300)
                : columnsAtStart();
    }

    private static boolean understandsMore() {
        String term = System.getenv("TERM");
        return term != null && !term.isBlank() && !term.equals("dumb");
    }

    public static TerminalSize follow() {
        Process child;
        try {
            child = new ProcessBuilder("sh", "-c", ASKED)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            return new TerminalSize(null);
        }
        TerminalSize followed = new TerminalSize(child);
        Thread.ofPlatform().daemon().name("skytrawl-terminal").start(() -> followed.listen(child));
        return followed;
    }

    /** The size when it was last asked for; at first the width at the start of the program, and 24 rows. */
    public static Size lastKnown() {
        return known;
    }

    /** The current size; the last known size if the child does not answer in time. */
    public synchronized Size now() {
        try {
            if (child != null && child.isAlive()) {
                OutputStream ask = child.getOutputStream();
                ask.write('\n');
                ask.flush();
                awaited++;
                if (answers.tryAcquire(awaited, PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                    awaited = 0;
                }
            }
        } catch (IOException ignored) {
            // it has ended
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return known;
    }

    private void listen(Process talks) {
        try (BufferedReader said = talks.inputReader()) {
            said.lines().forEach(line -> took(SAID.matcher(line)));
        } catch (IOException | UncheckedIOException ignored) {
            // it has ended; the size stays as it was last
        }
    }

    private void took(Matcher said) {
        // some terminals say that they have none at all
        if (said.matches() && Integer.parseInt(said.group(2)) > 0) {
            known = new Size(
                    Math.clamp(Integer.parseInt(said.group(2)), 20, 300),
                    Math.clamp(Integer.parseInt(said.group(1)), 4, 300));
        }
        answers.release();
    }

    @Override
    public void close() {
        if (child != null) {
            child.destroy();
        }
    }
}
