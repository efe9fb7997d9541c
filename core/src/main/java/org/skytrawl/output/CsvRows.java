package org.skytrawl.output;

import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads records of CSV (RFC 4180; lines may end in LF or CRLF) one after the other, and knows where it is. */
final class CsvRows {
    /** No table has more in a cell, and a quote that is not closed must not take all memory. */
    private static final int MOST_CHARACTERS = 1 << 24;

    /** As many as a VOTable may have fields. */
    private static final int MOST_CELLS = 10_000;

    private final PushbackReader in;
    private final char delimiter;
    private int line = 1;

    /** @param delimiter what stands between cells; where it is a blank, several count as one */
    CsvRows(Reader in, char delimiter) {
        this.in = new PushbackReader(in, 1);
        this.delimiter = delimiter;
    }

    /** The line that is read next, from 1. */
    int line() {
        return line;
    }

    /**
     * The cells of the next record, or null at the end; lines without anything are passed over.
     *
     * @throws IOException if a quote is not closed or not followed by the end of its cell, or a cell is too long
     */
    @Nullable
    List<String> next() throws IOException {
        while (true) {
            int c = in.read();
            if (c < 0) {
                return null;
            }
            if (c == '\n') {
                line++;
            } else if (c != '\r') {
                in.unread(c);
                return cells();
            }
        }
    }

    private List<String> cells() throws IOException {
        List<String> cells = new ArrayList<>();
        while (true) {
            int c = in.read();
            while (delimiter == ' ' && c == ' ') {
                c = in.read();
            }
            StringBuilder cell = new StringBuilder();
            if (c == '"') {
                quoted(cell);
                c = in.read();
                if (c >= 0 && c != delimiter && c != '\r' && c != '\n') {
                    throw new IOException("line " + line + ": text after a closing quote");
                }
            } else {
                while (c >= 0 && c != delimiter && c != '\r' && c != '\n') {
                    add(cell, c);
                    c = in.read();
                }
            }
            if (cells.size() >= MOST_CELLS) {
                throw new IOException("line " + line + ": more than " + MOST_CELLS + " cells");
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
        while (true) {
            int c = in.read();
            if (c < 0) {
                throw new IOException("line " + opened + ": a quote that is not closed");
            }
            if (c == '"') {
                int next = in.read();
                if (next != '"') {
                    if (next >= 0) {
                        in.unread(next);
                    }
                    return;
                }
            } else if (c == '\n') {
                line++;
            }
            add(cell, c);
        }
    }

    private void add(StringBuilder cell, int c) throws IOException {
        if (cell.length() >= MOST_CHARACTERS) {
            throw new IOException("line " + line + ": a cell of more than " + MOST_CHARACTERS + " characters");
        }
        cell.append((char) c);
    }

    private void endOfLine(int c) throws IOException {
        if (c == '\r') {
            int next = in.read();
            if (next >= 0 && next != '\n') {
                in.unread(next);
            }
        }
        line++;
    }
}
