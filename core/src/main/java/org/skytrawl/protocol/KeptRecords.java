package org.skytrawl.protocol;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;

/**
 * Hands on the records that several requests of one question give: those that lie across a seam come more than once. Of
 * records that are the same in every column as many are kept as the request gave that had most of them.
 */
final class KeptRecords implements RecordSink {
    private final RecordSink sink;
    private final boolean more;

    /** What the first request gave; compared only if there is another. */
    private final List<ObsCoreRecord> first = new ArrayList<>();

    private final Map<Content, Integer> kept = new HashMap<>();
    private final Map<Content, Integer> ofRequest = new HashMap<>();
    private int requests;
    private long records;

    /** A record's content as two hashes that share nothing: that two records have both the same by chance is out of question. */
    private record Content(long one, long other) {
        static Content of(ObsCoreRecord record) {
            long one = 17;
            long other = 0x9E3779B97F4A7C15L;
            for (ObsCoreColumn column : record.layout().columns()) {
                Object value = record.value(column);
                if (value != null) {
                    long hash = value instanceof String text ? text.hashCode() : value.hashCode();
                    one = one * 31 + hash * 1_000_003 + column.ordinal();
                    other = Long.rotateLeft(other ^ longHash(value) + column.ordinal(), 23) * 0xBF58476D1CE4E5B9L;
                }
            }
            return new Content(one, other);
        }

        private static long longHash(Object value) {
            if (!(value instanceof String text)) {
                return value.hashCode() * 0x94D049BB133111EBL;
            }
            long hash = 7;
            for (int i = 0; i < text.length(); i++) {
                hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
            }
            return hash;
        }
    }

    /**
     * @param more whether there may be more than one request
     */
    KeptRecords(RecordSink sink, boolean more) {
        this.sink = sink;
        this.more = more;
    }

    /** What comes from now on is the answer to another request. */
    void nextRequest() {
        requests++;
        ofRequest.clear();
        if (requests == 2) {
            first.forEach(record -> kept.merge(Content.of(record), 1, Integer::sum));
            first.clear();
        }
    }

    @Override
    public void accept(ObsCoreRecord record) {
        if (requests < 2) {
            if (more) {
                first.add(record);
            }
        } else {
            Content content = Content.of(record);
            int count = ofRequest.merge(content, 1, Integer::sum);
            if (count <= kept.getOrDefault(content, 0)) {
                return;
            }
            kept.put(content, count);
        }
        sink.accept(record);
        records++;
    }

    long records() {
        return records;
    }
}
