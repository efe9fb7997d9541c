package org.skytrawl.spark.job;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Target;
import org.skytrawl.model.TargetList;
import org.skytrawl.sky.CircleIndex;

/**
 * A target list as each executor gets it, once: some 35 bytes a target, and twice that with its index, which is made there.
 * Thread-safe.
 */
final class TargetTable implements Serializable {
    private static final long serialVersionUID = 1;

    private final double[] raDeg;
    private final double[] decDeg;
    private final double[] radiusDeg;
    private final byte[] ids;
    private final int[] idEnds;
    private transient @Nullable CircleIndex index;

    TargetTable(TargetList list) {
        int size = list.size();
        raDeg = new double[size];
        decDeg = new double[size];
        radiusDeg = new double[size];
        idEnds = new int[size];
        byte[] bytes = new byte[16 * size];
        int row = 0;
        int end = 0;
        for (Target target : list) {
            raDeg[row] = target.raDeg();
            decDeg[row] = target.decDeg();
            radiusDeg[row] = target.radiusDeg();
            byte[] id = target.id().getBytes(StandardCharsets.UTF_8);
            if (end + id.length > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(end + id.length, bytes.length + bytes.length / 2));
            }
            System.arraycopy(id, 0, bytes, end, id.length);
            end += id.length;
            idEnds[row++] = end;
        }
        ids = Arrays.copyOf(bytes, end);
    }

    /** The circles; {@link CircleIndex#position} of a number is the row. */
    synchronized CircleIndex circles() {
        CircleIndex known = index;
        if (known == null) {
            known = new CircleIndex(raDeg.clone(), decDeg.clone(), radiusDeg.clone());
            index = known;
        }
        return known;
    }

    double raDeg(int row) {
        return raDeg[row];
    }

    double decDeg(int row) {
        return decDeg[row];
    }

    double radiusDeg(int row) {
        return radiusDeg[row];
    }

    double largestRadiusDeg() {
        return Arrays.stream(radiusDeg).max().orElse(0);
    }

    /** UTF-8. */
    byte[] id(int row) {
        return Arrays.copyOfRange(ids, row == 0 ? 0 : idEnds[row - 1], idEnds[row]);
    }
}
