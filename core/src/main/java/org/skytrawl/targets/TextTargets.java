package org.skytrawl.targets;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.files.CsvRows;

/** Reads target lists from CSV and Enhanced CSV. Lines of {@code #} before the names of the columns are skipped. */
final class TextTargets {
    private static final int MOST_HEADER_CHARACTERS = 1 << 22;
    private static final int MOST_NAMES_CHARACTERS = 1 << 20;

    private final BufferedReader text;
    private final TargetRows rows;
    private int line;

    private TextTargets(BufferedReader text, TargetRows rows) {
        this.text = text;
        this.rows = rows;
    }

    static ReadTargets read(InputStream in, TargetRows rows, boolean enhanced) throws IOException {
        // a decoder of its own reports what is not UTF-8
        BufferedReader text =
                new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()), 1 << 16);
        TextTargets reader = new TextTargets(text, rows);
        try {
            return reader.read(enhanced);
        } catch (CharacterCodingException e) {
            throw new IOException("at line " + Math.max(1, reader.line) + " or soon after, it is not UTF-8", e);
        }
    }

    private ReadTargets read(boolean enhanced) throws IOException {
        text.mark(1);
        if (text.read() != '\ufeff') {
            text.reset();
        }
        EcsvHeader header = new EcsvHeader();
        int characters = 0;
        for (String comment = comment(MOST_HEADER_CHARACTERS);
                comment != null;
                comment = comment(MOST_HEADER_CHARACTERS - characters)) {
            characters += comment.length() + 1;
            if (enhanced) {
                header.line(comment);
            }
        }
        header.end();
        CsvRows csv = CsvRows.of(text, enhanced ? header.delimiter() : delimiter());
        csv.skipped(line);
        List<String> names = next(csv);
        if (names == null) {
            throw new IOException("it has no line with the names of columns");
        }
        rows.columns(names.stream().map(name -> header.column(name.strip())).toList());
        for (List<String> cells = next(csv); cells != null; cells = next(csv)) {
            if (cells.size() == names.size()) {
                rows.row(csv.begin(), cells.toArray());
            } else if (cells.size() > 1 || !cells.getFirst().isBlank()) {
                rows.badRow(
                        csv.begin(), "it has " + cells.size() + " cells, and there are " + names.size() + " columns");
            }
        }
        return rows.end();
    }

    private @Nullable List<String> next(CsvRows csv) throws IOException {
        List<String> cells = csv.next();
        line = csv.line();
        return cells;
    }

    /** The next line if it is a comment, without its first character; else null. */
    private @Nullable String comment(int most) throws IOException {
        text.mark(1);
        if (text.read() != '#') {
            text.reset();
            return null;
        }
        StringBuilder comment = new StringBuilder();
        for (int c = text.read(); c >= 0 && c != '\n'; c = text.read()) {
            if (comment.length() >= most) {
                throw new IOException("its header is longer than " + MOST_HEADER_CHARACTERS + " characters");
            }
            comment.append((char) c);
        }
        line++;
        return comment.toString().stripTrailing();
    }

    /** That of the names of the columns: a comma, else a tab or semicolon. */
    private char delimiter() throws IOException {
        text.mark(MOST_NAMES_CHARACTERS);
        char found = ',';
        int c = text.read();
        for (int i = 1; i < MOST_NAMES_CHARACTERS && c >= 0 && c != '\n' && c != '\r'; i++) {
            if (c == ',') {
                found = ',';
                break;
            }
            found = c == '\t' || c == ';' ? (char) c : found;
            c = text.read();
        }
        text.reset();
        return found;
    }
}
