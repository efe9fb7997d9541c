package org.skytrawl.region;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** FITS files made of cards, also of wrong ones. */
final class FitsBytes {
    private static final int BLOCK = 2880;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** A file with an image as its primary HDU, without data. */
    static FitsBytes image(List<String> cards) {
        return new FitsBytes().header(cards);
    }

    /** A file with an empty primary HDU. */
    static FitsBytes empty() {
        return new FitsBytes().header(List.of("SIMPLE  = T", "BITPIX  = 8", "NAXIS   = 0", "EXTEND  = T"));
    }

    FitsBytes header(List<String> cards) {
        StringBuilder text = new StringBuilder();
        for (String card : cards) {
            text.append(String.format("%-80s", card));
        }
        text.append(String.format("%-80s", "END"));
        return padded(text.toString().getBytes(StandardCharsets.ISO_8859_1), ' ');
    }

    FitsBytes padded(byte[] data, char filler) {
        bytes.writeBytes(data);
        while (bytes.size() % BLOCK != 0) {
            bytes.write(filler);
        }
        return this;
    }

    FitsBytes raw(String text) {
        bytes.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /** Columns as {@code UNIQ K} or {@code PROBDENSITY D 1/sr}; rows of whole numbers and others. */
    FitsBytes table(List<String> columns, List<String> cards, Number[]... rows) {
        int rowBytes = 0;
        List<String> header = new ArrayList<>();
        for (int i = 1; i <= columns.size(); i++) {
            String[] words = columns.get(i - 1).split(" ");
            header.add(String.format("TTYPE%-3d= '%s'", i, words[0]));
            header.add(String.format("TFORM%-3d= '%s'", i, words[1]));
            if (words.length > 2) {
                header.add(String.format("TUNIT%-3d= '%s'", i, words[2]));
            }
        }
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (Number[] row : rows) {
            for (Number cell : row) {
                ByteBuffer cellBytes = ByteBuffer.allocate(8);
                switch (cell) {
                    case Long whole -> cellBytes.putLong(whole);
                    case Integer whole -> cellBytes.putInt(whole);
                    case Float real -> cellBytes.putFloat(real);
                    default -> cellBytes.putDouble(cell.doubleValue());
                }
                data.write(cellBytes.array(), 0, cellBytes.position());
            }
            rowBytes = rowBytes == 0 ? data.size() : rowBytes;
        }
        header.addAll(
                0,
                List.of(
                        "XTENSION= 'BINTABLE'",
                        "BITPIX  = 8",
                        "NAXIS   = 2",
                        "NAXIS1  = " + rowBytes,
                        "NAXIS2  = " + rows.length,
                        "PCOUNT  = 0",
                        "GCOUNT  = 1",
                        "TFIELDS = " + columns.size()));
        header.addAll(cards);
        return header(header).padded(data.toByteArray(), '\0');
    }

    void write(Path file) throws IOException {
        Files.write(file, bytes.toByteArray());
    }

    void writePacked(Path file) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            bytes.writeTo(out);
        }
    }
}
