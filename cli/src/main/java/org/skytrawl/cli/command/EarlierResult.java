package org.skytrawl.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.cli.print.Words;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.MergedRecord;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.Origin;
import org.skytrawl.model.Protocol;
import org.skytrawl.output.OutputFormat;
import org.skytrawl.output.ReadResult;
import org.skytrawl.output.ResultFile;
import org.skytrawl.output.RunIdOfFile;
import org.skytrawl.provenance.ProvenanceEvent.RunEnded;
import org.skytrawl.provenance.ProvenanceEvent.ServiceEnded;
import org.skytrawl.provenance.ProvenanceEvent.ServiceSelected;
import org.skytrawl.provenance.ReadLog;
import org.skytrawl.provenance.RunContext;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * The file that a run wrote, as its log says. Merging into a file of another run, or into a part of one, would give a result
 * that looks whole and is not: all that is refused.
 */
final class EarlierResult {
    private final CommandSpec spec;
    private final ReadLog log;
    private final Path file;
    private final @Nullable String runId;
    private final boolean isThere;

    EarlierResult(CommandSpec spec, ReadLog log, Path file) {
        this.spec = spec;
        this.log = log;
        this.file = file;
        this.isThere = Files.exists(file);
        try {
            this.runId = isThere ? RunIdOfFile.of(file) : null;
        } catch (IOException e) {
            throw wrong("--into: " + file + " cannot be read: " + Words.cause(e));
        }
        check();
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private void check() {
        if (!isThere && log.whole()) {
            throw wrong("--into: there is no file " + file
                    + ", and without what the run found there is nothing to merge with; skytrawl rerun asks all anew");
        }
        if (!isThere && earlierRetry() != null) {
            throw wrong("--into: there is no file " + file + ", and what the run before this retry found is in no log");
        }
        if (isThere && runId == null && !log.whole() && earlierRetry() == null) {
            throw wrong("--into: the run was killed before it had written what it found, so " + file
                    + " is not its; name a file that does not exist");
        }
        if (runId != null && !runId.equals(log.run().id()) && !isOfEarlier()) {
            throw wrong("--into: " + file + " is the result of another run (" + runId + ") than this log's ("
                    + log.run().id() + ")");
        }
        if (runId != null && runId.equals(log.run().id()) && !log.whole()) {
            throw wrong("--into: " + file + " is of this run, but the log has not the run's end, so what became of its"
                    + " services is not known; skytrawl rerun asks all anew");
        }
    }

    private RunContext.@Nullable EarlierRun earlierRetry() {
        RunContext.EarlierRun earlier = log.run().context().earlier();
        return earlier != null && earlier.how() == RunContext.How.RETRY ? earlier : null;
    }

    private boolean isOfEarlier() {
        RunContext.EarlierRun earlier = earlierRetry();
        return earlier != null && earlier.id().equals(runId);
    }

    /** The log, without what the run was given if the file does not have that. */
    ReadLog log() {
        return !log.whole() || isOfEarlier() ? log.beforeAsking() : log;
    }

    /** Where it is not known who gave a dataset, what they gave before cannot be told from what they give now. */
    private void checkOrigins(ReadResult read) {
        Map<Ivoid, Set<Protocol>> asked = new HashMap<>();
        Stream.concat(
                        log.selected().stream().map(ServiceSelected::service),
                        log.services().stream().map(ServiceEnded::service))
                .forEach(service -> asked.computeIfAbsent(service.ivoid(), ivoid -> EnumSet.noneOf(Protocol.class))
                        .add(service.protocol()));
        for (FoundDataset dataset : read.datasets()) {
            for (Origin origin : dataset.origins()) {
                Set<Protocol> known = asked.get(origin.ivoid());
                if (known == null ? origin.equals(ResultFile.UNKNOWN_ORIGIN) : !known.contains(origin.protocol())) {
                    throw wrong(
                            "--into: " + file + " does not say of all datasets which services gave them (origin_ivoid,"
                                    + " origin_protocol, origins, origins_protocols); it can be retried into"
                                    + " a file with all columns only");
                }
            }
        }
    }

    /** Its datasets; null if there is no file because the run was killed before it could write one. */
    @Nullable
    ReadResult read(List<String> notes) {
        if (!isThere) {
            notes.add("the run was killed before it had written what it found: all that it had chosen are asked");
            return null;
        }
        ReadResult read;
        try {
            read = ResultFile.read(file);
        } catch (IOException e) {
            throw wrong("--into: " + file + " cannot be read: " + Words.cause(e));
        }
        Set<ObsCoreColumn> lacking = EnumSet.copyOf(MergedRecord.COLUMNS);
        lacking.removeAll(read.columns());
        // JSON Lines has no columns, but members that are known: one that nobody knew is not one that was left out
        boolean unknown = read.format() == OutputFormat.JSON_LINES && !lacking.contains(ObsCoreColumn.access_url);
        if (!lacking.isEmpty() && !unknown) {
            throw wrong("--into: " + file + " lacks the columns "
                    + lacking.stream().map(Enum::name).collect(Collectors.joining(", "))
                    + ", by which datasets are told apart; it can be retried into a file with all columns only");
        }
        checkOrigins(read);
        RunEnded summary = log.summary();
        if (summary != null
                && !isOfEarlier()
                && summary.datasets() != read.datasets().size()) {
            throw wrong(
                    "--into: " + file + " has " + Words.count(read.datasets().size(), "dataset")
                            + ", but the run found " + summary.datasets()
                            + ": it was cut (--max-records), or changed since; what came would be merged with a part");
        }
        if (runId == null) {
            notes.add(file + " does not say of which run it is (" + read.format()
                    + " has no place for it): taken for that of this log");
        } else if (isOfEarlier()) {
            notes.add(file + " is of the run before this log's: what this log's run was given is asked again too");
        }
        read.notes().forEach(note -> notes.add(file + ": " + note));
        return read;
    }
}
