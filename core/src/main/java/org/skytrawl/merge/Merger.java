package org.skytrawl.merge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.MergedRecord;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Origin;
import org.skytrawl.model.Overlap;
import org.skytrawl.model.Service;
import org.skytrawl.model.TargetMatches;
import org.skytrawl.provenance.ProvenanceEvent.Contribution;

/**
 * Merges the answers of a run. {@link RecordIdentity} decides which records are one dataset, {@link RecordOrder} which
 * of them is kept. The result does not depend on the order of answers and records. Stateless, so thread-safe.
 */
public final class Merger {
    private Merger() {}

    /**
     * Merges all answers of a run. Needs some 150 bytes a record besides the records.
     *
     * @param answers in any order; several of one service count as one
     */
    public static MergeResult merge(Collection<Answer> answers) {
        RecordPool pool = new RecordPool(answers);
        return new Members(pool, RecordIdentity.of(pool)).result();
    }

    /** Makes each record a dataset, for runs without time to merge. */
    public static MergeResult unmerged(Collection<Answer> answers) {
        List<FoundDataset> datasets = new ArrayList<>();
        List<Contribution> contributions = new ArrayList<>();
        for (Answer answer : answers) {
            List<Origin> origins = List.of(answer.origin());
            answer.records().forEach(record -> datasets.add(new FoundDataset(record, origins)));
            contributions.add(
                    new Contribution(answer.service(), answer.records().size(), 0));
        }
        return new MergeResult(Collections.unmodifiableList(datasets), contributions, datasets.size());
    }

    /** The records of each dataset as linked lists in arrays, without an object for each record. */
    private static final class Members {
        private final RecordPool pool;
        /** The best record of each group, at the index of the record that names the group; else -1. */
        private final int[] kept;

        /** The next record of the same group, or -1. */
        private final int[] nexts;

        /** One list for each answer, for the many datasets with a single record. */
        private final List<List<Origin>> single;

        private final long[] unique;
        private final long[] shared;
        /** The best record of each service in the current group, or -1. */
        private final int[] bestOfService;

        Members(RecordPool pool, Groups groups) {
            this.pool = pool;
            this.kept = new int[pool.size()];
            this.nexts = new int[pool.size()];
            this.single = pool.origins().stream().map(List::of).toList();
            this.unique = new long[pool.services().size()];
            this.shared = new long[pool.services().size()];
            this.bestOfService = new int[pool.services().size()];
            Arrays.fill(bestOfService, -1);
            Arrays.fill(kept, -1);
            Arrays.fill(nexts, -1);
            // backwards, so that each list is built from its end
            int[] heads = new int[pool.size()];
            Arrays.fill(heads, -1);
            for (int i = pool.size() - 1; i >= 0; i--) {
                int root = groups.rootOf(i);
                nexts[i] = heads[root];
                heads[root] = i;
                if (kept[root] < 0 || RecordOrder.compareKept(pool, i, kept[root]) < 0) {
                    kept[root] = i;
                }
            }
        }

        MergeResult result() {
            int[] starts = starts();
            FoundDataset[] datasets = new FoundDataset[starts[starts.length - 1]];
            int[] ends = starts.clone();
            for (int root = 0; root < kept.length; root++) {
                if (kept[root] >= 0) {
                    datasets[ends[pool.service(kept[root])]++] =
                            new FoundDataset(record(root), origins(root), merged(root));
                }
            }
            for (int service = 0; service + 1 < starts.length; service++) {
                Arrays.sort(datasets, starts[service], starts[service + 1], RecordOrder.DATASETS);
            }
            return new MergeResult(Collections.unmodifiableList(Arrays.asList(datasets)), contributions(), pool.size());
        }

        /** The kept record of the group that {@code root} names, with the strongest word and the targets of all its records. */
        private ObsCoreRecord record(int root) {
            Overlap strongest = null;
            TargetMatches matches = null;
            for (int i = root; i >= 0; i = nexts[i]) {
                strongest = Overlap.stronger(strongest, pool.record(i).overlap());
                matches = TargetMatches.union(matches, pool.record(i).matches());
            }
            return pool.record(kept[root]).withOverlap(strongest).withMatches(matches);
        }

        /** The start of the datasets of each service in the result, and the end of all. */
        private int[] starts() {
            int[] starts = new int[pool.services().size() + 1];
            for (int record : kept) {
                if (record >= 0) {
                    starts[pool.service(record) + 1]++;
                }
            }
            Arrays.parallelPrefix(starts, Integer::sum);
            return starts;
        }

        /**
         * The origins of the group that {@code root} names, which is its first record. Counts them as contributions.
         */
        private List<Origin> origins(int root) {
            int keptService = pool.service(kept[root]);
            int services = 0;
            for (int i = root; i >= 0; i = nexts[i]) {
                int best = bestOfService[pool.service(i)];
                services += best < 0 ? 1 : 0;
                if (best < 0 || RecordOrder.compareKept(pool, i, best) < 0) {
                    bestOfService[pool.service(i)] = i;
                }
            }
            Origin[] origins = new Origin[services];
            int others = 1;
            for (int i = root; i >= 0; i = nexts[i]) {
                int service = pool.service(i);
                if (bestOfService[service] >= 0) {
                    origins[service == keptService ? 0 : others++] = pool.origin(bestOfService[service]);
                    (services == 1 ? unique : shared)[service]++;
                    bestOfService[service] = -1;
                }
            }
            if (services == 1) {
                return single.get(pool.answer(kept[root]));
            }
            Arrays.sort(origins, 1, services, RecordOrder.ORIGINS);
            return List.of(origins);
        }

        /** The identities of the other records of the group. */
        private List<MergedRecord> merged(int root) {
            if (nexts[root] < 0) {
                return List.of();
            }
            MergedIdentities merged = new MergedIdentities(pool, kept[root]);
            for (int i = root; i >= 0; i = nexts[i]) {
                merged.add(i);
            }
            return merged.sorted();
        }

        private List<Contribution> contributions() {
            Contribution[] contributions = new Contribution[unique.length];
            for (int i = 0; i < unique.length; i++) {
                Service service = pool.services().get(i);
                contributions[i] = new Contribution(service, unique[i], shared[i]);
            }
            return List.of(contributions);
        }
    }
}
