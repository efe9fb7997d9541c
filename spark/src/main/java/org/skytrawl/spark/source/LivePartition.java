package org.skytrawl.spark.source;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.connector.read.InputPartition;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Axis;
import org.skytrawl.provenance.LogFile;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.provenance.ProvenanceEvent.RegistryRead;
import org.skytrawl.provenance.ProvenanceLog;
import org.skytrawl.registry.Candidate;
import org.skytrawl.registry.regtap.RegistrySnapshot;
import org.skytrawl.registry.snapshot.SnapshotJson;
import org.skytrawl.run.Plan;
import org.skytrawl.selection.ServiceSelection;

/**
 * One group of hosts with its question, as it goes to an executor: the question as the first line of a log has it, the services as a
 * registry snapshot has them. Immutable.
 */
final class LivePartition implements InputPartition {
    private static final long serialVersionUID = 1;

    private final int group;
    private final String runFolder;
    private final @Nullable String leases;
    private final String question;
    private final byte[] services;
    private final boolean listed;
    private final boolean stale;

    /**
     * @param group its number in the run; negative for the services that are not asked
     * @param runFolder gets the log
     * @param leases null without leases
     */
    LivePartition(
            int group,
            String runFolder,
            @Nullable String leases,
            ProvenanceEvent.RunStarted run,
            RegistryRead registry,
            List<Candidate> candidates,
            boolean mayBePrivate)
            throws IOException {
        this.group = group;
        this.runFolder = runFolder;
        this.leases = leases;
        ProvenanceLog log = ProvenanceLog.inMemory();
        log.append(run);
        StringBuilder text = new StringBuilder();
        log.writeTo(text);
        this.question = text.toString();
        this.listed = registry.fetched() == null;
        this.stale = registry.stale();
        Instant fetched = registry.fetched() == null ? run.time() : registry.fetched();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SnapshotJson.write(
                new RegistrySnapshot(
                        registry.source(),
                        fetched,
                        Set.copyOf(Arrays.asList(Axis.values())),
                        mayBePrivate,
                        candidates,
                        List.of()),
                run.id(),
                fetched,
                out);
        this.services = out.toByteArray();
    }

    int group() {
        return group;
    }

    String runFolder() {
        return runFolder;
    }

    @Nullable
    String leases() {
        return leases;
    }

    /** The question, its options and its context. */
    ProvenanceEvent.RunStarted run() throws IOException {
        return LogFile.read("the question", new ByteArrayInputStream(question.getBytes(StandardCharsets.UTF_8)))
                .run();
    }

    /** The services of the group, selected as on the driver: those that stand by for others are in the same group. */
    Plan plan(ProvenanceEvent.RunStarted run) throws IOException {
        RegistrySnapshot snapshot = SnapshotJson.read(new ByteArrayInputStream(services));
        return new Plan(
                new RegistryRead(
                        Instant.now(),
                        new ProvenanceEvent.CandidateSource(
                                snapshot.source(), listed ? null : snapshot.fetched(), stale),
                        snapshot.candidates().size(),
                        List.of(),
                        List.of(),
                        false),
                ServiceSelection.select(
                        snapshot.candidates(), run.constraints(), run.options().which(), !listed),
                snapshot.onPrivateNetwork());
    }
}
