package org.skytrawl.region;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import uk.ac.starlink.fits.CardType;
import uk.ac.starlink.fits.FitsUtil;
import uk.ac.starlink.fits.ParsedCard;

/** The keywords of a FITS header. STIL parses the cards; of those that it cannot parse, the keywords are kept. */
final class FitsCards {
    private static final int MAX_AXES = 999;

    /** The first blocks tell whether an HDU begins. */
    private static final String PRIMARY = "SIMPLE";

    private static final String EXTENSION = "XTENSION";

    /** The value of a card that cannot be parsed, such as one with NaN. */
    private static final Object UNREADABLE = new Object();

    private final Map<String, Object> values = new LinkedHashMap<>();

    private FitsCards() {}

    /**
     * Reads a header to the end of its last block.
     *
     * @return null if no header begins here: at the end of the file, or at what is not FITS any more
     * @throws EOFException if the file ends within the header
     */
    static @Nullable FitsCards read(InputStream in, boolean primary) throws IOException {
        FitsCards cards = new FitsCards();
        byte[] card = new byte[FitsUtil.CARD_LENG];
        for (long count = 1; ; count++) {
            int length = in.readNBytes(card, 0, card.length);
            String text = new String(card, 0, length, StandardCharsets.ISO_8859_1);
            if (count == 1 && !text.startsWith(primary ? PRIMARY : EXTENSION)) {
                return null;
            }
            if (length < card.length) {
                throw new EOFException();
            }
            if (cards.add(text, FitsUtil.parseCard(card))) {
                long rest = FitsUtil.CARDS_PER_BLOCK - 1 - (count - 1) % FitsUtil.CARDS_PER_BLOCK;
                in.skipNBytes(rest * FitsUtil.CARD_LENG);
                return cards;
            }
        }
    }

    /** True for END. The first of several cards with one keyword counts. */
    private boolean add(String text, ParsedCard<?> card) {
        if (CardType.END.equals(card.getType())) {
            return true;
        }
        int equals = text.indexOf('=');
        if (card.getKey() != null && card.getValue() != null) {
            values.putIfAbsent(card.getKey(), card.getValue());
        } else if (CardType.UNKNOWN.equals(card.getType()) && equals > 0 && equals <= 8) {
            values.putIfAbsent(text.substring(0, equals).strip(), UNREADABLE);
        }
        return false;
    }

    /** The length of the data without padding (FITS 4.0 sections 4.4.1 and 7.1). */
    long dataBytes() throws IOException {
        long axes = integer("NAXIS", 0);
        if (axes < 0 || axes > MAX_AXES) {
            throw new IOException("NAXIS is " + axes);
        }
        long elements = axes == 0 ? 0 : 1;
        for (int i = 1; i <= axes; i++) {
            long length = integer("NAXIS" + i, -1);
            if (length < 0) {
                throw new IOException("NAXIS" + i + " is missing or negative");
            }
            // random groups have no first axis
            boolean grouped = i == 1 && length == 0 && isTrue("GROUPS");
            elements = grouped ? 1 : Math.multiplyExact(elements, length);
        }
        long bits = Math.abs(integer("BITPIX", 8));
        long groups = integer("GCOUNT", 1);
        long parameters = integer("PCOUNT", 0);
        if (groups < 0 || parameters < 0 || bits > 64) {
            throw new IOException("BITPIX, GCOUNT or PCOUNT is out of range");
        }
        return Math.multiplyExact(bits / 8, Math.multiplyExact(groups, Math.addExact(parameters, elements)));
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    boolean isTrue(String key) {
        return Boolean.TRUE.equals(values.get(key));
    }

    /** @throws IOException if the key is there, but has no whole number of 64 bits */
    long integer(String key, long otherwise) throws IOException {
        Object value = values.get(key);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof BigInteger big && big.bitLength() < Long.SIZE) {
            return big.longValue();
        }
        if (value instanceof Double real && real == Math.rint(real) && Math.abs(real) < 1e15) {
            return real.longValue();
        }
        throw new IOException(key + " is not a whole number");
    }

    /** NaN if the key is missing or has no number. */
    double number(String key) {
        return values.get(key) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    /** @throws IOException if the key is there, but has no finite number */
    double number(String key, double otherwise) throws IOException {
        double number = number(key);
        if (has(key) && !Double.isFinite(number)) {
            throw new IOException(key + " is not a finite number");
        }
        return has(key) ? number : otherwise;
    }

    /** Whether a whole number has this value. */
    boolean equalsWhole(String key, BigInteger whole) {
        Object value = values.get(key);
        return whole.equals(value) || (value instanceof Double real && real == whole.doubleValue());
    }

    /** The text without blanks at its ends; empty if the key is missing or has no text. */
    String text(String key) {
        return values.get(key) instanceof String text ? text.strip() : "";
    }

    /** The text in upper case. */
    String word(String key) {
        return text(key).toUpperCase(Locale.ROOT);
    }
}
