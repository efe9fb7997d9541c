package org.skytrawl.merge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Origin;
import org.skytrawl.model.Service;

/** All records of a run in one array, those of a service side by side, and services numbered in a fixed order. */
final class RecordPool {
    private static final Comparator<Service> SERVICES = Comparator.comparing(Service::ivoid)
            .thenComparing(Service::protocol)
            .thenComparing(Service::accessUrl)
            .thenComparing(Service::tableName, Comparator.nullsFirst(Comparator.naturalOrder()));

    private final List<Service> services = new ArrayList<>();
    private final List<Origin> origins = new ArrayList<>();
    private final int[] serviceOfAnswer;
    private final ObsCoreRecord[] records;
    private final int[] answerOfRecord;

    RecordPool(Collection<Answer> answers) {
        List<Answer> sorted = new ArrayList<>(answers);
        sorted.sort(Comparator.comparing(Answer::service, SERVICES));
        int count = Math.toIntExact(
                sorted.stream().mapToLong(answer -> answer.records().size()).sum());
        this.serviceOfAnswer = new int[sorted.size()];
        this.records = new ObsCoreRecord[count];
        this.answerOfRecord = new int[count];
        int next = 0;
        for (Answer answer : sorted) {
            if (services.isEmpty() || SERVICES.compare(services.getLast(), answer.service()) != 0) {
                services.add(answer.service());
            }
            serviceOfAnswer[origins.size()] = services.size() - 1;
            for (ObsCoreRecord record : answer.records()) {
                answerOfRecord[next] = origins.size();
                records[next++] = record;
            }
            origins.add(answer.origin());
        }
    }

    int size() {
        return records.length;
    }

    ObsCoreRecord record(int i) {
        return records[i];
    }

    @Nullable
    String text(int i, ObsCoreColumn column) {
        return records[i].text(column);
    }

    /** The number of the answer that the record came with. */
    int answer(int i) {
        return answerOfRecord[i];
    }

    /** The number of the service that gave the record. */
    int service(int i) {
        return serviceOfAnswer[answerOfRecord[i]];
    }

    Origin origin(int i) {
        return origins.get(answerOfRecord[i]);
    }

    /** The services, each once, in the order of their numbers. */
    List<Service> services() {
        return services;
    }

    /** The origins of the answers, in the order of their numbers. */
    List<Origin> origins() {
        return origins;
    }
}
