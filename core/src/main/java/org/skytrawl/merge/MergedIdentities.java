package org.skytrawl.merge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.CanonicalUrl;
import org.skytrawl.model.MergedRecord;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Origin;
import org.skytrawl.model.RecordLayout;

/**
 * Collects the identities of the records of one dataset that differ from the kept one: each once for each service, in
 * an order that depends only on the records.
 */
final class MergedIdentities {
    private static final Comparator<MergedRecord> ORDER = Comparator.comparing(MergedRecord::protocol)
            .thenComparing(MergedRecord::ivoid)
            .thenComparing(MergedRecord::identity, RecordOrder.BY_CONTENT);

    private final RecordPool pool;
    private final int kept;
    private final Identity ofKept;
    /** Texts, since a set of strings stays fast even if their hashes collide. */
    private final Set<String> known = new HashSet<>();

    private final List<MergedRecord> merged = new ArrayList<>();

    /** The compared form of an identity; {@code service} is -1 for the kept record. */
    private record Identity(
            int service,
            @Nullable String did,
            @Nullable String url,
            @Nullable String format,
            List<Double> extent) {
        Identity of(int other) {
            return new Identity(other, did, url, format, extent);
        }

        /** A text that is equal for equal identities only. */
        String text() {
            StringBuilder text = new StringBuilder().append(service).append(extent);
            for (@Nullable String part : new @Nullable String[] {did, url, format}) {
                text.append(part == null ? -1 : part.length()).append(':').append(part);
            }
            return text.toString();
        }
    }

    MergedIdentities(RecordPool pool, int kept) {
        this.pool = pool;
        this.kept = kept;
        this.ofKept = identity(pool.record(kept)).of(-1);
    }

    void add(int i) {
        ObsCoreRecord record = pool.record(i);
        Identity identity = identity(record);
        if (i == kept
                || identity.equals(ofKept)
                || !known.add(identity.of(pool.service(i)).text())) {
            return;
        }
        Origin origin = pool.origin(i);
        merged.add(new MergedRecord(origin.ivoid(), origin.protocol(), only(record)));
    }

    List<MergedRecord> sorted() {
        merged.sort(ORDER);
        return merged;
    }

    private static Identity identity(ObsCoreRecord record) {
        List<Double> extent = new ArrayList<>(6);
        for (ObsCoreColumn column : MergedRecord.COLUMNS) {
            if (!column.isText()) {
                // unifies zeros
                extent.add(record.number(column) + 0.0);
            }
        }
        String url = record.text(ObsCoreColumn.access_url);
        String canonical = url == null ? null : CanonicalUrl.of(url);
        return new Identity(
                -1,
                PublisherDid.of(record.text(ObsCoreColumn.obs_publisher_did)),
                Objects.requireNonNullElse(canonical, String.valueOf(url)),
                record.text(ObsCoreColumn.access_format),
                extent);
    }

    private static ObsCoreRecord only(ObsCoreRecord record) {
        List<ObsCoreColumn> filled = new ArrayList<>();
        for (ObsCoreColumn column : MergedRecord.COLUMNS) {
            if (record.value(column) != null) {
                filled.add(column);
            }
        }
        RecordLayout layout = new RecordLayout(filled);
        double[] numbers = new double[layout.numbers()];
        @Nullable String[] texts = new @Nullable String[layout.texts()];
        for (ObsCoreColumn column : filled) {
            if (column.isText()) {
                texts[layout.slot(column)] = record.text(column);
            } else {
                numbers[layout.slot(column)] = record.number(column);
            }
        }
        return new ObsCoreRecord(layout, numbers, texts);
    }
}
