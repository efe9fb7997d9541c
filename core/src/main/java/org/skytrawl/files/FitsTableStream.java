package org.skytrawl.files;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import uk.ac.starlink.fits.FitsHeader;
import uk.ac.starlink.fits.FitsTableBuilder;
import uk.ac.starlink.fits.FitsUtil;
import uk.ac.starlink.fits.ParsedCard;
import uk.ac.starlink.table.TableSink;

/** The first table of a FITS file, for STIL to read, after a check of its header: STIL allocates as much memory as that claims. */
public final class FitsTableStream {
    private static final int CARD = 80;
    private static final int HEADER_BYTES = 1 << 20;
    /** The most bytes before the rows of the first table, its header included. */
    private static final int BEFORE_TABLE_BYTES = 1 << 26;

    private final InputStream whole;
    private final FitsTableHeader header;

    private FitsTableStream(InputStream whole, FitsTableHeader header) {
        this.whole = whole;
        this.header = header;
    }

    /** @throws IOException if there is no table, or its header claims what cannot be */
    public static FitsTableStream of(InputStream in) throws IOException {
        BufferedInputStream whole = new BufferedInputStream(in, 1 << 16);
        whole.mark(BEFORE_TABLE_BYTES);
        FitsTableHeader header = check(whole);
        whole.reset();
        return new FitsTableStream(whole, header);
    }

    /** Sends the rows to the sink. */
    public void stream(TableSink sink) throws IOException {
        new FitsTableBuilder().streamStarTable(whole, sink, null);
    }

    /** The columns, from 0, with cells in the heap behind the rows: STIL does not read the heap of a stream and gives a question mark. */
    public Set<Integer> heapColumns() {
        return header.heapColumns();
    }

    private static FitsTableHeader check(InputStream in) throws IOException {
        try {
            long left = BEFORE_TABLE_BYTES;
            FitsHeader header = header(in);
            while (!isTable(header)) {
                long bytes = FitsTableHeader.dataBytes(header);
                long data = (bytes + FitsUtil.BLOCK_LENG - 1) / FitsUtil.BLOCK_LENG * FitsUtil.BLOCK_LENG;
                left -= data + 2 * HEADER_BYTES;
                if (left < 0) {
                    throw new IOException("no table within its first " + (BEFORE_TABLE_BYTES >> 20) + " MiB");
                }
                in.skipNBytes(data);
                header = header(in);
            }
            return FitsTableHeader.of(header);
        } catch (RuntimeException | IOException e) {
            throw new IOException("it is FITS that cannot be read: " + e.getMessage(), e);
        }
    }

    private static boolean isTable(FitsHeader header) {
        String kind = header.getStringValue("XTENSION");
        return kind != null && kind.strip().endsWith("TABLE");
    }

    private static FitsHeader header(InputStream in) throws IOException {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        boolean ended = false;
        while (!ended) {
            byte[] block = in.readNBytes(FitsUtil.BLOCK_LENG);
            if (block.length < FitsUtil.BLOCK_LENG) {
                throw new IOException("it ends before its first table");
            }
            if (header.size() + block.length > HEADER_BYTES) {
                throw new IOException("a header of more than " + HEADER_BYTES + " bytes");
            }
            header.writeBytes(block);
            ended = hasEnd(block);
        }
        return FitsUtil.readHeader(new ByteArrayInputStream(header.toByteArray()));
    }

    private static boolean hasEnd(byte[] block) {
        String cards = new String(block, StandardCharsets.ISO_8859_1);
        return IntStream.iterate(0, i -> i < cards.length(), i -> i + CARD)
                .anyMatch(i -> cards.substring(i, i + CARD).stripTrailing().equals("END"));
    }

    /** @param heapColumns the columns, from 0, with cells in the heap behind the rows, which a stream does not read */
    private record FitsTableHeader(Set<Integer> heapColumns) {
        private static final int MOST_ROW_BYTES = 1 << 24;

        /** FITS Standard 4.0 section 7.2.1. */
        private static final int MOST_COLUMNS = 999;

        /** So small that the product of two does not overflow. */
        private static final long MOST_DATA = 1L << 31;

        private static final long MOST_HEAP = Long.MAX_VALUE / 4;
        private static final String BITS = "X";

        static FitsTableHeader of(FitsHeader header) throws IOException {
            number(header, "NAXIS", 2, 2);
            long bytes = number(header, "NAXIS1", 0, MOST_ROW_BYTES);
            long rows = number(header, "NAXIS2", 0, Long.MAX_VALUE / (MOST_ROW_BYTES + 1));
            long columns = number(header, "TFIELDS", 0, MOST_COLUMNS);
            ifThere(header, "PCOUNT", MOST_HEAP);
            ifThere(header, "GCOUNT", 1);
            ifThere(header, "THEAP", MOST_HEAP);
            if (bytes == 0 && rows > 0) {
                throw new IOException(rows + " rows of 0 bytes (NAXIS1, NAXIS2)");
            }
            boolean isBinary = !"TABLE".equals(text(header, "XTENSION"));
            long sum = 0;
            Set<Integer> heapColumns = new HashSet<>();
            for (int i = 1; i <= columns; i++) {
                String form = text(header, "TFORM" + i);
                if (isBinary) {
                    sum += bytes(i, form, heapColumns);
                } else if (asciiEnd(header, i, form) > bytes) {
                    throw new IOException("column " + i + " ends behind the end of a row of " + bytes + " bytes");
                }
            }
            if (isBinary && sum != bytes) {
                throw new IOException("columns of " + sum + " bytes in rows of " + bytes + " (TFORM, NAXIS1)");
            }
            return new FitsTableHeader(heapColumns);
        }

        /** Bytes of a cell of a binary table, from a form such as {@code 20A} (section 7.3.1). */
        private static long bytes(int column, String form, Set<Integer> heapColumns) throws IOException {
            int digits = 0;
            while (digits < form.length() && form.charAt(digits) >= '0' && form.charAt(digits) <= '9') {
                digits++;
            }
            String kind = digits < form.length() ? form.substring(digits, digits + 1) : "";
            int size = switch (kind) {
                case "L", BITS, "B", "A" -> 1;
                case "I" -> 2;
                case "J", "E" -> 4;
                case "K", "D", "C", "P" -> 8;
                case "M", "Q" -> 16;
                default -> throw badForm(column, form);
            };
            long count = digits == 0 ? 1 : count(column, form, digits);
            if (kind.equals("P") || kind.equals("Q")) {
                if (count > 1) {
                    throw badForm(column, form);
                }
                heapColumns.add(column - 1);
            }
            return kind.equals(BITS) ? (count + 7) / 8 : count * size;
        }

        private static long count(int column, String form, int digits) throws IOException {
            // more than nine digits exceed any row
            long count = digits > 9 ? Long.MAX_VALUE : Long.parseLong(form.substring(0, digits));
            if (count > 8L * MOST_ROW_BYTES) {
                throw new IOException(
                        "column " + column + " has " + form.substring(0, Math.min(digits, 20)) + " elements");
            }
            return count;
        }

        /** End of a column of an ASCII table, from its beginning and a form such as {@code F10.4} (section 7.2.1). */
        private static long asciiEnd(FitsHeader header, int column, String form) throws IOException {
            int dot = form.indexOf('.');
            boolean hasKind = !form.isEmpty() && "AIFED".indexOf(form.charAt(0)) >= 0;
            String width = hasKind ? form.substring(1, dot < 1 ? form.length() : dot) : "";
            boolean isNumber =
                    !width.isEmpty() && width.length() <= 9 && width.chars().allMatch(c -> c >= '0' && c <= '9');
            if (!isNumber) {
                throw badForm(column, form);
            }
            return number(header, "TBCOL" + column, 1, MOST_ROW_BYTES) - 1 + Long.parseLong(width);
        }

        private static IOException badForm(int column, String form) {
            return new IOException("column " + column + " has the form '" + shown(form) + "' (TFORM)");
        }

        private static String text(FitsHeader header, String key) {
            String text = header.getStringValue(key);
            return text == null ? "" : text.strip();
        }

        private static String shown(String form) {
            return form.length() > 20 ? form.substring(0, 20) + "..." : form;
        }

        /** Bytes of the data behind a header that is not a table's (section 4.4.1). */
        static long dataBytes(FitsHeader header) throws IOException {
            long axes = number(header, "NAXIS", 0, MOST_COLUMNS);
            long bytes = axes == 0 ? 0 : Math.abs((long) header.getRequiredIntValue("BITPIX")) / 8;
            for (int i = 1; i <= axes; i++) {
                long length = number(header, "NAXIS" + i, 0, MOST_DATA);
                bytes = Math.min(MOST_DATA, Math.multiplyExact(bytes, length));
            }
            ifThere(header, "PCOUNT", MOST_DATA);
            ifThere(header, "GCOUNT", MOST_DATA);
            return Math.max(bytes, header.getDataByteCount());
        }

        private static void ifThere(FitsHeader header, String key, long most) throws IOException {
            if (!cards(header, key).isEmpty()) {
                number(header, key, 0, most);
            }
        }

        private static List<ParsedCard<?>> cards(FitsHeader header, String key) {
            return Arrays.<ParsedCard<?>>stream(header.getCards())
                    .filter(card -> key.equals(card.getKey()))
                    .toList();
        }

        /** The value of a card that must occur exactly once. */
        private static long number(FitsHeader header, String key, long least, long most) throws IOException {
            List<ParsedCard<?>> found = cards(header, key);
            if (found.size() != 1) {
                throw new IOException(found.isEmpty() ? "its table has no " + key : "it has " + key + " twice");
            }
            Object value = found.getFirst().getValue();
            // STIL itself takes the lowest 64 bits of a longer number
            if (value instanceof BigInteger whole
                    && whole.bitLength() < Long.SIZE
                    && whole.longValue() >= least
                    && whole.longValue() <= most) {
                return whole.longValue();
            }
            throw new IOException(key + " is " + shown(String.valueOf(value)) + ", out of range for a table");
        }
    }
}
