package org.skytrawl.merge;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.AccessFormat;
import org.skytrawl.model.ObsCoreColumn;

/** The formats of records as numbers: as written, and of what kind they are ({@link AccessFormat}). */
final class Formats {
    static final int UNKNOWN = -1;

    /** The number of the format of each record, or {@link #UNKNOWN}. */
    private final int[] formats;
    /** The number of the kind of each format. */
    private int[] kinds = new int[16];

    Formats(RecordPool pool) {
        this.formats = new int[pool.size()];
        // strings with equal hashes stay fast in these maps, because strings can be ordered
        Map<String, Integer> known = new HashMap<>();
        Map<String, Integer> byText = new HashMap<>();
        Map<String, Integer> byKind = new HashMap<>();
        for (int i = 0; i < formats.length; i++) {
            String cell = pool.text(i, ObsCoreColumn.access_format);
            Integer number = cell == null ? Integer.valueOf(UNKNOWN) : known.get(cell);
            if (number == null) {
                number = number(AccessFormat.of(cell), byText, byKind);
                known.put(String.valueOf(cell), number);
            }
            formats[i] = number;
        }
    }

    private int number(@Nullable AccessFormat format, Map<String, Integer> byText, Map<String, Integer> byKind) {
        if (format == null) {
            return UNKNOWN;
        }
        int number = byText.computeIfAbsent(format.text(), text -> byText.size());
        if (number >= kinds.length) {
            kinds = Arrays.copyOf(kinds, 2 * kinds.length);
        }
        kinds[number] = byKind.computeIfAbsent(format.kind(), kind -> byKind.size());
        return number;
    }

    int format(int record) {
        return formats[record];
    }

    /** Of a record whose format is known. */
    int kind(int record) {
        return kinds[formats[record]];
    }
}
