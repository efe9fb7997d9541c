package org.skytrawl.server.view;

import org.jspecify.annotations.Nullable;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.PlainText;
import org.skytrawl.model.ShownUrl;

/**
 * A cell as the page shows it: text of services on one line, without control characters, of bounded length; never markup.
 *
 * @param value {@code String}, {@code Long} or {@code Double}; null if unknown
 * @param cut whether the text is longer
 */
public record ShownCell(@Nullable Object value, boolean cut) {
    /** In a page of datasets, in characters. */
    public static final int LONGEST_IN_PAGE = 1000;

    /** In the card of one dataset, in characters. */
    public static final int LONGEST_IN_CARD = 100_000;

    public static ShownCell of(String column, @Nullable Object value, int mostChars) {
        if (value instanceof Double number) {
            return new ShownCell(Double.isFinite(number) ? number : null, false);
        }
        if (!(value instanceof String text)) {
            return new ShownCell(value, false);
        }
        // blanks and control characters are dropped: four times as much is enough to fill it, mostly
        int most = 4 * mostChars;
        String begin = text.length() > most ? text.substring(0, most) : text;
        String whole = column.equals(ObsCoreColumn.access_url.name())
                ? ShownUrl.of(begin, Integer.MAX_VALUE)
                : PlainText.of(begin);
        boolean cut = whole.length() > mostChars || text.length() > most;
        return new ShownCell(whole.length() > mostChars ? PlainText.of(whole, mostChars) : whole, cut);
    }
}
