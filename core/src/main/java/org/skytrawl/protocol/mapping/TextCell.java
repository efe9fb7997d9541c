package org.skytrawl.protocol.mapping;

import org.jspecify.annotations.Nullable;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.OutsideText;

/** Reads text cells; blank text and text too long for the column is null. */
final class TextCell {
    private final BadCells bad;
    private final TextPool pool;
    private final boolean repeats;
    private final int longest;
    private final boolean isAccessUrl;
    private String last = "";

    TextCell(ObsCoreColumn column, BadCells bad, TextPool pool) {
        this.bad = bad;
        this.longest = OutsideText.longest(column);
        this.pool = pool;
        this.repeats = repeats(column);
        this.isAccessUrl = column == ObsCoreColumn.access_url;
    }

    /** Whether values of the column repeat, so that pooling pays. */
    private static boolean repeats(ObsCoreColumn column) {
        return switch (column) {
            case access_url, obs_publisher_did, obs_creator_did, obs_id, obs_title, s_region -> false;
            default -> true;
        };
    }

    @Nullable
    String read(@Nullable Object cell) {
        if (cell == null) {
            return null;
        }
        String text;
        if (cell instanceof String s) {
            text = s.strip();
        } else if (cell instanceof String[] parts) {
            text = String.join(" ", parts).strip();
        } else if (cell instanceof Number || cell instanceof Boolean) {
            text = cell.toString();
        } else {
            bad.add();
            return null;
        }
        if (text.length() > longest) {
            bad.add();
            return null;
        }
        if (text.isEmpty()) {
            return null;
        }
        if (isAccessUrl && text.indexOf('@') >= 0) {
            text = withoutUser(text);
        }
        if (!repeats) {
            return pool.apart(text);
        }
        // often the same as in the row before
        if (!text.equals(last)) {
            last = pool.pooled(text);
        }
        return last;
    }

    /** Counts a changed cell as bad. */
    private String withoutUser(String url) {
        String kept = AccessUrl.withoutUser(url);
        if (!kept.equals(url)) {
            bad.add();
        }
        return kept;
    }
}
