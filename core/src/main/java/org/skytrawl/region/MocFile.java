package org.skytrawl.region;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.PlainText;
import org.skytrawl.sky.Moc;
import org.skytrawl.sky.RangeCollector;
import org.skytrawl.sky.ShapeFormatException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads spatial MOCs (IVOA MOC 2.0, orders to 29) of the user: the ASCII and JSON forms (sections 4.3.2 and 4.3.3) and
 * FITS files (section 4.3.1, NUNIQ and RANGE), also those of MOC 1.0 and 1.1. Files may be packed by gzip. Known by their
 * content, not by their names. Stateless.
 */
public final class MocFile {
    private static final int MAX_TEXT_BYTES = 16 << 20;

    /** Separate ranges: 32 MB. */
    private static final int MAX_RANGES = 2_000_000;

    private static final int MAX_NAME = 8;
    private static final Set<String> ICRS = Set.of("", "C", "ICRS");

    private MocFile() {}

    /**
     * Reads a file.
     *
     * @throws RegionFileException naming the file, if it cannot be read, is no MOC, is empty, or is in another frame than
     *     ICRS
     */
    public static Moc read(Path file) {
        try (FitsFile fits = FitsFile.openIfFits(file)) {
            return fits != null ? ofFits(fits) : parse(text(file), FitsFile.shown(file));
        }
    }

    /**
     * Reads the ASCII or JSON form, such as {@code 6/100-120 130} or {@code {"6":[100,101]}}.
     *
     * @throws RegionFileException naming the error
     */
    public static Moc parse(String text) {
        return parse(text, "the text");
    }

    private static String text(Path file) {
        try (InputStream in = FitsFile.Content.of(file).stream()) {
            byte[] bytes = in.readNBytes(MAX_TEXT_BYTES + 1);
            if (bytes.length > MAX_TEXT_BYTES) {
                throw new RegionFileException(FitsFile.shown(file) + " is no FITS file, and a MOC as text has at most "
                        + (MAX_TEXT_BYTES >> 20) + " MiB");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw FitsFile.unreadable(file, e);
        }
    }

    private static Moc parse(String text, String name) {
        String bare = text.startsWith("\ufeff") ? text.substring(1) : text;
        int start = 0;
        while (start < bare.length() && Character.isWhitespace(bare.charAt(start))) {
            start++;
        }
        char first = start < bare.length() ? bare.charAt(start) : ' ';
        if (first == '{') {
            return notEmpty(ofJson(bare, name), name);
        }
        if (first == 't' || first == 'T') {
            throw new RegionFileException(
                    name + " begins with 't': a MOC of times, or of space and time. Only spatial" + " MOCs are read");
        }
        try {
            return notEmpty(Moc.parse(first == '#' ? withoutComments(bare) : bare), name);
        } catch (ShapeFormatException e) {
            throw new RegionFileException(
                    name + " is no MOC in ASCII, such as 6/100-120 130: " + PlainText.of(e.getMessage(), 200), e);
        }
    }

    /** Lines of {@code #} were allowed before MOC 1.1. */
    private static String withoutComments(String text) {
        StringBuilder rest = new StringBuilder();
        text.lines()
                .filter(line -> !line.startsWith("#"))
                .forEach(line -> rest.append(line).append('\n'));
        return rest.toString();
    }

    private static Moc notEmpty(Moc moc, String name) {
        if (moc.isEmpty()) {
            throw new RegionFileException(name + " is empty: it has no cell");
        }
        return moc;
    }

    private static Moc ofJson(String text, String name) {
        RangeCollector cells = new RangeCollector();
        try (JsonParser json = new JsonFactory().createParser(ObjectReadContext.empty(), text)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                int order = order(json.currentName());
                if (order < 0 || json.nextToken() != JsonToken.START_ARRAY) {
                    throw new RegionFileException(name + " is no MOC in JSON, such as {\"6\":[100,101]}: it has '"
                            + PlainText.of(json.currentName(), 40) + "'");
                }
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
                        throw new RegionFileException(
                                name + " is no MOC in JSON, such as {\"6\":[100,101]}: a cell of order " + order
                                        + " is not a whole number");
                    }
                    cells.addCell(order, json.getLongValue());
                    bounded(cells, name);
                }
            }
            if (json.currentToken() != JsonToken.END_OBJECT || json.nextToken() != null) {
                throw new RegionFileException(name + " is no MOC in JSON: something else follows its cells");
            }
        } catch (RegionFileException e) {
            throw e;
        } catch (JacksonException | IllegalArgumentException e) {
            String why = e instanceof JacksonException broken ? broken.getOriginalMessage() : e.getMessage();
            throw new RegionFileException(name + " is no MOC in JSON: " + PlainText.of(why, 200), e);
        }
        return cells.toMoc();
    }

    private static int order(@Nullable String name) {
        boolean isNumber = name != null
                && !name.isEmpty()
                && name.length() <= MAX_NAME
                && name.chars().allMatch(c -> c >= '0' && c <= '9');
        return isNumber ? Integer.parseInt(name) : -1;
    }

    private static void bounded(RangeCollector cells, String name) {
        if (cells.size() > MAX_RANGES) {
            throw new RegionFileException(name + " has more than " + MAX_RANGES + " separate ranges of cells");
        }
    }

    private static Moc ofFits(FitsFile fits) {
        String tables = "";
        while (fits.next()) {
            FitsTable table = FitsTable.of(fits);
            if (table == null) {
                continue;
            }
            if (ProbabilityMap.isOne(table)) {
                throw new RegionFileException(fits.place() + " is a probability map, not a MOC: which probability shall"
                        + " the region hold, such as 0.9?");
            }
            String ordering = fits.header().word("ORDERING");
            if (ordering.startsWith("NUNIQ") || ordering.startsWith("RANGE")) {
                return notEmpty(ofTable(fits, table, ordering), fits.place());
            }
            tables = ": its table has the columns " + table.columnNames() + " and "
                    + (ordering.isEmpty() ? "no ORDERING" : "ORDERING " + PlainText.of(ordering, 40));
        }
        throw new RegionFileException(fits.name() + " has no MOC" + tables);
    }

    private static Moc ofTable(FitsFile fits, FitsTable table, String ordering) {
        FitsCards header = fits.header();
        String dimension = header.word("MOCDIM");
        boolean hasTime = dimension.contains("TIME")
                || (dimension.isEmpty() && !header.word("TIMESYS").isEmpty());
        if (hasTime || dimension.contains("FREQ")) {
            throw new RegionFileException(fits.place() + " is a MOC of "
                    + (dimension.isEmpty() ? "TIME" : PlainText.of(dimension, 40)) + "; only spatial MOCs are read");
        }
        checkFrame(fits);
        FitsTable.Column column =
                table.columns().isEmpty() ? null : table.columns().getFirst();
        if (column == null || table.columns().size() > 1 || !column.isWhole()) {
            throw new RegionFileException(
                    fits.place() + " is no MOC, which has one column of whole numbers: it has " + table.columnNames());
        }
        RangeCollector cells = new RangeCollector();
        boolean ranges = ordering.startsWith("RANGE");
        long[] start = {-1};
        table.forEachRow((number, row) -> {
            try {
                for (int i = 0; i < column.repeat(); i++) {
                    long value = column.whole(row, i);
                    if (!ranges) {
                        cells.addUniq(value);
                    } else if (start[0] < 0) {
                        start[0] = value;
                        if (value < 0) {
                            throw new IllegalArgumentException(value + " is no cell");
                        }
                    } else {
                        cells.addRange(start[0], value);
                        start[0] = -1;
                    }
                }
            } catch (IllegalArgumentException e) {
                throw new RegionFileException(fits.place() + ", row " + number + ": " + e.getMessage(), e);
            }
            bounded(cells, fits.place());
        });
        if (start[0] >= 0) {
            throw new RegionFileException(fits.place() + ": the last range of the MOC has no end");
        }
        return cells.toMoc();
    }

    /** @throws RegionFileException unless COORDSYS is missing or ICRS */
    static void checkFrame(FitsFile fits) {
        String frame = fits.header().word("COORDSYS").toUpperCase(Locale.ROOT);
        if (!ICRS.contains(frame)) {
            throw new RegionFileException(fits.place() + " has COORDSYS '" + PlainText.of(frame, 40)
                    + "': its cells are not in the frame C (ICRS), and cells cannot be rotated");
        }
    }
}
