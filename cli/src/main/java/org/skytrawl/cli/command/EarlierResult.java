package org.skytrawl.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.cli.print.Words;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.Origin;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.TargetRegion;
import org.skytrawl.output.InfoOfFile;
import org.skytrawl.output.ReadResult;
import org.skytrawl.output.ResultFile;
import org.skytrawl.provenance.ProvenanceEvent.RunEnded;
import org.skytrawl.provenance.ProvenanceEvent.ServiceEnded;
import org.skytrawl.provenance.ProvenanceEvent.ServiceSelected;
import org.skytrawl.provenance.ReadLog;
import org.skytrawl.provenance.RunContext;
import picocli.CommandLine.ParameterException;

/**
 * The result file of an earlier run. A merge with the file of another run, or with a part of a file, would look complete and would
 * not be: such files are refused.
 */
final class EarlierResult {
    private final Action command;
    private final ReadLog log;
    private final Path file;
    private final @Nullable String runId;
    private final boolean isThere;

    EarlierResult(Action command, ReadLog log, Path file) {
        this.command = command;
        this.log = log;
        this.file = file;
        this.isThere = Files.exists(file);
        try {
            this.runId = isThere ? InfoOfFile.of(file).runId() : null;
        } catch (IOException e) {
            throw wrong("" + file + " cannot be read: " + Words.cause(e));
        }
        check();
    }

    private ParameterException wrong(String message) {
        return command.wrong("--into: " + message);
    }

    private void check() {
        if (!isThere && log.whole()) {
            throw wrong("there is no file " + file
                    + ", and without the result of the run there is nothing to merge with; skytrawl rerun"
                    + " queries all services again");
        }
        if (!isThere && earlierRetry() != null) {
            throw wrong("there is no file " + file + ", and no log has the result of the run before this retry");
        }
        if (isThere && runId == null && !log.whole() && earlierRetry() == null) {
            throw wrong("the run was killed before it wrote its result, so " + file
                    + " is not its result; name a file that does not exist");
        }
        if (runId != null && !runId.equals(log.run().id()) && !isOfEarlier()) {
            throw wrong("" + file + " is the result of another run (" + runId + ") than this log's ("
                    + log.run().id() + ")");
        }
        if (runId != null && runId.equals(log.run().id()) && !log.whole()) {
            throw wrong("" + file
                    + " is the result of this run, but the log does not have the end of the run, so the"
                    + " outcome of its services is unknown; skytrawl rerun queries all services again");
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

    /** The log, without the answers of the run if the file does not have them. */
    ReadLog log() {
        return !log.whole() || isOfEarlier() ? log.beforeAsking() : log;
    }

    /** Without the origins of a dataset, its old and new records cannot be told apart. */
    private void checkOrigins(ReadResult read) {
        Map<Ivoid, Set<Protocol>> asked = new HashMap<>();
        Stream.concat(
                        log.selected().stream().map(ServiceSelected::service),
                        log.services().stream().map(ServiceEnded::service))
                .forEach(service -> asked.computeIfAbsent(service.ivoid(), ivoid -> new HashSet<>())
                        .add(service.protocol()));
        for (FoundDataset dataset : read.datasets()) {
            for (Origin origin : dataset.origins()) {
                Set<Protocol> known = asked.get(origin.ivoid());
                if (known == null ? origin.equals(ResultFile.UNKNOWN_ORIGIN) : !known.contains(origin.protocol())) {
                    throw wrong("" + file
                            + " does not name for all datasets the services that gave them (origin_ivoid,"
                            + " origin_protocol, origins, origins_protocols); retry needs a file with all columns");
                }
            }
        }
    }

    /** The datasets; null if the run was killed before it wrote a file. */
    @Nullable
    ReadResult read(List<String> notes) {
        if (!isThere) {
            notes.add("the run was killed before it wrote its result: all services that it had selected are queried");
            return null;
        }
        ReadResult read;
        try {
            TargetRegion targets = log.run().constraints().targets();
            read = ResultFile.read(file, targets == null ? null : targets.list());
        } catch (IOException e) {
            throw wrong("" + file + " cannot be read: " + Words.cause(e));
        }
        if (log.run().constraints().targets() != null
                && read.datasets().stream().anyMatch(dataset -> dataset.record().matches() == null)) {
            throw wrong(
                    "" + file + " does not name for all datasets their targets (target, target_ra, target_dec); retry"
                            + " needs a file with all columns");
        }
        Set<ObsCoreColumn> lacking = read.lackingIdentity();
        if (!lacking.isEmpty()) {
            throw wrong("" + file + " lacks the columns "
                    + lacking.stream().map(Enum::name).collect(Collectors.joining(", "))
                    + ", which identify the datasets; retry needs a file with all columns");
        }
        checkOrigins(read);
        RunEnded summary = log.summary();
        if (summary != null
                && !isOfEarlier()
                && summary.datasets() != read.datasets().size()) {
            throw wrong("" + file + " has " + Words.count(read.datasets().size(), "dataset")
                    + ", but the run found " + summary.datasets()
                    + ": the others were left out (--match, --max-records, --new-since) or it was changed later, so the"
                    + " merge would be incomplete");
        }
        if (runId == null) {
            notes.add(file + " does not name its run (" + read.format()
                    + " has no place for it): assumed to be the run of this log");
        } else if (isOfEarlier()) {
            notes.add(file
                    + " is the result of the run before this log's run: the services that this log's run"
                    + " queried are queried again too");
        }
        read.notes().forEach(note -> notes.add(file + ": " + note));
        return read;
    }
}
