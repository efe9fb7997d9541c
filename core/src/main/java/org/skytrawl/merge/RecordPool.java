package org.skytrawl.merge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Origin;
import org.skytrawl.model.Service;

/** All records of a run in one array, contiguous by service. Services are numbered in a fixed order. */
final class RecordPool {
    private final List<Service> services = new ArrayList<>();
    private final List<Origin> origins = new ArrayList<>();
    private final int[] serviceOfAnswer;
    private final ObsCoreRecord[] records;
    /** The same array if each record has its own place. */
    private final ObsCoreRecord[] places;

    private final int[] answerOfRecord;

    @SuppressWarnings("ReferenceEquality") // the places of an answer of this run are its records
    RecordPool(Collection<Answer> answers) {
        List<Answer> sorted = new ArrayList<>(answers);
        sorted.sort(Comparator.comparing(Answer::service, Service.BY_REGISTRATION));
        this.serviceOfAnswer = new int[sorted.size()];
        for (Answer answer : sorted) {
            if (services.isEmpty() || Service.BY_REGISTRATION.compare(services.getLast(), answer.service()) != 0) {
                services.add(answer.service());
            }
            serviceOfAnswer[origins.size()] = services.size() - 1;
            origins.add(answer.origin());
        }
        int count = Math.toIntExact(
                sorted.stream().mapToLong(answer -> answer.records().size()).sum());
        this.records = new ObsCoreRecord[count];
        this.answerOfRecord = new int[count];
        fill(sorted.stream().map(Answer::records).toList());
        boolean isOwn = sorted.stream().allMatch(answer -> answer.places() == answer.records());
        this.places = isOwn
                ? records
                : sorted.stream().flatMap(answer -> answer.places().stream()).toArray(ObsCoreRecord[]::new);
    }

    /** For identities only: each origin counts as a service, and {@link #services} is empty. */
    RecordPool(SortedMap<Origin, List<ObsCoreRecord>> given) {
        origins.addAll(given.keySet());
        this.serviceOfAnswer = IntStream.range(0, origins.size()).toArray();
        int count =
                Math.toIntExact(given.values().stream().mapToLong(List::size).sum());
        this.records = new ObsCoreRecord[count];
        this.places = records;
        this.answerOfRecord = new int[count];
        fill(given.values());
    }

    private void fill(Collection<List<ObsCoreRecord>> lists) {
        int next = 0;
        int answer = 0;
        for (List<ObsCoreRecord> list : lists) {
            for (ObsCoreRecord record : list) {
                answerOfRecord[next] = answer;
                records[next++] = record;
            }
            answer++;
        }
    }

    int size() {
        return records.length;
    }

    ObsCoreRecord record(int i) {
        return records[i];
    }

    /** The record with the position of this one. */
    ObsCoreRecord place(int i) {
        return places[i];
    }

    @Nullable
    String text(int i, ObsCoreColumn column) {
        return records[i].text(column);
    }

    int answer(int i) {
        return answerOfRecord[i];
    }

    int service(int i) {
        return serviceOfAnswer[answerOfRecord[i]];
    }

    Origin origin(int i) {
        return origins.get(answerOfRecord[i]);
    }

    /** In the order of their numbers. */
    List<Service> services() {
        return services;
    }

    /** In the order of the answer numbers. */
    List<Origin> origins() {
        return origins;
    }
}
