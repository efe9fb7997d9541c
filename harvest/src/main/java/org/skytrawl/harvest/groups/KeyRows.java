package org.skytrawl.harvest.groups;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skytrawl.merge.RecordKeys;
import org.skytrawl.model.AccessFormat;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;

/** Makes the {@link KeyRow} of records that may share a key with others. Used by one thread. */
final class KeyRows {
    private static final int MOST_FORMATS = 1000;

    private final Hasher hasher;
    private final RepeatedKeys repeated;
    /** By text; a few that came last. */
    private final Map<String, Format> formats = new HashMap<>();

    private record Format(long text, long kind) {
        static final Format UNKNOWN = new Format(0, 0);
    }

    KeyRows(Hasher hasher, RepeatedKeys repeated) {
        this.hasher = hasher;
        this.repeated = repeated;
    }

    /** Null if no other row has its DID or its URL. The URL of a row is a place of its own if it is not repeated. */
    @Nullable
    KeyRow of(long row, int service, ObsCoreRecord record) {
        String did = RecordKeys.did(record);
        String url = RecordKeys.url(record);
        if (!repeated.mayRepeatDid(did) && !repeated.mayRepeatUrl(url)) {
            return null;
        }
        Format format = format(record.text(ObsCoreColumn.access_format));
        return new KeyRow(
                row,
                service,
                did == null ? Hash.NONE : hasher.text(Hasher.Of.DID, did),
                url == null ? Hash.NONE : hasher.text(Hasher.Of.URL, url),
                url != null && RecordKeys.isUsable(url),
                hasher.extent(record),
                format.text,
                format.kind,
                url != null && repeated.mayLackDid(url) ? did : null);
    }

    /** Whether other rows may have the URL. */
    boolean mayRepeatUrl(ObsCoreRecord record) {
        return repeated.mayRepeatUrl(RecordKeys.url(record));
    }

    private Format format(@Nullable String text) {
        if (text == null) {
            return Format.UNKNOWN;
        }
        Format known = formats.get(text);
        if (known == null) {
            if (formats.size() == MOST_FORMATS) {
                formats.clear();
            }
            AccessFormat format = AccessFormat.of(text);
            known = format == null
                    ? Format.UNKNOWN
                    : new Format(number(Hasher.Of.FORMAT, format.text()), number(Hasher.Of.KIND, format.kind()));
            formats.put(text, known);
        }
        return known;
    }

    private long number(Hasher.Of of, String text) {
        // 0 stands for an unknown format
        return Math.max(1, hasher.text(of, text).high() >>> 1);
    }
}
