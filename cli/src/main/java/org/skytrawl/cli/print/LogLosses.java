package org.skytrawl.cli.print;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.skytrawl.cli.terminal.AlignedTable;
import org.skytrawl.model.PlainText;
import org.skytrawl.model.Service;
import org.skytrawl.provenance.Phase;
import org.skytrawl.provenance.ProvenanceEvent.ServiceEnded;
import org.skytrawl.provenance.ReadLog;
import org.skytrawl.provenance.ServiceOutcome;

/** Services of a run without a complete answer, by host. Hosts without any answer come first. */
public final class LogLosses {
    private final List<Loss> losses = new ArrayList<>();
    private final Set<String> answering = new HashSet<>();

    /** @param outcome null where it had not ended */
    private record Loss(Service service, @Nullable ServiceOutcome outcome) {
        String word() {
            return outcome == null ? "not_ended" : outcome.word();
        }

        String reason() {
            return outcome == null
                    ? "the log ends before this service did"
                    : Outcomes.code(outcome) + PlainText.of(outcome.reason());
        }

        String host() {
            return Outcomes.host(service.accessUrl());
        }

        boolean isOfHost() {
            return switch (outcome) {
                case null -> false;
                case ServiceOutcome.Skipped it -> true;
                case ServiceOutcome.TimedOut it -> it.phase() != Phase.READING && it.phase() != Phase.QUEUED;
                case ServiceOutcome.Failed it ->
                    switch (it.code()) {
                        case UNKNOWN_HOST, CONNECTION_REFUSED, CONNECTION_FAILED, CONNECTION_RESET, TLS -> true;
                        default -> false;
                    };
                default -> false;
            };
        }
    }

    private record Host(String name, boolean silent, List<Loss> losses) {}

    public LogLosses(ReadLog log) {
        for (ServiceEnded ended : log.services()) {
            if (ended.outcome().isLoss()) {
                losses.add(new Loss(ended.service(), ended.outcome()));
            }
            if (ended.facts() != null && ended.facts().bytes() > 0) {
                answering.add(Outcomes.host(ended.service().accessUrl()));
            }
        }
        log.unended().forEach(service -> losses.add(new Loss(service, null)));
    }

    boolean isEmpty() {
        return losses.isEmpty();
    }

    /** One a line. */
    public void list(PrintWriter out) {
        AlignedTable.list(
                out,
                Words.listedAs("outcome", "reason"),
                hosts().stream()
                        .flatMap(host -> host.losses.stream())
                        .map(loss -> Words.listed(loss.word(), loss.service, loss.reason()))
                        .toList());
    }

    void print(PrintWriter out) {
        for (Host host : hosts()) {
            out.println("  " + PlainText.of(host.name, 80) + (host.silent ? ": no data from this host" : ""));
            for (Loss loss : host.losses) {
                out.println("    "
                        + String.format("%-10s %-6s ", loss.word().replace('_', ' '), loss.service.protocol())
                        + PlainText.of(loss.service.ivoid().value(), 100)
                        + (loss.service.tableName() == null ? "" : " " + PlainText.of(loss.service.tableName(), 60))
                        + ": " + PlainText.of(loss.reason(), 160));
            }
        }
    }

    private List<Host> hosts() {
        return losses.stream()
                .sorted(Comparator.comparing(Loss::word)
                        .thenComparing(loss -> loss.service.ivoid())
                        .thenComparing(loss -> loss.service.accessUrl()))
                .collect(Collectors.groupingBy(Loss::host))
                .entrySet()
                .stream()
                .map(host -> new Host(
                        host.getKey(),
                        !answering.contains(host.getKey())
                                && host.getValue().stream().allMatch(Loss::isOfHost),
                        host.getValue()))
                .sorted(Comparator.comparing((Host host) -> !host.silent)
                        .thenComparingInt(host -> -host.losses.size())
                        .thenComparing(Host::name))
                .toList();
    }
}
