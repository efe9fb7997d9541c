package org.skytrawl.output;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.skytrawl.files.CsvRows;
import org.skytrawl.model.OutsideText;
import org.skytrawl.votable.TableField;

/** Reads a result from CSV and Enhanced CSV. */
final class CsvResultReader {
    private static final int MOST_HEADER_CHARACTERS = 1 << 22;
    private static final Pattern UNIT = Pattern.compile("[,{]\\s*+unit: ");
    private static final Pattern NAME = Pattern.compile("\\{\\s*name: ['\"]?([A-Za-z0-9_]+)['\"]?\\s*[,}]");
    private static final Pattern DELIMITER = Pattern.compile("#\\s*delimiter:\\s*['\"]?([, ])['\"]?.*");

    private CsvResultReader() {}

    static ReadResult csv(InputStream in, FoundRows found) throws IOException {
        return read(OutputFormat.CSV, reader(in), ',', Map.of(), found);
    }

    static ReadResult ecsv(InputStream in, FoundRows found) throws IOException {
        BufferedReader text = reader(in);
        Map<String, String> units = new HashMap<>();
        char delimiter = ' ';
        int characters = 0;
        while (true) {
            text.mark(2);
            if (text.read() != '#') {
                text.reset();
                return read(OutputFormat.ECSV, text, delimiter, units, found);
            }
            String line = '#' + line(text, MOST_HEADER_CHARACTERS - characters);
            characters += line.length();
            Matcher declared = DELIMITER.matcher(line);
            if (declared.matches()) {
                delimiter = declared.group(1).charAt(0);
            }
            Matcher name = NAME.matcher(line);
            Matcher declaration = UNIT.matcher(line);
            String unit = name.find() && declaration.find() ? scalar(line, declaration.end()) : null;
            if (unit != null) {
                units.put(name.group(1), unit);
            }
        }
    }

    /** A YAML scalar, quoted or not, up to the next comma or brace; null if there is none. */
    private static @Nullable String scalar(String line, int from) {
        boolean quoted = line.startsWith("'", from) || line.startsWith("\"", from);
        int start = quoted ? from + 1 : from;
        int end = start;
        while (end < line.length() && ",'\"}".indexOf(line.charAt(end)) < 0) {
            end++;
        }
        boolean closed = end < line.length() && "'\"".indexOf(line.charAt(end)) >= 0;
        int next = closed ? OutsideText.skipBlanks(line, end + 1) : end;
        boolean ends = next < line.length() && ",}".indexOf(line.charAt(next)) >= 0;
        String text = line.substring(start, end);
        return !ends || text.isBlank() ? null : closed ? text : OutsideText.withoutBlanksAtEnd(text);
    }

    private static String line(Reader in, int most) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (line.length() >= most) {
                throw new IOException("its header is longer than " + MOST_HEADER_CHARACTERS + " characters");
            }
            line.append((char) c);
        }
        return line.toString().stripTrailing();
    }

    private static ReadResult read(
            OutputFormat format, Reader in, char delimiter, Map<String, String> units, FoundRows found)
            throws IOException {
        CsvRows csv = CsvRows.of(in, delimiter);
        ReadTally tally = new ReadTally();
        try {
            List<String> header = csv.next();
            if (header == null) {
                throw new IOException("it has no header line");
            }
            List<TableField> fields = header.stream()
                    .map(String::strip)
                    .map(name -> field(name, units.get(name), tally))
                    .toList();
            DatasetRows rows = DatasetRows.ofTable(fields, tally);
            try {
                for (List<String> cells = csv.next(); cells != null; cells = csv.next()) {
                    if (cells.size() == header.size()) {
                        @Nullable Object[] row = cells.toArray();
                        found.add(rows.dataset(row), rows.target(row));
                    } else {
                        tally.badRows++;
                    }
                }
            } catch (CharacterCodingException e) {
                if (found.isEmpty()) {
                    throw e;
                }
                tally.cut = notUtf8(csv);
            } catch (IOException e) {
                tally.cut = String.valueOf(e.getMessage());
            }
            return new ReadResult(format, rows.layout().columns(), found.datasets(), tally.notes(found));
        } catch (CharacterCodingException e) {
            throw new IOException(notUtf8(csv), e);
        }
    }

    /** "or soon after", because the decoder reads ahead of the rows. */
    private static String notUtf8(CsvRows csv) {
        return "at line " + csv.line() + " or soon after, it is not UTF-8";
    }

    /** A column of text, which may hold numbers. */
    static TableField field(String name, @Nullable String unit, ReadTally tally) {
        tally.declared(name, unit);
        return new TableField(name, null, null, null, unit, null, null, null, String.class);
    }

    private static BufferedReader reader(InputStream in) throws IOException {
        byte[] head = in.readNBytes(3);
        boolean mark = Arrays.equals(head, new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf});
        InputStream whole = mark ? in : new SequenceInputStream(new ByteArrayInputStream(head), in);
        // a decoder of its own reports what is not UTF-8
        return new BufferedReader(new InputStreamReader(whole, StandardCharsets.UTF_8.newDecoder()), 1 << 16);
    }
}
