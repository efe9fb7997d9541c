package org.skytrawl.harvest.groups;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.skytrawl.merge.Answer;
import org.skytrawl.merge.Merger;
import org.skytrawl.merge.RecordKeys;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Origin;
import org.skytrawl.model.Service;

/**
 * Merges one unit after the other with the {@link Merger}. Used by one thread.
 *
 * <p>A unit can be large: a million rows of one DID. Rows that are alike in all on which joining depends are joined with each
 * other, or none of them is; so of many of them only the best is needed, and as many more that the merge sees that they are
 * many ({@link RecordKeys#MANY}).
 */
final class UnitMerger {
    /** Unit, hash of what makes rows alike, number of the row, number of the service; then the record. */
    private static final int HEAD_BYTES = 2 * Hash.BYTES + Long.BYTES + Integer.BYTES;

    private static final int MOST_ALIKE = 4 * RecordKeys.MANY;

    /** A record in memory takes as many times its bytes, and as much more. */
    private static final int TIMES_BYTES = 2;

    private static final int MORE_BYTES = 700;

    private final List<Service> services;
    private final FateFile.Writer fates;
    private final long memoryBytes;
    private final List<TooLarge> tooLarge = new ArrayList<>();

    /** The rows of the unit that are not yet merged. */
    private final List<Member> members = new ArrayList<>();

    private long bytes;
    private boolean overflowed;

    /**
     * A row with its record.
     *
     * @param bytes that it takes in memory
     */
    private record Member(long row, int service, Hash alike, ObsCoreRecord record, int bytes) {}

    /** @param memoryBytes for the rows of one unit */
    UnitMerger(List<Service> services, FateFile.Writer fates, long memoryBytes) {
        this.services = services;
        this.fates = fates;
        this.memoryBytes = memoryBytes;
    }

    static byte[] bytes(Hash unit, Hash alike, long row, int service, ObsCoreRecord record) {
        byte[] bytes = RecordBytes.of(record, HEAD_BYTES);
        ByteBuffer out = ByteBuffer.wrap(bytes);
        unit.put(out);
        alike.put(out);
        out.putLong(row).putInt(service);
        return bytes;
    }

    /** @return the units that were too large */
    List<TooLarge> merge(SortedBytes rows) throws IOException, InterruptedException {
        try (SortedBytes.Reader reader = rows.read()) {
            while (reader.hasNext()) {
                unit(reader);
            }
        }
        return tooLarge;
    }

    private void unit(SortedBytes.Reader reader) throws IOException, InterruptedException {
        byte[] first = reader.peek();
        long count = 0;
        overflowed = false;
        while (reader.nextBeginsLike(first, Hash.BYTES)) {
            byte[] firstAlike = reader.peek();
            List<Member> alike = new ArrayList<>();
            while (reader.nextBeginsLike(firstAlike, 2 * Hash.BYTES)) {
                alike.add(member(reader.next()));
                count++;
                if (alike.size() == MOST_ALIKE) {
                    leaveMany(alike);
                }
            }
            members.addAll(alike);
            alike.forEach(member -> bytes += member.bytes);
            if (overflowed || bytes > memoryBytes) {
                overflowed = true;
                mergeAlike();
            }
        }
        if (overflowed) {
            ObsCoreRecord record = member(first).record;
            String did = RecordKeys.did(record);
            tooLarge.add(new TooLarge(did == null ? String.valueOf(RecordKeys.url(record)) : did, count));
        } else {
            merge(members);
        }
        members.clear();
        bytes = 0;
    }

    private static Member member(byte[] row) {
        ByteBuffer in = ByteBuffer.wrap(row).position(Hash.BYTES);
        Hash alike = Hash.get(in);
        long number = in.getLong();
        int service = in.getInt();
        return new Member(number, service, alike, RecordBytes.record(in), TIMES_BYTES * row.length + MORE_BYTES);
    }

    /** Of rows that are alike, in the order of their numbers, removes those that the merge of the unit does not need. */
    private void leaveMany(List<Member> alike) throws IOException, InterruptedException {
        Map<ObsCoreRecord, FoundDataset> kept = merged(alike);
        boolean joined = kept.size() == 1;
        List<Member> left = new ArrayList<>();
        for (Member member : alike) {
            if (joined && kept.containsKey(member.record)) {
                left.add(member);
            }
        }
        for (Member member : alike) {
            if (joined && kept.containsKey(member.record)) {
                continue;
            }
            if (left.size() < RecordKeys.MANY) {
                left.add(member);
            } else if (joined) {
                fates.lost(member.row);
            }
        }
        left.sort(Comparator.comparingLong(Member::row));
        alike.clear();
        alike.addAll(left);
    }

    /** Merges only rows that are alike. */
    private void mergeAlike() throws IOException, InterruptedException {
        int from = 0;
        for (int i = 1; i <= members.size(); i++) {
            if (i == members.size() || !members.get(i).alike.equals(members.get(from).alike)) {
                merge(members.subList(from, i));
                from = i;
            }
        }
        members.clear();
        bytes = 0;
    }

    private void merge(List<Member> rows) throws IOException, InterruptedException {
        if (rows.size() < 2) {
            return;
        }
        Map<ObsCoreRecord, FoundDataset> kept = merged(rows);
        for (Member row : rows) {
            FoundDataset dataset = kept.get(row.record);
            if (dataset == null) {
                fates.lost(row.row);
            } else if (dataset.origins().size() > 1) {
                fates.kept(row.row, dataset.origins());
            }
        }
    }

    /** The datasets, by the record that is kept. */
    private Map<ObsCoreRecord, FoundDataset> merged(List<Member> rows) throws InterruptedException {
        Scratch.checkInterrupt();
        List<Member> inOrder = new ArrayList<>(rows);
        // of equal records of a service the last one is kept
        inOrder.sort(Comparator.comparingLong(Member::row));
        Map<Integer, List<ObsCoreRecord>> byService = new TreeMap<>();
        for (Member row : inOrder) {
            byService.computeIfAbsent(row.service, first -> new ArrayList<>()).add(row.record);
        }
        List<Answer> answers = new ArrayList<>();
        byService.forEach((number, records) -> {
            Service service = services.get(number);
            Origin origin = new Origin(service.ivoid(), service.title(), service.protocol(), service.accessUrl());
            answers.add(new Answer(service, origin, records));
        });
        Map<ObsCoreRecord, FoundDataset> kept = new IdentityHashMap<>();
        for (FoundDataset dataset : Merger.merge(answers).datasets()) {
            kept.put(dataset.record(), dataset);
        }
        return kept;
    }
}
