package org.skytrawl.simvo.data;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.skytrawl.simvo.universe.Dataset;

/** The file of a dataset: an image of bytes (FITS 4.0), always the same, with about the size of the dataset. */
final class FitsFile {
    private static final int BLOCK = 2880;
    private static final int CARD = 80;
    private static final int WIDTH = 100;

    private FitsFile() {}

    static byte[] of(Dataset dataset) {
        int rows = (int) Math.max(1, (dataset.sizeKb() * 1000 - BLOCK) / WIDTH);
        byte[] header = header(dataset, rows);
        int blocks = (rows * WIDTH + BLOCK - 1) / BLOCK;
        byte[] file = new byte[header.length + blocks * BLOCK];
        System.arraycopy(header, 0, file, 0, header.length);
        for (int i = 0; i < rows * WIDTH; i++) {
            file[header.length + i] = (byte) (i * 31 + dataset.id() + i / WIDTH);
        }
        return file;
    }

    private static byte[] header(Dataset dataset, int rows) {
        StringBuilder cards = new StringBuilder();
        card(cards, "SIMPLE", "T");
        card(cards, "BITPIX", "8");
        card(cards, "NAXIS", "2");
        card(cards, "NAXIS1", Integer.toString(WIDTH));
        card(cards, "NAXIS2", Integer.toString(rows));
        card(cards, "DATASET", Integer.toString(dataset.id()));
        card(cards, "RA", String.format(Locale.ROOT, "%.7f", dataset.raDeg()));
        card(cards, "DEC", String.format(Locale.ROOT, "%.7f", dataset.decDeg()));
        cards.append("END");
        cards.append(" ".repeat(BLOCK - cards.length()));
        return cards.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** A value in its fixed form (FITS 4.0 section 4.2). */
    private static void card(StringBuilder cards, String keyword, String value) {
        String card = String.format(Locale.ROOT, "%-8s= %20s", keyword, value);
        cards.append(card).append(" ".repeat(CARD - card.length()));
    }
}
