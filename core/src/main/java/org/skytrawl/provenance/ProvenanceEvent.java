package org.skytrawl.provenance;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.model.TargetSet;

/** An event of a run. Listeners receive events live; the log keeps them in order. */
public sealed interface ProvenanceEvent {
    Instant time();

    /**
     * The run began.
     *
     * @param id a UUID
     * @param version version of Skytrawl
     */
    record RunStarted(
            Instant time, String id, String version, Question constraints, DiscoveryOptions options, RunContext context)
            implements ProvenanceEvent {}

    /**
     * The candidate services are known.
     *
     * @param candidates number of candidate services
     * @param tried error of each registry that failed before, in order
     * @param notes remarks for readers of the result: entries left out, features missing
     * @param privateAddresses whether services may be on this machine or in private networks, since their source is
     *     there
     */
    record RegistryRead(
            Instant time,
            CandidateSource from,
            int candidates,
            List<String> tried,
            List<String> notes,
            boolean privateAddresses)
            implements ProvenanceEvent {
        public RegistryRead {
            tried = List.copyOf(tried);
            notes = List.copyOf(notes);
        }

        /** The same event with another {@code privateAddresses}. */
        public RegistryRead withPrivateAddresses(boolean allowed) {
            return new RegistryRead(time, from, candidates, tried, notes, allowed);
        }

        /** The same event with more notes. */
        public RegistryRead withNotes(List<String> more) {
            List<String> all = new ArrayList<>(notes);
            all.addAll(more);
            return new RegistryRead(time, from, candidates, tried, all, privateAddresses);
        }

        public String source() {
            return from.source;
        }

        public @Nullable Instant fetched() {
            return from.fetched;
        }

        public boolean stale() {
            return from.stale;
        }

        /** The harvest from which answers are read; null if all services are asked. */
        public @Nullable HarvestRead harvest() {
            return from.harvest;
        }
    }

    /**
     * The source of the candidate services.
     *
     * @param source URL of the registry, name of the service list, or other source; empty if there are no candidates
     * @param fetched when the registry was queried, or null for other sources
     * @param stale whether the data is older than wanted because no registry could be reached
     * @param harvest the harvest from which answers are read; null if all services are asked
     */
    record CandidateSource(
            String source,
            @Nullable Instant fetched,
            boolean stale,
            @Nullable HarvestRead harvest) {
        /** Without a harvest. */
        public CandidateSource(String source, @Nullable Instant fetched, boolean stale) {
            this(source, fetched, stale, null);
        }

        public static CandidateSource named(String source) {
            return new CandidateSource(source, null, false);
        }
    }

    /**
     * A service will be queried, or is a stand-in for one that gives the same data. All these events come before the
     * first query, so that the log of a killed run shows which services are missing.
     *
     * @param sent what is sent to it
     * @param elidedBy the service that is queried instead; this one is queried if that one does not answer completely.
     *     Null if this one is queried
     * @param servedBy resources that, according to the registry, serve all of its data
     * @param tableNames lower-case names of the ObsCore tables in its own records
     */
    record ServiceSelected(
            Instant time,
            Service service,
            ToSend sent,
            @Nullable Ivoid elidedBy,
            List<Ivoid> servedBy,
            List<String> tableNames)
            implements ProvenanceEvent {
        /**
         * What is sent to a service.
         *
         * @param query its first query: the whole URL, for ObsTAP the ADQL; null for a stand-in, and if its answer is read from
         *     a harvest
         * @param targets the targets to ask it for, also in place of another service; null without a target list, or if they are
         *     not known
         */
        public record ToSend(
                @Nullable String query, @Nullable TargetSet targets) {}

        /** Without a target list. */
        public static ServiceSelected of(
                Instant time,
                Service service,
                @Nullable String query,
                @Nullable Ivoid elidedBy,
                List<Ivoid> servedBy,
                List<String> tableNames) {
            return new ServiceSelected(time, service, new ToSend(query, null), elidedBy, servedBy, tableNames);
        }

        public @Nullable String query() {
            return sent.query;
        }

        public @Nullable TargetSet targets() {
            return sent.targets;
        }

        public ServiceSelected {
            servedBy = List.copyOf(servedBy);
            tableNames = List.copyOf(tableNames);
        }
    }

    /** A query of a service starts; its end follows. */
    record ServiceStarted(Instant time, Service service) implements ProvenanceEvent {}

    /**
     * A service has ended. There is exactly one such event for each candidate.
     *
     * @param facts measurements, or null if the service was not queried
     * @param failedOverFrom the failed service that this stand-in replaced, or null
     * @param ofRun the earlier run that this outcome is from, if the service was not queried again; else null
     */
    record ServiceEnded(
            Instant time,
            Service service,
            ServiceOutcome outcome,
            @Nullable QueryFacts facts,
            @Nullable Ivoid failedOverFrom,
            @Nullable String ofRun)
            implements ProvenanceEvent {
        /** Without an earlier run. */
        public ServiceEnded(
                Instant time,
                Service service,
                ServiceOutcome outcome,
                @Nullable QueryFacts facts,
                @Nullable Ivoid failedOverFrom) {
            this(time, service, outcome, facts, failedOverFrom, null);
        }

        /**
         * Whether the service was queried in this run and gave an answer, complete or not, or at least some records
         * before it was stopped.
         */
        public boolean hasAnswered() {
            boolean answer = outcome instanceof ServiceOutcome.Answered
                    || outcome instanceof ServiceOutcome.Overflowed
                    || outcome instanceof ServiceOutcome.Incomplete;
            return ofRun == null && (answer || (facts != null && facts.records() > 0));
        }

        /** The same event as outcome of an earlier run, or of the run before that one. */
        public ServiceEnded carriedFrom(String run) {
            return new ServiceEnded(time, service, outcome, facts, failedOverFrom, ofRun == null ? run : ofRun);
        }
    }

    /** The run has ended. */
    record RunEnded(Instant time, ServiceCounts services, Findings found, Ending ending) implements ProvenanceEvent {
        public Map<String, Integer> outcomes() {
            return services.outcomes;
        }

        public int prunedOutside() {
            return services.prunedOutside;
        }

        public int prunedUndeclared() {
            return services.prunedUndeclared;
        }

        public long records() {
            return found.records;
        }

        public long datasets() {
            return found.datasets;
        }

        /** Number of datasets, where {@link #datasets} has one for each format of a dataset. */
        public long distinctDatasets() {
            return found.distinctDatasets;
        }

        /** Number of records that describe a dataset which another record describes too. */
        public long duplicates() {
            return found.records - found.datasets;
        }

        public List<Contribution> contributions() {
            return found.contributions;
        }

        public boolean cancelled() {
            return ending.cancelled;
        }

        public double seconds() {
            return ending.seconds;
        }

        public double stalledSeconds() {
            return ending.stalledSeconds;
        }

        public boolean outOfMemory() {
            return ending.outOfMemory;
        }

        public boolean unmerged() {
            return ending.unmerged;
        }
    }

    /**
     * Numbers of services by outcome.
     *
     * @param outcomes by outcome word
     * @param prunedOutside services skipped because their coverage lies outside
     * @param prunedUndeclared services skipped because they declare no coverage
     */
    record ServiceCounts(Map<String, Integer> outcomes, int prunedOutside, int prunedUndeclared) {
        public ServiceCounts {
            outcomes = Collections.unmodifiableMap(new LinkedHashMap<>(outcomes));
        }
    }

    /**
     * The results of a run.
     *
     * @param records number of records before merging
     * @param datasets number of rows of the result: a dataset in several formats has one for each
     * @param distinctDatasets number of datasets, in however many formats; at most {@code datasets}
     * @param contributions one for each queried service
     */
    record Findings(long records, long datasets, long distinctDatasets, List<Contribution> contributions) {
        public Findings {
            contributions = List.copyOf(contributions);
        }

        /** Of datasets in one format each. */
        public Findings(long records, long datasets, List<Contribution> contributions) {
            this(records, datasets, datasets, contributions);
        }
    }

    /**
     * The end of a run.
     *
     * @param seconds duration
     * @param stalledSeconds part of the duration in which the process was paused by the system or by garbage
     *     collection; deadlines were moved by it. Pauses below 0.2 s do not count
     * @param outOfMemory whether lack of memory ended the run
     * @param unmerged whether there was no time for merging, so that datasets may be repeated
     */
    record Ending(boolean cancelled, double seconds, double stalledSeconds, boolean outOfMemory, boolean unmerged) {
        /** The normal end of a run. */
        public static Ending after(double seconds) {
            return new Ending(false, seconds, 0, false, false);
        }
    }

    /**
     * The contribution of one service.
     *
     * @param service the same object as in its other events
     * @param uniqueDatasets datasets that only this service gave
     * @param shared datasets that other services gave too
     */
    record Contribution(Service service, long uniqueDatasets, long shared) {}
}
