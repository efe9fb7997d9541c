package org.skytrawl.cli.terminal;

import java.io.IOException;
import java.io.Writer;
import java.util.function.IntSupplier;

/**
 * Breaks the lines for a terminal at blanks, never inside words, and indents what follows below the text of a label. Words longer
 * than a line, such as URLs, stay whole, so that they can be copied. Frames of the {@link LiveDisplay} pass as they are.
 */
public final class WrappingWriter extends Writer {
    /** Labels are that wide, with the blanks behind them. */
    private static final int LABEL = 12;

    private static final int INDENT = 2;

    private final Writer out;
    private final IntSupplier columns;
    private final StringBuilder line = new StringBuilder();

    /** @param columns the width of the terminal, now */
    public WrappingWriter(Writer out, IntSupplier columns) {
        this.out = out;
        this.columns = columns;
    }

    @Override
    public void write(char[] chars, int from, int length) throws IOException {
        write(new String(chars, from, length));
    }

    @Override
    public void write(String text, int from, int length) throws IOException {
        write(text.substring(from, from + length));
    }

    @Override
    public void write(String text) throws IOException {
        synchronized (lock) {
            if (text.contains(LiveDisplay.ERASE_LINE_END)) {
                pass();
                out.write(text);
                return;
            }
            int begin = 0;
            for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', begin)) {
                line.append(text, begin, end);
                out.write(wrapped(line.toString(), columns.getAsInt()) + "\n");
                line.setLength(0);
                begin = end + 1;
            }
            line.append(text, begin, text.length());
        }
    }

    private void pass() throws IOException {
        out.write(line.toString());
        line.setLength(0);
    }

    /** A line as several, separated by line ends. */
    static String wrapped(String line, int columns) {
        int wanted = indent(line);
        int indent = columns <= wanted + LABEL ? INDENT : wanted;
        StringBuilder all = new StringBuilder();
        int at = 0;
        int begin = 0;
        int blank = -1;
        int column = 0;
        boolean inWord = false;
        while (at < line.length()) {
            char c = line.charAt(at);
            if (c == '\033') {
                at = afterEscape(line, at);
                continue;
            }
            // no line is broken between a label and its first word
            if (c == ' ' && inWord && column >= indent) {
                blank = at;
            }
            inWord = c != ' ';
            column += Character.isLowSurrogate(c) ? 0 : ScreenText.columns(line.codePointAt(at));
            if (column > columns && c != ' ' && blank >= 0) {
                all.append(line, begin, blank).append('\n').append(" ".repeat(indent));
                begin = blank;
                while (line.charAt(begin) == ' ') {
                    begin++;
                }
                at = begin;
                column = indent;
                blank = -1;
                inWord = false;
                continue;
            }
            at++;
        }
        return all.append(line.substring(begin)).toString();
    }

    /** Below the text of a label; else somewhat more than the line itself. */
    private static int indent(String line) {
        int column = 0;
        int text = -1;
        boolean blankBefore = false;
        for (int at = 0; at < line.length() && column <= LABEL; ) {
            if (line.charAt(at) == '\033') {
                at = afterEscape(line, at);
                continue;
            }
            boolean blank = line.charAt(at) == ' ';
            if (column == LABEL && blankBefore && !blank) {
                return LABEL;
            }
            text = text < 0 && !blank ? column : text;
            blankBefore = blank;
            column++;
            at++;
        }
        return Math.max(0, text) + INDENT;
    }

    /** The place behind an escape sequence that changes colours. */
    private static int afterEscape(String line, int at) {
        int end = at + 1;
        while (end < line.length() && !Character.isLetter(line.charAt(end))) {
            end++;
        }
        return Math.min(line.length(), end + 1);
    }

    @Override
    public void flush() throws IOException {
        synchronized (lock) {
            // what println has begun ends with the next write; a prompt would not
            out.flush();
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (lock) {
            pass();
            out.close();
        }
    }
}
