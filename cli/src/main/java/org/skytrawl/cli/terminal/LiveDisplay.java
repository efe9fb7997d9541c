package org.skytrawl.cli.terminal;

import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lines at the end of a terminal that are updated in place. Each update is one write of the changed lines only. No terminal mode is
 * changed for longer than one write, so the terminal is usable whenever the program is killed. Not thread-safe.
 */
public final class LiveDisplay {
    private static final String NO_WRAP = "\033[?7l";
    private static final String WRAP = "\033[?7h";
    /** In each frame. */
    static final String ERASE_LINE_END = "\033[K";

    private final PrintWriter err;
    private final boolean reflows;
    private List<String> shown = List.of();
    private int columns;

    public LiveDisplay(PrintWriter err) {
        this(err, reflows(System.getenv("TERM"), System.getenv("TMUX"), System.getenv("XTERM_VERSION")));
    }

    LiveDisplay(PrintWriter err, boolean reflows) {
        this.err = err;
        this.reflows = reflows;
    }

    /** Most terminals reflow long lines when they become narrower; these few truncate them. */
    static boolean reflows(@Nullable String term, @Nullable String tmux, @Nullable String xtermVersion) {
        boolean screen = term != null && term.startsWith("screen") && tmux == null;
        return xtermVersion == null && !screen && !"linux".equals(term);
    }

    public boolean shows(List<String> lines) {
        return lines.equals(shown);
    }

    /** Replaces the lines. Each is shorter than {@code wide}, the width of the terminal. */
    public void show(List<String> lines, int wide) {
        boolean narrower = wide < columns;
        if (!narrower && lines.equals(shown)) {
            return;
        }
        int rows = rows(wide);
        StringBuilder frame = new StringBuilder(NO_WRAP).append(up(rows));
        for (int i = 0; i < lines.size(); i++) {
            // of the old lines only the total number of rows is known
            boolean stays = !narrower && i < shown.size() && lines.get(i).equals(shown.get(i));
            // without this, the row stays a part of a reflowed long line
            String erased = narrower ? ERASE_LINE_END : "";
            frame.append(stays ? "\n" : erased + lines.get(i) + ERASE_LINE_END + "\n");
        }
        int tooMany = Math.max(0, rows - lines.size());
        if (tooMany > 0) {
            frame.append((ERASE_LINE_END + "\n").repeat(tooMany)).append(up(tooMany));
        }
        // erases the ^C that a terminal shows
        frame.append(ERASE_LINE_END).append(WRAP);
        err.print(frame);
        err.flush();
        shown = List.copyOf(lines);
        columns = wide;
    }

    public void clear() {
        if (!shown.isEmpty()) {
            int rows = rows(columns);
            // row by row: when everything is erased at once, some terminals keep the text in their history
            err.print(up(rows) + (ERASE_LINE_END + "\n").repeat(rows) + ERASE_LINE_END + up(rows));
            err.flush();
            shown = List.of();
        }
    }

    /** Number of rows of the shown lines; a narrower terminal may have made several rows of one line. */
    private int rows(int wide) {
        return shown.stream()
                .mapToInt(line -> reflows ? Math.max(1, (line.length() + wide - 1) / wide) : 1)
                .sum();
    }

    private static String up(int rows) {
        return rows == 0 ? "\r" : "\r\033[" + rows + "A";
    }
}
