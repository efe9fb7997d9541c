package org.skytrawl.merge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.skytrawl.model.Coverage;
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
    private final Map<Service, Origin> asked;
    private final Map<Key, List<Service>> services = new HashMap<>();
    private final Map<Origin, Service> known = new HashMap<>();
    private final Map<Origin, List<ObsCoreRecord>> records = new LinkedHashMap<>();

    private record Key(Ivoid ivoid, Protocol protocol) {}

    private EarlierDatasets(Map<Service, Origin> asked) {
        this.asked = asked;
        for (Service service : asked.keySet()) {
            for (Ivoid ivoid : service.ivoids()) {
                services.computeIfAbsent(new Key(ivoid, service.protocol()), key -> new ArrayList<>(1))
                        .add(service);
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
        List<Answer> answers = new ArrayList<>();
        earlier.records.forEach((origin, records) -> {
            Service service = earlier.known.computeIfAbsent(origin, earlier::serviceOf);
            if (!superseded.test(service)) {
                Origin whole = origin.url().isEmpty() ? earlier.asked.getOrDefault(service, origin) : origin;
                answers.add(new Answer(service, whole, withoutRepeated(records, service, anew)));
            }
        });
        return answers;
    }

    /** Of the records that were not kept no more is left than what they are known by. */
    private void add(FoundDataset dataset) {
        for (Origin origin : dataset.origins()) {
            List<ObsCoreRecord> ofOrigin = records.computeIfAbsent(origin, first -> new ArrayList<>());
            boolean known = origin.equals(dataset.origin());
            if (known) {
                ofOrigin.add(dataset.record());
            }
            for (MergedRecord merged : dataset.merged()) {
                if (merged.ivoid().equals(origin.ivoid()) && merged.protocol() == origin.protocol()) {
                    ofOrigin.add(merged.identity());
                    known = true;
                }
            }
            if (!known) {
                ofOrigin.add(dataset.record());
            }
        }
    }

    private static List<ObsCoreRecord> withoutRepeated(
            List<ObsCoreRecord> records, Service service, Collection<Answer> anew) {
        Set<ObsCoreRecord> come = new TreeSet<>(RecordOrder.BY_CONTENT);
        for (Answer answer : anew) {
            if (answer.service().equals(service)) {
                come.addAll(answer.records());
            }
        }
        return come.isEmpty()
                ? records
                : records.stream().filter(record -> !come.contains(record)).toList();
    }

    private Service serviceOf(Origin origin) {
        Service best = null;
        int longest = -1;
        for (Service service : services.getOrDefault(new Key(origin.ivoid(), origin.protocol()), List.of())) {
            // a resource may have several of one protocol: the query begins with the access URL of its own
            int common = commonPrefix(service.accessUrl(), origin.url());
            if (common > longest) {
                longest = common;
                best = service;
            }
        }
        return best != null ? best : stranger(origin);
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
        return new Service(
                List.of(origin.ivoid()),
                origin.title(),
                origin.protocol(),
                origin.url(),
                origin.protocol() == Protocol.OBSTAP ? "ivoa.obscore" : null,
                Coverage.UNDECLARED,
                null);
    }
}
