package org.skytrawl.provenance;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;

/** Something that happened in a run. A listener gets these live; the log keeps them in order. */
public sealed interface ProvenanceEvent {
    /** When it happened. */
    Instant time();

    /**
     * The run began.
     *
     * @param id identifies the run: a UUID
     * @param version Skytrawl's version
     * @param constraints what is asked
     * @param options how
     * @param context what else it rests on
     */
    record RunStarted(
            Instant time, String id, String version, Question constraints, DiscoveryOptions options, RunContext context)
            implements ProvenanceEvent {}

    /**
     * The services to choose from are known.
     *
     * @param from where they come from
     * @param candidates how many there are
     * @param tried what each registry that was passed over said, in order
     * @param notes what else a reader of the result should know: entries left out, features missing
     * @param privateAddresses whether they may be on this machine or in private networks: so where who named them is
     *     there itself
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

        /** The same of services that may be in private networks, or may not. */
        public RegistryRead withPrivateAddresses(boolean allowed) {
            return new RegistryRead(time, from, candidates, tried, notes, allowed);
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
    }

    /**
     * Where the services to choose from come from.
     *
     * @param source the registry's URL, the service list's name, or what else; empty if there is nothing to choose from
     * @param fetched when the registry was asked, or null if they come from elsewhere
     * @param stale whether they are older than wanted because no registry could be reached
     */
    record CandidateSource(String source, @Nullable Instant fetched, boolean stale) {
        public static CandidateSource named(String source) {
            return new CandidateSource(source, null, false);
        }
    }

    /**
     * A service is to be asked, or would be if others did not give the same. Comes for each of them before the first is
     * asked, so that the log of a run that was killed says whom it had not come to.
     *
     * @param service the service
     * @param query what it is to be asked first: the whole URL, for ObsTAP the ADQL; null while another is asked for it
     * @param elidedBy the service that is asked instead, and in place of which it is asked if that one does not answer
     *     completely; null if it is asked itself
     * @param servedBy resources by which the registry says all of its data are served
     * @param tableNames names, in lower case, of the ObsCore tables that its own records list
     */
    record ServiceSelected(
            Instant time,
            Service service,
            @Nullable String query,
            @Nullable Ivoid elidedBy,
            List<Ivoid> servedBy,
            List<String> tableNames)
            implements ProvenanceEvent {
        public ServiceSelected {
            servedBy = List.copyOf(servedBy);
            tableNames = List.copyOf(tableNames);
        }
    }

    /**
     * A service is being asked; it will end later.
     *
     * @param service the service
     */
    record ServiceStarted(Instant time, Service service) implements ProvenanceEvent {}

    /**
     * A service has ended: exactly one of these for each candidate.
     *
     * @param service the service
     * @param outcome what became of it
     * @param facts what was measured, or null if it was not asked
     * @param failedOverFrom the service for whose sake this one had been elided, if that one failed; else null
     * @param ofRun the earlier run of which this is the word, where it was not asked again; else null
     */
    record ServiceEnded(
            Instant time,
            Service service,
            ServiceOutcome outcome,
            @Nullable QueryFacts facts,
            @Nullable Ivoid failedOverFrom,
            @Nullable String ofRun)
            implements ProvenanceEvent {
        /** In the run itself. */
        public ServiceEnded(
                Instant time,
                Service service,
                ServiceOutcome outcome,
                @Nullable QueryFacts facts,
                @Nullable Ivoid failedOverFrom) {
            this(time, service, outcome, facts, failedOverFrom, null);
        }

        /** The same as the word of an earlier run, or of the one before that. */
        public ServiceEnded carriedFrom(String run) {
            return new ServiceEnded(time, service, outcome, facts, failedOverFrom, ofRun == null ? run : ofRun);
        }
    }

    /**
     * The run is over.
     *
     * @param services how many services came to which end
     * @param found what they gave
     * @param ending how the run ended
     */
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

        /** Records that turned out to describe a dataset which another record describes too. */
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
     * How many services came to which end.
     *
     * @param outcomes services by outcome word
     * @param prunedOutside services not asked because their coverage lies outside
     * @param prunedUndeclared services not asked because they declare no coverage
     */
    record ServiceCounts(Map<String, Integer> outcomes, int prunedOutside, int prunedUndeclared) {
        /** Keeps its own copy, in the order given. */
        public ServiceCounts {
            outcomes = Collections.unmodifiableMap(new LinkedHashMap<>(outcomes));
        }
    }

    /**
     * What a run found.
     *
     * @param records records kept before merging
     * @param datasets datasets found
     * @param contributions what each service that was asked gave
     */
    record Findings(long records, long datasets, List<Contribution> contributions) {
        public Findings {
            contributions = List.copyOf(contributions);
        }
    }

    /**
     * How a run ended.
     *
     * @param cancelled whether it was cancelled
     * @param seconds how long it took
     * @param stalledSeconds how long of that the process did not run, as this machine was busy with something else or with
     *     collecting memory; deadlines were moved by it. 0 if less than a fifth of a second at a time
     * @param outOfMemory whether memory ran out, which ended the run
     * @param unmerged whether there was no time to merge what was found: a dataset may stand there more than once
     */
    record Ending(boolean cancelled, double seconds, double stalledSeconds, boolean outOfMemory, boolean unmerged) {
        /** Of a run that came to its end by itself. */
        public static Ending after(double seconds) {
            return new Ending(false, seconds, 0, false, false);
        }
    }

    /**
     * What one service gave.
     *
     * @param service the service, the same object as in its other events
     * @param anew datasets that only it gave
     * @param shared datasets that others gave too
     */
    record Contribution(Service service, long anew, long shared) {}
}
