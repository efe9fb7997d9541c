package org.skytrawl.targets;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.PlainText;
import org.skytrawl.model.Target;
import org.skytrawl.model.TargetList;

/** Collects the targets of a table and what is wrong with its rows. Not thread-safe. */
final class TargetRows {
    private static final int MOST_SHOWN = 5;
    private static final int LONGEST_FAULT = 160;

    private final String file;
    private final TargetFileOptions options;
    private final String word;
    private final TargetList.Builder targets = new TargetList.Builder();
    private final List<String> faults = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private @Nullable TargetLayout layout;
    private int[] places = new int[16];
    private long rows;
    private long bad;

    /** @param word what the place of a row is: {@code line} or {@code row} */
    TargetRows(String file, TargetFileOptions options, String word) {
        this.file = file;
        this.options = options;
        this.word = word;
    }

    /** Before the first row. */
    void columns(List<SourceColumn> columns) {
        TargetLayout known = TargetLayout.of(file, columns, options);
        layout = known;
        notes.addAll(known.notes());
    }

    boolean hasColumns() {
        return layout != null;
    }

    void note(String text) {
        notes.add(text);
    }

    TargetFileException fault(String what) {
        return new TargetFileException(file + ": " + what);
    }

    /** @param place number of its line or row, from 1 */
    void row(long place, @Nullable Object[] cells) {
        TargetLayout known = layout;
        if (known == null) {
            return;
        }
        count();
        Target target;
        try {
            target = known.target(rows, cells);
        } catch (IllegalArgumentException e) {
            leaveOut(place, String.valueOf(e.getMessage()));
            return;
        }
        int earlier = targets.rowOf(target.id());
        if (earlier >= 0) {
            leaveOut(
                    place,
                    "column " + known.idColumn() + ": the id '" + PlainText.of(target.id(), 40) + "' is that of " + word
                            + " " + places[earlier] + ", too");
            return;
        }
        if (targets.size() == places.length) {
            places = Arrays.copyOf(places, 2 * places.length);
        }
        places[targets.size()] = (int) Math.min(place, Integer.MAX_VALUE);
        targets.add(target);
    }

    /** A row that has no cells to look at. */
    void badRow(long place, String why) {
        count();
        leaveOut(place, why);
    }

    private void count() {
        if (++rows > TargetList.MOST) {
            throw fault("it has more than " + TargetList.MOST + " rows, which is the most of a target list");
        }
    }

    private void leaveOut(long place, String why) {
        bad++;
        if (faults.size() < MOST_SHOWN) {
            faults.add(word + " " + place + ", " + PlainText.of(why, LONGEST_FAULT));
        }
    }

    /** @throws TargetFileException if there is no target, or rows are bad that are not to be left out */
    ReadTargets end() {
        TargetLayout known = layout;
        if (known == null || rows == 0) {
            throw fault("it has no rows");
        }
        String counted = bad + " of " + rows + (rows == 1 ? " row is" : " rows are") + " no target";
        String shown = String.join("; ", faults) + (bad > faults.size() ? "; ..." : "");
        if (bad > 0 && (!options.skipBadRows() || targets.size() == 0)) {
            throw new TargetFileException(file + ": " + counted + ": " + shown, bad);
        }
        if (bad > 0) {
            notes.add(bad + " of " + rows + " rows were left out: " + shown);
        }
        try {
            return new ReadTargets(targets.build(), known.inWords(), bad, notes);
        } catch (IllegalArgumentException e) {
            throw fault(String.valueOf(e.getMessage()));
        }
    }
}
