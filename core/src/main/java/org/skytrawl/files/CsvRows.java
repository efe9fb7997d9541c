package org.skytrawl.files;

import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads records of CSV (RFC 4180; lines may end in LF or CRLF) one after the other, and knows where it is. No library does: fastcsv
 * takes a quote that is not closed for the end of the data, and has no runs of blanks between cells (Enhanced CSV).
 */
public final class CsvRows {
    /** No table has more in a cell, and a quote that is not closed must not take all memory. */
    private static final int MOST_CHARACTERS = 1 << 24;

    /** As many as a VOTable may have fields. */
    private static final int MOST_CELLS = 10_000;

    private final PushbackReader in;
    private final char delimiter;
    private final boolean written;
    private int line = 1;
    private int column;
    private int begin = 1;

    private CsvRows(Reader in, char delimiter, boolean written) {
        this.in = new PushbackReader(in, 1);
        this.delimiter = delimiter;
        this.written = written;
    }

    /**
     * Rows of a program.
     *
     * @param delimiter what stands between cells; where it is a blank, several count as one
     */
    public static CsvRows of(Reader in, char delimiter) {
        return new CsvRows(in, delimiter, false);
    }

    /** Rows that a person has written: a quote within a cell that begins with none is a fault, and faults have a column. */
    public static CsvRows writtenByHand(Reader in) {
        return new CsvRows(in, ',', true);
    }

    /** The line that is read next, from 1. */
    public int line() {
        return line;
    }

    /** The line where the last record began, from 1. */
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
        return new IOException("line " + where + (written ? ", column " + place : "") + ": " + what);
    }

    /**
     * The cells of the next record, or null at the end; lines without anything are passed over.
     *
     * @throws IOException if a quote is not closed or not followed by the end of its cell, or a cell is too long
     */
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
                    if (written && c == '"') {
                        throw fault("a quote inside a cell that does not begin with one");
                    }
                    add(cell, c);
                    c = read();
                }
            }
            if (cells.size() >= MOST_CELLS) {
                throw fault("more than " + MOST_CELLS + " cells");
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
        if (cell.length() >= MOST_CHARACTERS) {
            throw fault("a cell of more than " + MOST_CHARACTERS + " characters");
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
