package org.skytrawl.sky;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The ASCII form of spatial MOCs (MOC 2.0 section 4.3.2). */
final class MocAscii {

    /** Above all cell numbers (up to 3.5e18), and ten times the second limit does not overflow. */
    private static final long TOO_LARGE = 4_000_000_000_000_000_009L;

    private static final long TOO_LARGE_FOR_MORE_DIGITS = 400_000_000_000_000_000L;

    private final String text;
    private int at;

    private MocAscii(String text) {
        this.text = text;
    }

    static Moc parse(String text) throws ShapeFormatException {
        return new MocAscii(text).read();
    }

    // Registries return tens of thousands of MOCs at once: one pass, no allocation.
    private Moc read() throws ShapeFormatException {
        RangeCollector ranges = new RangeCollector();
        skipSeparators();
        if (at < text.length() && (text.charAt(at) == 's' || text.charAt(at) == 'S')) {
            at++;
            skipSeparators();
        }
        int order = -1;
        while (at < text.length()) {
            int start = at;
            long first = number();
            char next = at < text.length() ? text.charAt(at) : ' ';
            if (next == '/') {
                at++;
                if (first > Healpix.MAX_ORDER) {
                    throw wrong("MOC order above " + Healpix.MAX_ORDER, start);
                }
                order = (int) first;
            } else {
                long last = first;
                if (next == '-') {
                    at++;
                    last = number();
                }
                if (order < 0) {
                    throw wrong("MOC cell before any order", start);
                }
                if (last < first) {
                    throw wrong("MOC range that runs backwards", start);
                }
                if (last >= Healpix.cellCount(order)) {
                    throw wrong("MOC cell that order " + order + " does not have", start);
                }
                int shift = 2 * (Healpix.MAX_ORDER - order);
                ranges.add(first << shift, (last + 1) << shift);
                if (at < text.length() && !isSeparator(text.charAt(at))) {
                    throw wrong("unexpected character in MOC", at);
                }
            }
            skipSeparators();
        }
        if (order < 0) {
            throw new ShapeFormatException("MOC without any order");
        }
        return ranges.toMoc();
    }

    private long number() throws ShapeFormatException {
        int start = at;
        long value = 0;
        while (at < text.length()) {
            int digit = text.charAt(at) - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            value = value > TOO_LARGE_FOR_MORE_DIGITS ? TOO_LARGE : 10 * value + digit;
            at++;
        }
        if (at == start) {
            throw wrong("no number where MOC needs one", start);
        }
        return value;
    }

    private void skipSeparators() {
        while (at < text.length() && isSeparator(text.charAt(at))) {
            at++;
        }
    }

    private static boolean isSeparator(char c) {
        return c == ' ' || c == ',' || c == '\n' || c == '\r' || c == '\t';
    }

    private ShapeFormatException wrong(String what, int start) {
        int end = Math.min(text.length(), start + 50);
        return new ShapeFormatException(
                what + ": " + ShapeFormatException.quote(text.substring(start, end)) + " at character " + start);
    }

    static String write(Moc moc) {
        return Objects.requireNonNull(write(moc, Integer.MAX_VALUE));
    }

    /** Null if the text has more characters than that. */
    static @Nullable String write(Moc moc, int mostCharacters) {
        long written = 0;
        StringBuilder[] byOrder = new StringBuilder[Healpix.MAX_ORDER + 1];
        long[] runStart = new long[Healpix.MAX_ORDER + 1];
        long[] runEnd = new long[Healpix.MAX_ORDER + 1];
        long[] bounds = moc.bounds();
        for (int i = 0; i < bounds.length; i += 2) {
            long start = bounds[i];
            while (start < bounds[i + 1]) {
                int shift = largestCellShift(start, bounds[i + 1]);
                int order = Healpix.MAX_ORDER - shift / 2;
                long cell = start >> shift;
                if (cell != runEnd[order] || cell == 0) {
                    written += writeRun(byOrder, order, runStart[order], runEnd[order]);
                    if (written > mostCharacters) {
                        return null;
                    }
                    runStart[order] = cell;
                }
                runEnd[order] = cell + 1;
                start += 1L << shift;
            }
        }
        StringBuilder ascii = new StringBuilder();
        for (int order = 0; order <= Healpix.MAX_ORDER; order++) {
            writeRun(byOrder, order, runStart[order], runEnd[order]);
            StringBuilder cells = byOrder[order];
            if (cells != null) {
                ascii.append(ascii.isEmpty() ? "" : " ")
                        .append(order)
                        .append('/')
                        .append(cells);
            }
        }
        if (ascii.length() > mostCharacters) {
            return null;
        }
        return ascii.isEmpty() ? "0/" : ascii.toString();
    }

    /** The shift of the largest cell that starts at {@code start} and ends in the range. */
    private static int largestCellShift(long start, long end) {
        int aligned = start == 0 ? 2 * Healpix.MAX_ORDER : Long.numberOfTrailingZeros(start) & ~1;
        int fitting = (63 - Long.numberOfLeadingZeros(end - start)) & ~1;
        return Math.min(2 * Healpix.MAX_ORDER, Math.min(aligned, fitting));
    }

    /** Returns the number of characters. */
    private static int writeRun(StringBuilder[] byOrder, int order, long start, long end) {
        if (end == start) {
            return 0;
        }
        StringBuilder cells = byOrder[order];
        if (cells == null) {
            cells = new StringBuilder();
            byOrder[order] = cells;
        } else {
            cells.append(' ');
        }
        int before = cells.length();
        cells.append(start);
        if (end - start > 1) {
            cells.append('-').append(end - 1);
        }
        return cells.length() - before;
    }
}
