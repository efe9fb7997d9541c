package org.skytrawl.merge;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.AccessFormat;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.ObsCoreColumn;

/** Finds out which rows of a merged result are one dataset: the result has a row for each of its formats. */
public final class DatasetCount {
    private DatasetCount() {}

    /**
     * The number of datasets. Rows with one publisher DID whose formats all differ are one dataset. Where rows of one DID have the
     * same format, or an unknown one, the DID identifies nothing, as in merging, and each of its rows counts. So does each row
     * without DID.
     *
     * <p>Needs some 100 bytes a row.
     */
    public static long of(List<FoundDataset> rows) {
        int[] firsts = firstRows(rows);
        return IntStream.range(0, firsts.length).filter(i -> firsts[i] == i).count();
    }

    /** For each row the number of the first row of its dataset. */
    public static int[] firstRows(List<FoundDataset> rows) {
        // not a map: there may be a million, most of them with a DID of their own
        HashIndex dids = new HashIndex(rows.size());
        HashIndex.SameKey sameDid = (a, b) -> Objects.equals(did(rows.get(a)), did(rows.get(b)));
        int[] didOfRow = new int[rows.size()];
        int[] rowsOfDid = new int[rows.size()];
        for (int i = 0; i < didOfRow.length; i++) {
            String did = did(rows.get(i));
            didOfRow[i] = did == null ? -1 : dids.idOf(did, i, sameDid);
            if (did != null) {
                rowsOfDid[didOfRow[i]]++;
            }
        }
        Map<String, Integer> formats = new HashMap<>();
        HashIndex ways = new HashIndex(rows.size());
        int[] waysOfDid = new int[dids.size()];
        for (int i = 0; i < didOfRow.length; i++) {
            AccessFormat format = didOfRow[i] < 0 || rowsOfDid[didOfRow[i]] == 1
                    ? null
                    : AccessFormat.of(rows.get(i).record().text(ObsCoreColumn.access_format));
            if (format != null) {
                int known = ways.size();
                int number = formats.computeIfAbsent(format.text(), text -> formats.size());
                waysOfDid[didOfRow[i]] += ways.idOf(didOfRow[i], number, i, HashIndex.EXACT) == known ? 1 : 0;
            }
        }
        for (int i = 0; i < didOfRow.length; i++) {
            int did = didOfRow[i];
            didOfRow[i] = did >= 0 && waysOfDid[did] == rowsOfDid[did] ? dids.first(did) : i;
        }
        return didOfRow;
    }

    private static @Nullable String did(FoundDataset row) {
        return PublisherDid.of(row.record().text(ObsCoreColumn.obs_publisher_did));
    }
}
