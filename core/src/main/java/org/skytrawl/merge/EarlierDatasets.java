package org.skytrawl.merge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.MergedRecord;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Origin;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Service;
import org.skytrawl.model.TableModel;
import org.skytrawl.model.TargetMatches;

/**
 * Converts the datasets of an earlier run to answers that can be merged with those of a later one. Each dataset counts
 * as a record of every service that gave it. Single use, one thread.
 */
public final class EarlierDatasets {
    /**
     * If a dataset has more origins of one resource and protocol than this, which no run writes, only the first ones
     * get its identities: otherwise each would get all.
     */
    private static final int MOST_ALIKE = 32;

    private final Map<Service, Origin> originOfService;
    /** By resource and protocol, then by access URL. */
    private final Map<Key, TreeMap<String, Service>> services = new HashMap<>();

    private final Map<Origin, Given> records = new LinkedHashMap<>();

    private record Key(Ivoid ivoid, Protocol protocol) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int order = protocol.compareTo(other.protocol);
            return order != 0 ? order : ivoid.compareTo(other.ivoid);
        }
    }

    /** The records of an origin, and for each the kept record of its dataset, which tells where it is. */
    private record Given(List<ObsCoreRecord> records, List<ObsCoreRecord> places) {
        Given() {
            this(new ArrayList<>(1), new ArrayList<>(1));
        }

        void add(ObsCoreRecord record, FoundDataset dataset) {
            records.add(record);
            places.add(dataset.record());
        }

        Given without(Set<ObsCoreRecord> others) {
            Given rest = new Given();
            for (int i = 0; i < records.size(); i++) {
                if (!others.contains(records.get(i))) {
                    rest.records.add(records.get(i));
                    rest.places.add(places.get(i));
                }
            }
            return rest;
        }
    }

    /**
     * The answers to merge.
     *
     * @param newAnswers the new ones; a record has also the targets that it matched in the earlier run
     * @param earlier those of the earlier run
     */
    public record Merged(List<Answer> newAnswers, List<Answer> earlier) {
        public Merged {
            newAnswers = List.copyOf(newAnswers);
            earlier = List.copyOf(earlier);
        }
    }

    /** The identities of a dataset at the services of one resource and protocol. */
    private static final class Alike {
        private final List<ObsCoreRecord> identities = new ArrayList<>(1);
        private int taken;

        List<ObsCoreRecord> take() {
            return taken++ < MOST_ALIKE ? identities : List.of();
        }
    }

    private EarlierDatasets(Map<Service, Origin> originOfService) {
        this.originOfService = originOfService;
        for (Service service : originOfService.keySet()) {
            for (Ivoid ivoid : service.ivoids()) {
                services.computeIfAbsent(new Key(ivoid, service.protocol()), key -> new TreeMap<>())
                        .merge(service.accessUrl(), service, (one, other) -> one.compareTo(other) <= 0 ? one : other);
            }
        }
    }

    /**
     * @param originOfService the services, with the origin that each had in its run: tables keep only resource and protocol of
     *     further origins. An origin of another service stays as it is
     * @param superseded whether a service has now answered completely, so that its earlier records no longer count
     * @param newAnswers the new answers: a record equal to an earlier one of its service counts once
     */
    public static Merged of(
            List<FoundDataset> found,
            Map<Service, Origin> originOfService,
            Predicate<Service> superseded,
            Collection<Answer> newAnswers) {
        EarlierDatasets earlier = new EarlierDatasets(originOfService);
        for (FoundDataset dataset : found) {
            earlier.add(dataset);
        }
        Map<Service, List<Origin>> origins = new LinkedHashMap<>();
        for (Origin origin : earlier.records.keySet()) {
            Service service = earlier.serviceOf(origin);
            origins.computeIfAbsent(service, first -> new ArrayList<>(1)).add(origin);
        }
        Map<Service, List<Answer>> newByService = new HashMap<>();
        for (Answer answer : newAnswers) {
            newByService
                    .computeIfAbsent(answer.service(), first -> new ArrayList<>(1))
                    .add(answer);
        }
        List<Answer> answers = new ArrayList<>();
        Map<Service, Map<ObsCoreRecord, TargetMatches>> more = new HashMap<>();
        origins.forEach((service, ofService) -> {
            if (!superseded.test(service)) {
                earlier.answers(service, ofService, newByService.getOrDefault(service, List.of()), answers, more);
            }
        });
        List<Answer> withTargets = newAnswers.stream()
                .map(answer -> with(more.getOrDefault(answer.service(), Map.of()), answer))
                .toList();
        return new Merged(withTargets, answers);
    }

    /** The same answer with the targets that its records matched in the earlier run. */
    private static Answer with(Map<ObsCoreRecord, TargetMatches> more, Answer answer) {
        if (more.isEmpty()) {
            return answer;
        }
        List<ObsCoreRecord> records = answer.records().stream()
                .map(record -> record.withMatches(TargetMatches.union(record.matches(), more.get(record))))
                .toList();
        return new Answer(answer.service(), answer.origin(), records);
    }

    /** @param more receives the targets of earlier records that are left out because new ones are equal */
    private void answers(
            Service service,
            List<Origin> origins,
            List<Answer> newAnswers,
            List<Answer> answers,
            Map<Service, Map<ObsCoreRecord, TargetMatches>> more) {
        Set<ObsCoreRecord> newRecords = new TreeSet<>(RecordOrder.BY_CONTENT);
        newAnswers.forEach(answer -> newRecords.addAll(answer.records()));
        for (Origin origin : origins) {
            Origin whole = origin.url().isEmpty() ? originOfService.getOrDefault(service, origin) : origin;
            Given all = records.getOrDefault(origin, new Given());
            Given given = all.without(newRecords);
            for (ObsCoreRecord record : all.records) {
                if (record.matches() != null && newRecords.contains(record)) {
                    more.computeIfAbsent(service, first -> new TreeMap<>(RecordOrder.BY_CONTENT))
                            .merge(record, record.matches(), TargetMatches::union);
                }
            }
            answers.add(new Answer(service, whole, given.records, given.places));
        }
    }

    /** Of merged records only the identities are left. */
    private void add(FoundDataset dataset) {
        Map<Key, Alike> merged = new HashMap<>();
        for (MergedRecord each : dataset.merged()) {
            merged.computeIfAbsent(new Key(each.ivoid(), each.protocol()), key -> new Alike())
                    .identities
                    .add(each.identity());
        }
        for (Origin origin : dataset.origins()) {
            Given ofOrigin = records.computeIfAbsent(origin, first -> new Given());
            boolean known = origin.equals(dataset.origin());
            if (known) {
                ofOrigin.add(dataset.record(), dataset);
            }
            Alike alike = merged.get(new Key(origin.ivoid(), origin.protocol()));
            if (alike != null) {
                List<ObsCoreRecord> identities = alike.take();
                TargetMatches matches = dataset.record().matches();
                identities.forEach(identity -> ofOrigin.add(identity.withMatches(matches), dataset));
                known |= !identities.isEmpty();
            }
            if (!known) {
                ofOrigin.add(dataset.record(), dataset);
            }
        }
    }

    private Service serviceOf(Origin origin) {
        TreeMap<String, Service> byUrl = services.get(new Key(origin.ivoid(), origin.protocol()));
        if (byUrl == null) {
            return unlistedService(origin);
        }
        // a resource may have several services of one protocol. The query begins with the access URL of its own one,
        // and the URL with the longest common prefix is a neighbour in the order
        String url = origin.url();
        Map.Entry<String, Service> before = byUrl.floorEntry(url);
        Map.Entry<String, Service> after = byUrl.higherEntry(url);
        int commonBefore = before == null ? -1 : commonPrefix(before.getKey(), url);
        int commonAfter = after == null ? -1 : commonPrefix(after.getKey(), url);
        Service whole = byUrl.get(url.substring(0, Math.max(commonBefore, commonAfter)));
        if (whole != null) {
            return whole;
        }
        Map.Entry<String, Service> nearest = commonBefore >= commonAfter ? before : after;
        return nearest == null ? unlistedService(origin) : nearest.getValue();
    }

    private static int commonPrefix(String one, String other) {
        int end = Math.min(one.length(), other.length());
        int i = 0;
        while (i < end && one.charAt(i) == other.charAt(i)) {
            i++;
        }
        return i;
    }

    private static Service unlistedService(Origin origin) {
        TableModel model = origin.protocol().table();
        return Service.of(
                List.of(origin.ivoid()),
                origin.title(),
                origin.protocol(),
                origin.url(),
                model == null ? null : model.tableName());
    }
}
