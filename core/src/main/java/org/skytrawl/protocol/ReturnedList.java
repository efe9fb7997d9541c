package org.skytrawl.protocol;

import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.TargetSet;
import org.skytrawl.sky.CircleIndex;
import org.skytrawl.votable.RowSink;
import org.skytrawl.votable.TableField;

/**
 * Compares the list that a service returns with the one that was sent: number, right ascension, declination and radius of each
 * target, in any order, each once.
 */
final class ReturnedList implements RowSink {
    private static final double TOLERANCE_DEG = 1e-9;
    private static final int COLUMNS = 4;

    private final CircleIndex circles;
    private final TargetSet sent;
    private final int first;
    private final BitSet seen = new BitSet();
    private int rows;
    private int wrong;
    private boolean hasColumns;

    ReturnedList(CircleIndex circles, TargetSet sent) {
        this.circles = circles;
        this.sent = sent;
        this.first = sent.first();
    }

    @Override
    public void fields(List<TableField> fields) {
        hasColumns = fields.size() >= COLUMNS;
    }

    @Override
    public void row(@Nullable Object[] cells) {
        rows++;
        if (!hasColumns || !isRight(cells)) {
            wrong++;
        }
    }

    private boolean isRight(@Nullable Object[] cells) {
        double[] numbers = new double[COLUMNS];
        for (int i = 0; i < COLUMNS; i++) {
            if (!(cells[i] instanceof Number number)) {
                return false;
            }
            numbers[i] = number.doubleValue();
        }
        int target = (int) numbers[0];
        if (target != numbers[0] || !sent.contains(target) || seen.get(target - first)) {
            return false;
        }
        seen.set(target - first);
        return isNear(numbers[1], circles.raDeg(target))
                && isNear(numbers[2], circles.decDeg(target))
                && isNear(numbers[3], circles.radiusDeg(target));
    }

    private static boolean isNear(double a, double b) {
        return Math.abs(a - b) <= TOLERANCE_DEG;
    }

    /** What is wrong with the list, or null. */
    @Nullable
    String fault() {
        int targets = sent.size();
        if (wrong > 0) {
            return "of the " + targets + " targets sent, " + wrong + " came back changed or doubled";
        }
        return rows == targets ? null : "of the " + targets + " targets sent, " + rows + " came back";
    }
}
