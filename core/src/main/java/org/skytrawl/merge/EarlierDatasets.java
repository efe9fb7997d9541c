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

/**
 * What an earlier run found, as answers that can be merged with those of a later one. Each dataset counts as a record of
 * every service that had given it. For one use by one thread.
 */
public final class EarlierDatasets {
    /**
     * Of more origins that a dataset has of one resource and protocol than this, which no run writes, only the first get what
     * these had known it by: each would get all.
     */
    private static final int MOST_ALIKE = 32;

    private final Map<Service, Origin> asked;
    /** Those of a resource and protocol by access URL. */
    private final Map<Key, TreeMap<String, Service>> services = new HashMap<>();

    private final Map<Origin, List<ObsCoreRecord>> records = new LinkedHashMap<>();

    private record Key(Ivoid ivoid, Protocol protocol) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int order = protocol.compareTo(other.protocol);
            return order != 0 ? order : ivoid.compareTo(other.ivoid);
        }
    }

    /** What was known of a dataset by the services of one resource and protocol. */
    private static final class Alike {
        private final List<ObsCoreRecord> identities = new ArrayList<>(1);
        private int taken;

        List<ObsCoreRecord> take() {
            return taken++ < MOST_ALIKE ? identities : List.of();
        }
    }

    private EarlierDatasets(Map<Service, Origin> asked) {
        this.asked = asked;
        for (Service service : asked.keySet()) {
            for (Ivoid ivoid : service.ivoids()) {
                services.computeIfAbsent(new Key(ivoid, service.protocol()), key -> new TreeMap<>())
                        .merge(service.accessUrl(), service, (one, other) -> one.compareTo(other) <= 0 ? one : other);
            }
        }
    }

    /**
     * The answers.
     *
     * @param found what was found
     * @param asked the services of whom it is, with the origin that each had in its run: tables keep of a dataset's further
     *     origins no more than resource and protocol. An origin that is of none of them stays what it is
     * @param superseded services that have now answered completely, so that what they gave before no longer counts
     * @param anew what has come now: a record that says the same as one of its own service's counts once
     */
    public static List<Answer> of(
            List<FoundDataset> found,
            Map<Service, Origin> asked,
            Predicate<Service> superseded,
            Collection<Answer> anew) {
        EarlierDatasets earlier = new EarlierDatasets(asked);
        for (FoundDataset dataset : found) {
            earlier.add(dataset);
        }
        Map<Service, List<Origin>> origins = new LinkedHashMap<>();
        for (Origin origin : earlier.records.keySet()) {
            Service service = earlier.serviceOf(origin);
            origins.computeIfAbsent(service, first -> new ArrayList<>(1)).add(origin);
        }
        Map<Service, List<Answer>> come = new HashMap<>();
        for (Answer answer : anew) {
            come.computeIfAbsent(answer.service(), first -> new ArrayList<>(1)).add(answer);
        }
        List<Answer> answers = new ArrayList<>();
        origins.forEach((service, ofService) -> {
            if (!superseded.test(service)) {
                earlier.answers(service, ofService, come.getOrDefault(service, List.of()), answers);
            }
        });
        return answers;
    }

    private void answers(Service service, List<Origin> origins, List<Answer> anew, List<Answer> answers) {
        Set<ObsCoreRecord> come = new TreeSet<>(RecordOrder.BY_CONTENT);
        anew.forEach(answer -> come.addAll(answer.records()));
        for (Origin origin : origins) {
            Origin whole = origin.url().isEmpty() ? asked.getOrDefault(service, origin) : origin;
            answers.add(new Answer(service, whole, without(come, records.getOrDefault(origin, List.of()))));
        }
    }

    /** Of the records that were not kept no more is left than what they are known by. */
    private void add(FoundDataset dataset) {
        Map<Key, Alike> merged = new HashMap<>();
        for (MergedRecord each : dataset.merged()) {
            merged.computeIfAbsent(new Key(each.ivoid(), each.protocol()), key -> new Alike())
                    .identities
                    .add(each.identity());
        }
        for (Origin origin : dataset.origins()) {
            List<ObsCoreRecord> ofOrigin = records.computeIfAbsent(origin, first -> new ArrayList<>());
            boolean known = origin.equals(dataset.origin());
            if (known) {
                ofOrigin.add(dataset.record());
            }
            Alike alike = merged.get(new Key(origin.ivoid(), origin.protocol()));
            if (alike != null) {
                List<ObsCoreRecord> identities = alike.take();
                ofOrigin.addAll(identities);
                known |= !identities.isEmpty();
            }
            if (!known) {
                ofOrigin.add(dataset.record());
            }
        }
    }

    private static List<ObsCoreRecord> without(Set<ObsCoreRecord> come, List<ObsCoreRecord> records) {
        return come.isEmpty()
                ? records
                : records.stream().filter(record -> !come.contains(record)).toList();
    }

    private Service serviceOf(Origin origin) {
        TreeMap<String, Service> byUrl = services.get(new Key(origin.ivoid(), origin.protocol()));
        if (byUrl == null) {
            return stranger(origin);
        }
        // a resource may have several of one protocol: the query begins with the access URL of its own. The one with
        // which it
        // has most in common is next to it in order
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
        return nearest == null ? stranger(origin) : nearest.getValue();
    }

    private static int commonPrefix(String one, String other) {
        int end = Math.min(one.length(), other.length());
        int i = 0;
        while (i < end && one.charAt(i) == other.charAt(i)) {
            i++;
        }
        return i;
    }

    private static Service stranger(Origin origin) {
        return Service.of(
                List.of(origin.ivoid()),
                origin.title(),
                origin.protocol(),
                origin.url(),
                origin.protocol() == Protocol.OBSTAP ? "ivoa.obscore" : null);
    }
}
