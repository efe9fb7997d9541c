package org.skytrawl.spark.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.skytrawl.DiscoveryPlan;
import org.skytrawl.Skytrawl;
import org.skytrawl.model.Service;
import org.skytrawl.net.RequestGate;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.provenance.RunContext;
import org.skytrawl.registry.Candidate;
import org.skytrawl.run.Version;
import org.skytrawl.selection.Decision;
import org.skytrawl.server.question.QuestionForm;
import org.skytrawl.spark.lease.HostLeases;
import org.skytrawl.spark.lease.PoliteGroup;

/** One execution of a query: the driver selects the services and deals them to partitions, one for each group of hosts. */
final class LiveScan implements Scan, Batch {
    private final LiveOptions options;

    /** Planned once: each plan is a run with a folder of its own. */
    private InputPartition @Nullable [] planned;

    LiveScan(LiveOptions options) {
        this.options = options;
    }

    @Override
    public StructType readSchema() {
        return LiveRows.SCHEMA;
    }

    @Override
    public String description() {
        return "skytrawl " + options.question();
    }

    @Override
    public Batch toBatch() {
        return this;
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
        return new SkytrawlReaders();
    }

    /**
     * @throws IllegalArgumentException if an option is wrong, or the session does not suit
     * @throws org.skytrawl.model.DiscoveryException if no registry is usable
     */
    @Override
    public synchronized InputPartition[] planInputPartitions() {
        InputPartition[] known = planned;
        if (known == null) {
            check(SparkSession.active().sparkContext());
            try {
                known = plan();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write to " + options.log() + ": " + e.getMessage(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("cancelled while the services were selected", e);
            }
            planned = known;
        }
        return known.clone();
    }

    private void check(SparkContext spark) {
        HostLeases.refuseSpeculation(spark.getConf());
        if (options.leases() == null && !spark.isLocal()) {
            throw new IllegalArgumentException(
                    "give option leases: a folder, at the same path on all machines, in which the tasks agree on who asks a"
                            + " host. All runs of a site should have the same");
        }
    }

    private InputPartition[] plan() throws IOException, InterruptedException {
        QuestionForm form;
        DiscoveryPlan plan;
        try (Skytrawl client = Skytrawl.open()) {
            form = options.form(client);
            plan = options.from(form.discovery(client)).plan();
        }
        RunContext context = RunContext.NONE.withTarget(form.target());
        ProvenanceEvent.RunStarted run = new ProvenanceEvent.RunStarted(
                Instant.now(),
                UUID.randomUUID().toString(),
                Version.version(),
                form.question(),
                form.options(),
                context);
        RunFolder folder = RunFolder.create(options.log(), run.id().substring(0, 8));
        List<Decision> decisions = plan.selection().decisions();
        Map<Service, Service> standsBy = new HashMap<>();
        Set<Service> asked = new HashSet<>();
        for (Decision decision : decisions) {
            if (decision instanceof Decision.Elided elided) {
                standsBy.put(elided.service(), elided.next());
            }
            if (decision.isKept() || decision instanceof Decision.Elided) {
                asked.add(decision.service());
            }
        }
        List<Candidate> notAsked = new ArrayList<>();
        Map<Service, Candidate> candidates = new HashMap<>();
        for (Candidate candidate : plan.selection().candidates()) {
            if (asked.contains(candidate.service())) {
                candidates.put(candidate.service(), candidate);
            } else {
                notAsked.add(candidate);
            }
        }
        List<PoliteGroup> groups = PoliteGroup.of(
                decisions.stream()
                        .map(Decision::service)
                        .filter(asked::contains)
                        .toList(),
                standsBy::get);
        folder.writeGroups(groups);
        // its log names each of them; no request is sent
        var unused = LiveRun.run(
                partition(-1, folder, run, plan, notAsked), folder.notAsked(), RequestGate.OPEN, new LiveRun.Stopper());
        InputPartition[] partitions = new InputPartition[groups.size()];
        for (int i = 0; i < partitions.length; i++) {
            List<Candidate> ofGroup = new ArrayList<>();
            for (Service service : groups.get(i).services()) {
                Candidate candidate = candidates.get(service);
                if (candidate != null) {
                    ofGroup.add(candidate);
                }
            }
            partitions[i] = partition(i, folder, run, plan, ofGroup);
        }
        return partitions;
    }

    private LivePartition partition(
            int group, RunFolder folder, ProvenanceEvent.RunStarted run, DiscoveryPlan plan, List<Candidate> candidates)
            throws IOException {
        Path leases = options.leases();
        return new LivePartition(
                group,
                folder.path().toString(),
                leases == null ? null : leases.toString(),
                run,
                plan.registry(),
                candidates,
                plan.privateAddressesAllowed());
    }
}
