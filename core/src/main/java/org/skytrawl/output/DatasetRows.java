package org.skytrawl.output;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.MergedRecord;
import org.skytrawl.model.Origin;
import org.skytrawl.model.Overlap;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.RecordLayout;
import org.skytrawl.protocol.mapping.ObsCoreRows;
import org.skytrawl.provenance.JsonLine;
import org.skytrawl.votable.TableField;
import tools.jackson.core.JacksonException;

/** Converts rows of a result's table to datasets. Not thread-safe. */
final class DatasetRows {
    /** A bound for hostile files. */
    static final int MOST_ORIGINS = 10_000;
    /** A bound on the origins that rows share. */
    private static final int MOST_SHARED = 10_000;

    private final ObsCoreRows rows;
    private final int ivoid;
    private final int title;
    private final int protocol;
    private final int url;
    private final int origins;
    private final int protocols;
    private final int merged;
    private final int overlap;
    private final int target;
    private final Map<Origin, Origin> pool = new HashMap<>();
    private final ReadTally tally;

    DatasetRows(List<TableField> fields, ReadTally tally) {
        this.rows = new ObsCoreRows(fields);
        this.tally = tally;
        this.ivoid = rows.indexOf("origin_ivoid");
        this.title = rows.indexOf("origin_title");
        this.protocol = rows.indexOf("origin_protocol");
        this.url = rows.indexOf("origin_url");
        this.origins = rows.indexOf("origins");
        this.protocols = rows.indexOf("origins_protocols");
        this.merged = rows.indexOf("merged");
        this.overlap = rows.indexOf("overlap");
        boolean hasPairs = rows.indexOf(DatasetColumns.TARGET_RA) >= 0 && rows.indexOf(DatasetColumns.TARGET_DEC) >= 0;
        // other tables have a column of this name too
        this.target = hasPairs ? rows.indexOf(DatasetColumns.TARGET) : -1;
    }

    /** @throws IOException if no column is ObsCore's */
    static DatasetRows ofTable(List<TableField> fields, ReadTally tally) throws IOException {
        DatasetRows rows = new DatasetRows(fields, tally);
        if (rows.layout().columns().isEmpty()) {
            throw new IOException("it has none of ObsCore's columns (s_ra, access_url, obs_publisher_did ...)");
        }
        return rows;
    }

    RecordLayout layout() {
        return rows.layout();
    }

    /** The target of a row of pairs; null if it is none. */
    @Nullable
    String target(@Nullable Object[] row) {
        String id = text(row, target);
        return id.isEmpty() ? null : id;
    }

    FoundDataset dataset(@Nullable Object[] row) {
        return dataset(row, origins(row), merged(row));
    }

    /** Takes origins and merged records from the arguments, not from the row. */
    FoundDataset dataset(@Nullable Object[] row, List<Origin> from, List<MergedRecord> others) {
        long before = rows.badCells();
        FoundDataset dataset = new FoundDataset(rows.record(row).withOverlap(overlap(row)), from, others);
        tally.badCells += rows.badCells() - before;
        return dataset;
    }

    private @Nullable Overlap overlap(@Nullable Object[] row) {
        String word = text(row, overlap);
        Overlap known = Overlap.ofWord(word);
        tally.badCells += known == null && !word.isEmpty() ? 1 : 0;
        return known;
    }

    private List<Origin> origins(@Nullable Object[] row) {
        String[] words = text(row, origins).split(" ", -1);
        String[] protocolWords = text(row, protocols).split(" ", -1);
        String first = text(row, ivoid).isEmpty() ? DatasetColumns.ivoid(words[0]) : text(row, ivoid);
        if (first.isEmpty()) {
            tally.withoutOrigin++;
            return List.of(ResultFile.UNKNOWN_ORIGIN);
        }
        boolean paired = protocolWords.length == words.length;
        String firstProtocol = text(row, protocol).isEmpty() && paired ? protocolWords[0] : text(row, protocol);
        Protocol known = protocol(firstProtocol);
        List<Origin> all = new ArrayList<>(words.length);
        all.add(pooled(new Origin(new Ivoid(first), text(row, title), known, tally.url(text(row, url)))));
        for (int i = 1; i < words.length; i++) {
            String word = DatasetColumns.ivoid(words[i]);
            if (all.size() == MOST_ORIGINS) {
                tally.badCells++;
                break;
            }
            if (!word.isEmpty()) {
                all.add(pooled(new Origin(new Ivoid(word), "", paired ? protocol(protocolWords[i]) : known, "")));
            }
        }
        return all;
    }

    private Protocol protocol(String word) {
        if (word.isEmpty()) {
            tally.badProtocols++;
            return Protocol.UNKNOWN;
        }
        return tally.protocol(word);
    }

    private List<MergedRecord> merged(@Nullable Object[] row) {
        String json = text(row, merged);
        if (json.isEmpty()) {
            return List.of();
        }
        try {
            return MergedJson.read(JsonLine.read(json), tally);
        } catch (JacksonException | IllegalArgumentException e) {
            tally.badCells++;
            return List.of();
        }
    }

    private Origin pooled(Origin origin) {
        Origin known = pool.get(origin);
        if (known == null && pool.size() < MOST_SHARED) {
            pool.put(origin, origin);
        }
        return known == null ? origin : known;
    }

    private static String text(@Nullable Object[] row, int index) {
        return index < 0 || row[index] == null ? "" : String.valueOf(row[index]).strip();
    }
}
