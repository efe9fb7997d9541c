package org.skytrawl.protocol.mapping;

import org.jspecify.annotations.Nullable;
import org.skytrawl.model.NullWord;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.OutsideText;
import org.skytrawl.protocol.mapping.BadCells.Reason;

/** Reads text cells. Blank text is null; a word for null, and text that the column cannot have, also counts as bad. */
final class TextCell {
    private final BadCells bad;
    private final int index;
    private final TextPool pool;
    private final boolean repeats;
    private final int longest;
    private final boolean isAccessUrl;
    private final boolean isDid;
    private final boolean isIdentifying;
    private String last = "";

    TextCell(ObsCoreColumn column, int index, BadCells bad, TextPool pool) {
        this.index = index;
        this.bad = bad;
        this.longest = OutsideText.longest(column);
        this.pool = pool;
        this.repeats = repeats(column);
        this.isAccessUrl = column == ObsCoreColumn.access_url;
        this.isDid = column == ObsCoreColumn.obs_publisher_did;
        this.isIdentifying = switch (column) {
            case obs_publisher_did, dataproduct_type, access_url, access_format -> true;
            default -> false;
        };
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
            bad.add(index, cell, Reason.DATATYPE);
            return null;
        }
        if (text.isEmpty()) {
            return null;
        }
        // often the same as in the row before
        if (repeats && text.equals(last)) {
            return last;
        }
        if (text.length() > longest || isNull(text)) {
            bad.add(index, cell, reason(text));
            return null;
        }
        if (isAccessUrl) {
            text = OutsideText.unescapedUrl(text);
            text = text.indexOf('@') >= 0 ? withoutUser(text) : text;
        }
        if (!repeats) {
            return pool.apart(text);
        }
        last = pool.pooled(text);
        return last;
    }

    private Reason reason(String text) {
        boolean isWord = isIdentifying ? NullWord.is(text) : NullWord.isPlain(text);
        return text.length() > longest ? Reason.TOO_LONG : isWord ? Reason.NULL_WORD : Reason.NOT_A_URI;
    }

    private boolean isNull(String text) {
        return isIdentifying ? NullWord.is(text) || (isDid && !isLikeUri(text)) : NullWord.isPlain(text);
    }

    /** Whether more than slashes follows a scheme. */
    private static boolean isLikeUri(String did) {
        int colon = 0;
        while (colon < did.length()
                && (OutsideText.isWordCharacter(did.charAt(colon)) || "+-.".indexOf(did.charAt(colon)) >= 0)) {
            colon++;
        }
        int end = did.length();
        while (end > 0 && did.charAt(end - 1) == '/') {
            end--;
        }
        return colon > 0 && colon < end - 1 && did.charAt(colon) == ':' && Character.isLetter(did.charAt(0));
    }

    /** Counts a changed cell as bad. */
    private String withoutUser(String url) {
        String kept = AccessUrl.withoutUser(url);
        if (!kept.equals(url)) {
            // without the password: reports show the cell
            bad.add(index, kept, Reason.PASSWORD);
        }
        return kept;
    }
}
