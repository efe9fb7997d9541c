package org.skytrawl.targets;

import java.util.List;
import org.skytrawl.model.TargetList;

/**
 * A target list as read from a table. Immutable.
 *
 * @param columns which columns were used, in words: {@code id source_id, position ra and dec, radius 0.001 deg}
 * @param skipped rows that are no targets and were left out
 * @param notes sentences on what was understood otherwise than it may have been meant, and on the rows left out
 */
public record ReadTargets(TargetList list, String columns, long skipped, List<String> notes) {
    public ReadTargets {
        notes = List.copyOf(notes);
    }
}
