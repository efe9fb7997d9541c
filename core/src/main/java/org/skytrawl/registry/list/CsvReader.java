package org.skytrawl.registry.list;

import java.util.ArrayList;
import java.util.List;

/** Reads CSV (RFC 4180; lines may end in LF or CRLF, blank ones are no records) and knows where it is. Used once. */
final class CsvReader {
    /**
     * A record.
     *
     * @param line where it begins, from 1
     */
    record Line(int line, List<String> cells) {}

    private final String text;
    private int at;
    private int line = 1;
    private int lineStart;

    CsvReader(String text) {
        this.text = text;
    }

    /**
     * All records.
     *
     * @throws ServiceListException at a quote that is not closed, or that stands where none may
     */
    List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        while (at < text.length()) {
            int begin = line;
            int start = at;
            List<String> cells = cells();
            boolean blank = cells.size() == 1
                    && cells.getFirst().isBlank()
                    && text.substring(start, at).isBlank();
            if (!blank) {
                lines.add(new Line(begin, cells));
            }
        }
        return lines;
    }

    private List<String> cells() {
        List<String> cells = new ArrayList<>();
        while (true) {
            cells.add(at < text.length() && text.charAt(at) == '"' ? quoted() : plain());
            if (at >= text.length()) {
                return cells;
            }
            if (text.charAt(at) != ',') {
                endOfLine();
                return cells;
            }
            at++;
        }
    }

    private String plain() {
        int start = at;
        while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
            if (text.charAt(at) == '"') {
                throw fault("a quote inside a cell that does not begin with one", line, at);
            }
            at++;
        }
        return text.substring(start, at);
    }

    private String quoted() {
        int openLine = line;
        int openColumn = at - lineStart + 1;
        StringBuilder cell = new StringBuilder();
        at++;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c != '"') {
                cell.append(c);
                at++;
                if (c == '\n') {
                    line++;
                    lineStart = at;
                }
            } else if (at + 1 < text.length() && text.charAt(at + 1) == '"') {
                cell.append('"');
                at += 2;
            } else {
                at++;
                if (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
                    throw fault("text after a closing quote", line, at);
                }
                return cell.toString();
            }
        }
        throw new ServiceListException("line " + openLine + ", column " + openColumn + ": a quote that is not closed");
    }

    private void endOfLine() {
        if (text.charAt(at) == '\r') {
            at++;
        }
        if (at < text.length() && text.charAt(at) == '\n') {
            at++;
        }
        line++;
        lineStart = at;
    }

    private ServiceListException fault(String what, int where, int position) {
        return new ServiceListException("line " + where + ", column " + (position - lineStart + 1) + ": " + what);
    }
}
