package org.skytrawl.server.view;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;

/** Looks for a text in what names a dataset; case does not matter. Immutable. */
final class TextSearch {
    private static final List<ObsCoreColumn> COLUMNS = List.of(
            ObsCoreColumn.obs_title,
            ObsCoreColumn.target_name,
            ObsCoreColumn.obs_id,
            ObsCoreColumn.obs_publisher_did,
            ObsCoreColumn.obs_collection);

    /** Of longer texts only the beginning is shown, and looked at. */
    private static final int LONGEST = 1000;

    private final char[] wanted;

    TextSearch(String wanted) {
        this.wanted = wanted.toCharArray();
        for (int i = 0; i < this.wanted.length; i++) {
            this.wanted[i] = folded(this.wanted[i]);
        }
    }

    boolean matches(ObsCoreRecord record) {
        for (ObsCoreColumn column : COLUMNS) {
            if (isIn(record.text(column))) {
                return true;
            }
        }
        return false;
    }

    boolean isIn(@Nullable String text) {
        int last = text == null ? -1 : Math.min(text.length(), LONGEST) - wanted.length;
        for (int start = 0; start <= last && text != null; start++) {
            int i = 0;
            while (i < wanted.length && folded(text.charAt(start + i)) == wanted[i]) {
                i++;
            }
            if (i == wanted.length) {
                return true;
            }
        }
        return false;
    }

    /** The same for a letter in upper and lower case. */
    static char folded(char c) {
        return c < 0x80
                ? c >= 'A' && c <= 'Z' ? (char) (c + 'a' - 'A') : c
                : Character.toLowerCase(Character.toUpperCase(c));
    }
}
