package org.skytrawl.protocol;

import org.jspecify.annotations.Nullable;
import org.skytrawl.model.ObsCoreColumn;

/** Reads the cells of a column that ObsCore says is text; blank is null. */
final class TextCell {
    private final BadCells bad;
    private final @Nullable TextPool pool;
    private final boolean isAccessUrl;
    private String last = "";

    TextCell(ObsCoreColumn column, BadCells bad, TextPool pool) {
        this.bad = bad;
        this.pool = repeats(column) ? pool : null;
        this.isAccessUrl = column == ObsCoreColumn.access_url;
    }

    /** What hardly ever occurs twice is not worth looking up. */
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
        if (text.isEmpty()) {
            return null;
        }
        if (isAccessUrl && text.indexOf('@') >= 0) {
            return withoutUser(text);
        }
        if (pool == null) {
            return text;
        }
        // mostly the same as in the row before
        if (!text.equals(last)) {
            last = pool.pooled(text);
        }
        return last;
    }

    /** Counted, as the cell is not what came. */
    private String withoutUser(String url) {
        String kept = AccessUrl.withoutUser(url);
        if (!kept.equals(url)) {
            bad.add();
        }
        return kept;
    }
}
