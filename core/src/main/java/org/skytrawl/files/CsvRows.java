package org.skytrawl.files;

import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Not fastcsv, which accepts a quote that is not closed, and has no runs of blanks between cells (Enhanced CSV). */
public final class CsvRows {
    /** Per cell: a quote that is not closed must not fill the memory. */
    private static final int MAX_CHARACTERS = 1 << 24;

    private static final int MAX_CELLS = 10_000;

    /** Of all cells of a record. */
    private static final int MAX_RECORD = 1 << 25;

    private final PushbackReader in;
    private final char delimiter;
    private final boolean byHand;
    private int line = 1;
    private int column;
    private int begin = 1;

    private CsvRows(Reader in, char delimiter, boolean byHand) {
        this.in = new PushbackReader(in, 1);
        this.delimiter = delimiter;
        this.byHand = byHand;
    }

    /** @param delimiter between cells; several blanks count as one */
    public static CsvRows of(Reader in, char delimiter) {
        return new CsvRows(in, delimiter, false);
    }

    /** Refuses a quote inside a cell that does not begin with one; errors have a column. */
    public static CsvRows writtenByHand(Reader in) {
        return new CsvRows(in, ',', true);
    }

    /** Counts lines that were read before. */
    public void skipped(int lines) {
        line += lines;
        begin = line;
    }

    /** Next line, from 1. */
    public int line() {
        return line;
    }

    /** First line of the last record, from 1. */
    public int begin() {
        return begin;
    }

    private int read() throws IOException {
        column++;
        return in.read();
    }

    private void unread(int c) throws IOException {
        column--;
        in.unread(c);
    }

    private void newLine() {
        line++;
        column = 0;
    }

    private IOException fault(String what) {
        return fault(line, column, what);
    }

    private IOException fault(int where, int place, String what) {
        return new IOException("line " + where + (byHand ? ", column " + place : "") + ": " + what);
    }

    /** The next record, or null at the end; skips empty lines. */
    public @Nullable List<String> next() throws IOException {
        while (true) {
            int c = read();
            if (c < 0) {
                return null;
            }
            if (c == '\r' || c == '\n') {
                endOfLine(c);
            } else {
                unread(c);
                begin = line;
                return cells();
            }
        }
    }

    private List<String> cells() throws IOException {
        List<String> cells = new ArrayList<>();
        long characters = 0;
        while (true) {
            int c = read();
            while (delimiter == ' ' && c == ' ') {
                c = read();
            }
            StringBuilder cell = new StringBuilder();
            if (c == '"') {
                quoted(cell);
                c = read();
                if (c >= 0 && c != delimiter && c != '\r' && c != '\n') {
                    throw fault("text after a closing quote");
                }
            } else {
                while (c >= 0 && c != delimiter && c != '\r' && c != '\n') {
                    if (byHand && c == '"') {
                        throw fault("a quote inside a cell that does not begin with one");
                    }
                    add(cell, c);
                    c = read();
                }
            }
            if (cells.size() >= MAX_CELLS) {
                throw fault("more than " + MAX_CELLS + " cells");
            }
            characters += cell.length();
            if (characters > MAX_RECORD) {
                throw fault("more than " + MAX_RECORD + " characters");
            }
            cells.add(cell.toString());
            if (c != delimiter) {
                endOfLine(c);
                return cells;
            }
        }
    }

    private void quoted(StringBuilder cell) throws IOException {
        int opened = line;
        int openedAt = column;
        while (true) {
            int c = read();
            if (c < 0) {
                throw fault(opened, openedAt, "a quote that is not closed");
            }
            if (c == '"') {
                int next = read();
                if (next != '"') {
                    if (next >= 0) {
                        unread(next);
                    }
                    return;
                }
            } else if (c == '\n') {
                newLine();
            }
            add(cell, c);
        }
    }

    private void add(StringBuilder cell, int c) throws IOException {
        if (cell.length() >= MAX_CHARACTERS) {
            throw fault("a cell of more than " + MAX_CHARACTERS + " characters");
        }
        cell.append((char) c);
    }

    private void endOfLine(int c) throws IOException {
        if (c == '\r') {
            int next = read();
            if (next >= 0 && next != '\n') {
                unread(next);
            }
        }
        newLine();
    }
}
