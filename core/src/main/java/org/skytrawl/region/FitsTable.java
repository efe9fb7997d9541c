package org.skytrawl.region;

import java.io.EOFException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.PlainText;

/**
 * The number columns of a binary table (FITS 4.0 section 7.3). Not STIL's table: it allocates what the header claims, and
 * makes objects of all cells.
 */
final class FitsTable {
    private static final int MAX_ROW_BYTES = 16 << 20;
    private static final int MAX_COLUMNS = 999;

    private final FitsFile file;
    private final long rows;
    private final int rowBytes;
    private final List<Column> columns;

    /**
     * @param type the letter of TFORM
     * @param repeat number of values in a cell
     * @param unsigned stored with the smallest number as zero point
     */
    record Column(String name, String unit, char type, int repeat, int offset, boolean unsigned, boolean scaled) {
        boolean isWhole() {
            return "BIJK".indexOf(type) >= 0 && !scaled;
        }

        boolean isNumber() {
            return isWhole() || ("ED".indexOf(type) >= 0 && !scaled);
        }

        int bytes() {
            return FitsTable.bytes(type);
        }

        long whole(ByteBuffer row, int index) {
            int at = offset + index * bytes();
            return switch (type) {
                case 'B' -> row.get(at) & 0xff;
                case 'I' -> unsigned ? row.getShort(at) + (1 << 15) : row.getShort(at);
                case 'J' -> unsigned ? row.getInt(at) + (1L << 31) : row.getInt(at);
                default -> unsigned ? row.getLong(at) ^ Long.MIN_VALUE : row.getLong(at);
            };
        }

        double number(ByteBuffer row, int index) {
            int at = offset + index * bytes();
            return type == 'D' ? row.getDouble(at) : type == 'E' ? row.getFloat(at) : whole(row, index);
        }
    }

    /** Takes the bytes of a row. */
    interface Row {
        void read(long number, ByteBuffer row);
    }

    private FitsTable(FitsFile file, long rows, int rowBytes, List<Column> columns) {
        this.file = file;
        this.rows = rows;
        this.rowBytes = rowBytes;
        this.columns = columns;
    }

    /**
     * The table of the file's present HDU; null if that is no binary table.
     *
     * @throws RegionFileException if its columns cannot be read
     */
    static @Nullable FitsTable of(FitsFile file) {
        if (!file.header().word("XTENSION").equals("BINTABLE")) {
            return null;
        }
        try {
            return of(file, file.header());
        } catch (IOException | ArithmeticException e) {
            throw new RegionFileException(file.place() + ": the table cannot be read: " + e.getMessage(), e);
        }
    }

    private static FitsTable of(FitsFile file, FitsCards header) throws IOException {
        long rowBytes = header.integer("NAXIS1", 0);
        long fields = header.integer("TFIELDS", 0);
        long rows = header.integer("NAXIS2", 0);
        if (rowBytes < 0 || rowBytes > MAX_ROW_BYTES || fields < 0 || fields > MAX_COLUMNS) {
            throw new IOException(rowBytes + " bytes a row and " + fields + " columns");
        }
        if (rows < 0 || (rows > 0 && rowBytes == 0)) {
            throw new IOException(rows + " rows of " + rowBytes + " bytes");
        }
        List<Column> columns = new ArrayList<>();
        long offset = 0;
        for (int i = 1; i <= fields; i++) {
            String form = header.word("TFORM" + i);
            int letter = 0;
            while (letter < form.length() && form.charAt(letter) >= '0' && form.charAt(letter) <= '9') {
                letter++;
            }
            char type = letter < form.length() ? form.charAt(letter) : '?';
            int size = bytes(type);
            if (size < 0 || letter > 8) {
                throw new IOException("TFORM" + i + " is '" + PlainText.of(form, 40) + "'");
            }
            int repeat = letter == 0 ? 1 : Integer.parseInt(form.substring(0, letter));
            long bytes = type == 'X' ? (repeat + 7L) / 8 : (long) repeat * size;
            if (offset + bytes > rowBytes) {
                throw new IOException("its columns are longer than its rows");
            }
            columns.add(column(header, i, type, repeat, (int) offset));
            offset += bytes;
        }
        return new FitsTable(file, rows, (int) rowBytes, List.copyOf(columns));
    }

    private static Column column(FitsCards header, int i, char type, int repeat, int offset) {
        boolean unscaled = !header.has("TSCAL" + i) || header.number("TSCAL" + i) == 1;
        boolean noZero = !header.has("TZERO" + i) || header.number("TZERO" + i) == 0;
        BigInteger half = BigInteger.ONE.shiftLeft(8 * bytes(type) - 1);
        boolean unsigned = unscaled && "IJK".indexOf(type) >= 0 && header.equalsWhole("TZERO" + i, half);
        return new Column(
                header.word("TTYPE" + i),
                header.text("TUNIT" + i),
                type,
                repeat,
                offset,
                unsigned,
                !(unscaled && (noZero || unsigned)));
    }

    private static int bytes(char type) {
        return switch (type) {
            case 'L', 'X', 'B', 'A' -> 1;
            case 'I' -> 2;
            case 'J', 'E' -> 4;
            case 'K', 'D', 'C', 'P' -> 8;
            case 'M', 'Q' -> 16;
            default -> -1;
        };
    }

    List<Column> columns() {
        return columns;
    }

    /** Its names in lower case and their order, for messages. */
    String columnNames() {
        return PlainText.of(
                String.join(", ", columns.stream().map(Column::name).toList()).toLowerCase(Locale.ROOT), 200);
    }

    /** The first column with one of the names; null if there is none. */
    @Nullable
    Column column(String... names) {
        for (String name : names) {
            for (Column column : columns) {
                if (column.name.equals(name)) {
                    return column;
                }
            }
        }
        return null;
    }

    long rows() {
        return rows;
    }

    /** @throws RegionFileException if the file ends before the last row */
    void forEachRow(Row reader) {
        byte[] bytes = new byte[rowBytes];
        ByteBuffer row = ByteBuffer.wrap(bytes);
        for (long number = 1; number <= rows; number++) {
            try {
                if (file.data().readNBytes(bytes, 0, rowBytes) < rowBytes) {
                    throw new EOFException();
                }
            } catch (EOFException e) {
                throw new RegionFileException(
                        file.place() + ": the file ends in row " + number + " of " + rows + " of its table", e);
            } catch (IOException e) {
                throw new RegionFileException(
                        file.place() + ": row " + number + " cannot be read: " + PlainText.of(e.getMessage(), 200), e);
            }
            reader.read(number, row);
        }
    }
}
