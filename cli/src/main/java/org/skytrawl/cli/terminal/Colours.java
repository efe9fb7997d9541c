package org.skytrawl.cli.terminal;

import org.jspecify.annotations.Nullable;

/**
 * Text attributes for a terminal: bold, faint, and the terminal's own red, green and magenta, which its owner chose for its
 * background. Without colours each text stays as it is. Immutable.
 */
public record Colours(boolean on) {
    private static final String OFF = "\033[0m";

    public static final Colours NONE = new Colours(false);

    /** Those of stderr: none where it is no terminal, or NO_COLOR is set and not empty (https://no-color.org). */
    public static Colours ofStderr() {
        return new Colours(TerminalSize.isTerminal() && wanted(System.getenv("NO_COLOR")));
    }

    /** The same for stdout. */
    public static Colours ofStdout() {
        return new Colours(TerminalSize.isStdoutTerminal() && wanted(System.getenv("NO_COLOR")));
    }

    static boolean wanted(@Nullable String noColor) {
        return noColor == null || noColor.isEmpty();
    }

    public String bold(String text) {
        return in("1", text);
    }

    /** For what matters less than the text around it. */
    public String faint(String text) {
        return in("2", text);
    }

    /** Red: something is missing or failed. */
    public String bad(String text) {
        return in("31", text);
    }

    /** Green: complete, right. */
    public String good(String text) {
        return in("32", text);
    }

    /** Magenta, which can be read on light and dark backgrounds: worth a look. */
    public String notable(String text) {
        return in("35", text);
    }

    private String in(String code, String text) {
        return on && !text.isEmpty() ? "\033[" + code + "m" + text + OFF : text;
    }
}
