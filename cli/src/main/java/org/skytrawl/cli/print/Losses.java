package org.skytrawl.cli.print;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.cli.terminal.AlignedTable;
import org.skytrawl.model.PlainText;
import org.skytrawl.model.Service;
import org.skytrawl.provenance.FailureCode;
import org.skytrawl.provenance.Phase;
import org.skytrawl.provenance.ProvenanceEvent.ServiceEnded;
import org.skytrawl.provenance.ReadLog;
import org.skytrawl.provenance.ServiceOutcome;

/** Services of a run without a complete answer, by host and cause. Hosts with most losses come first. */
public final class Losses {
    /** More hosts with one cause share a line. */
    private static final int MOST_LINES_OF_A_CAUSE = 2;

    private static final int EXAMPLES = 2;
    private static final int LONGEST_CAUSE = 100;
    private static final int LONGEST_NAME = 60;

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

        /** The same for all losses of one kind, whatever the service said. */
        String cause() {
            return switch (outcome) {
                case null -> "not ended";
                case ServiceOutcome.TimedOut it -> "timed out " + it.reason();
                case ServiceOutcome.Cancelled it -> "cancelled";
                case ServiceOutcome.Skipped it -> "host is down";
                case ServiceOutcome.Overflowed it -> "returned only a part of its rows";
                case ServiceOutcome.Incomplete it -> "incomplete: " + words(it.code(), it.httpStatus());
                case ServiceOutcome.Failed it -> words(it.code(), it.httpStatus());
                default -> outcome.word();
            };
        }

        /** What this service said, where that says more than the cause; empty elsewhere. */
        String details() {
            return switch (outcome) {
                case ServiceOutcome.Overflowed it -> it.reason();
                case ServiceOutcome.Incomplete it -> "incomplete: " + it.reason();
                case ServiceOutcome.Failed it ->
                    switch (it.code()) {
                        case HTTP_STATUS,
                                SERVICE_ERROR,
                                NOT_VOTABLE,
                                MALFORMED,
                                TRUNCATED,
                                BAD_URL,
                                BAD_REDIRECT,
                                INTERNAL -> it.reason();
                        default -> "";
                    };
                case null -> "";
                default -> "";
            };
        }

        /** Whether the network or the host is the cause, so that it may hold for all services of the host. */
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

        /** Whether a machine without a network would lose the service in this way. */
        boolean isOfNetwork() {
            return switch (outcome) {
                case ServiceOutcome.Skipped it -> true;
                case ServiceOutcome.TimedOut it -> it.phase() == Phase.RESOLVING || it.phase() == Phase.CONNECTING;
                case ServiceOutcome.Failed it ->
                    switch (it.code()) {
                        case UNKNOWN_HOST, CONNECTION_REFUSED, CONNECTION_FAILED -> true;
                        default -> false;
                    };
                case null -> false;
                default -> false;
            };
        }

        /** Whether the cause alone says all, so that hosts with the same one can share a line. */
        boolean isPlain() {
            return outcome == null || details().isEmpty();
        }

        private static String words(FailureCode code, @Nullable Integer httpStatus) {
            return switch (code) {
                case UNKNOWN_HOST -> "unknown host";
                case CONNECTION_REFUSED -> "connection refused";
                case CONNECTION_FAILED -> "connection failed";
                case CONNECTION_RESET -> "connection closed without an answer";
                case TLS -> "TLS handshake or certificate refused";
                case PRIVATE_ADDRESS -> "address in a private network";
                case BAD_URL -> "URL cannot be used";
                case TOO_MANY_REDIRECTS -> "too many redirects";
                case BAD_REDIRECT -> "redirect cannot be followed";
                case HTTP_STATUS -> httpStatus == null ? "HTTP error" : "HTTP " + httpStatus;
                case TOO_LARGE -> "answer too large";
                case TRUNCATED -> "answer broke off";
                case EMPTY -> "empty answer";
                case NOT_VOTABLE -> "answer is not a VOTable";
                case MALFORMED -> "answer is unreadable";
                case FORBIDDEN_XML -> "answer declares XML entities";
                case SERVICE_ERROR -> "error reported by the service";
                case REQUEST_LIMIT -> "limit of requests";
                case TIME_LIMIT -> "targets left when time was over";
                case NOT_HARVESTED -> "not all of it is in the harvest";
                case INTERNAL -> "a bug in Skytrawl";
            };
        }
    }

    /** @param causes the losses by cause, most first */
    private record Host(String name, boolean silent, Map<String, List<Loss>> causes) {
        int count() {
            return causes.values().stream().mapToInt(List::size).sum();
        }
    }

    /**
     * One line of the summary.
     *
     * @param details what the services said, if that is more than the cause
     */
    private record Line(int count, String who, String cause, String details, List<String> examples) {
        /** With as many words as have room. */
        String text(int columns) {
            int most = Math.min(EXAMPLES, examples.size());
            return Stream.of(with(details, most), with(details, 1), with(cause, most), with(cause, 1))
                    .filter(text -> text.length() <= columns)
                    .findFirst()
                    .orElseGet(() -> with(cause, 0));
        }

        private String with(String why, int shown) {
            String named = String.join(", ", examples.subList(0, shown));
            return String.format("%8d    ", count) + who + "  " + why
                    + (shown == 0 ? "" : " (" + named + (shown < examples.size() ? ", ..." : "") + ")");
        }
    }

    public Losses(ReadLog log) {
        this(log.services(), log.unended());
    }

    /** @param unended selected services that had not ended when the log did */
    Losses(List<ServiceEnded> services, List<Service> unended) {
        for (ServiceEnded ended : services) {
            if (ended.outcome().isLoss()) {
                losses.add(new Loss(ended.service(), ended.outcome()));
            }
            if (ended.facts() != null && ended.facts().bytes() > 0) {
                answering.add(Outcomes.host(ended.service().accessUrl()));
            }
        }
        unended.forEach(service -> losses.add(new Loss(service, null)));
    }

    int count() {
        return losses.size();
    }

    boolean isEmpty() {
        return losses.isEmpty();
    }

    /** Whether there are losses, and a machine without a network would have them all. */
    boolean areAllOfNetwork() {
        return !losses.isEmpty() && losses.stream().allMatch(Loss::isOfNetwork);
    }

    /** One a line. */
    public void list(PrintWriter out) {
        AlignedTable.list(
                out,
                Words.listedAs("outcome", "reason"),
                hosts().stream()
                        .flatMap(host -> host.causes.values().stream())
                        .flatMap(List::stream)
                        .map(loss -> Words.listed(loss.word(), loss.service, loss.reason()))
                        .toList());
    }

    /** Each service, below its host. */
    void print(PrintWriter out) {
        for (Host host : hosts()) {
            out.println("  " + PlainText.of(host.name, 80) + (host.silent ? ": this host returned nothing" : ""));
            host.causes.values().stream()
                    .flatMap(List::stream)
                    .forEach(loss -> out.println("    "
                            + String.format("%-10s %-6s ", loss.word().replace('_', ' '), loss.service.protocol())
                            + PlainText.of(loss.service.ivoid().value(), 100)
                            + (loss.service.tableName() == null ? "" : " " + PlainText.of(loss.service.tableName(), 60))
                            + ": " + PlainText.of(loss.reason(), 160)));
        }
    }

    /**
     * One line for each host and cause, most services first; many hosts with one cause share a line.
     *
     * @param most lines at most; the last one then counts the rest
     * @param columns lines name fewer examples rather than be longer
     * @param where where all services are listed
     */
    List<String> summary(int most, int columns, String where) {
        List<Line> lines = lines();
        int shown = lines.size() <= most ? lines.size() : Math.max(0, most - 1);
        List<String> texts = new ArrayList<>(
                lines.subList(0, shown).stream().map(line -> line.text(columns)).toList());
        int more = lines.subList(shown, lines.size()).stream()
                .mapToInt(Line::count)
                .sum();
        if (more > 0) {
            texts.add(" ".repeat(12) + (shown == 0 ? "" : "... and ")
                    + Words.count(more, shown == 0 ? "service" : "more service") + " (" + where + ")");
        }
        return texts;
    }

    private List<Line> lines() {
        Map<String, List<Host>> sharing = new TreeMap<>();
        List<Line> lines = new ArrayList<>();
        for (Host host : hosts()) {
            host.causes.forEach((cause, lost) -> {
                if (lost.getFirst().isPlain()) {
                    sharing.computeIfAbsent(cause, key -> new ArrayList<>())
                            .add(new Host(host.name, host.silent, Map.of(cause, lost)));
                } else {
                    lines.add(line(host.name, cause, lost));
                }
            });
        }
        sharing.forEach((cause, hosts) -> {
            if (hosts.size() <= MOST_LINES_OF_A_CAUSE) {
                hosts.forEach(host -> lines.add(
                        line(host.name, cause, host.causes.values().iterator().next())));
            } else {
                lines.add(new Line(
                        hosts.stream().mapToInt(Host::count).sum(),
                        Words.count(hosts.size(), "host"),
                        cause,
                        cause,
                        hosts.stream()
                                .sorted(Comparator.comparingInt((Host host) -> -host.count())
                                        .thenComparing(Host::name))
                                .map(host -> PlainText.of(host.name, LONGEST_NAME)
                                        + (host.count() == 1 ? "" : ": " + host.count()))
                                .toList()));
            }
        });
        lines.sort(Comparator.comparingInt((Line line) -> -line.count)
                .thenComparing(Line::who)
                .thenComparing(Line::cause));
        return lines;
    }

    private static Line line(String host, String cause, List<Loss> lost) {
        List<String> details = lost.stream().map(Loss::details).distinct().toList();
        // what all of them said says more
        boolean same = details.size() == 1 && !details.getFirst().isBlank();
        return new Line(
                lost.size(),
                PlainText.of(host, LONGEST_NAME),
                cause,
                same ? PlainText.of(details.getFirst(), LONGEST_CAUSE) : cause,
                lost.stream()
                        .map(loss -> PlainText.of(loss.service.ivoid().value(), LONGEST_NAME))
                        .distinct()
                        .toList());
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
                        byCause(host.getValue())))
                .sorted(Comparator.comparingInt((Host host) -> -host.count())
                        .thenComparing(host -> !host.silent)
                        .thenComparing(Host::name))
                .toList();
    }

    private static Map<String, List<Loss>> byCause(List<Loss> ofHost) {
        // services are skipped when a host is down for the cause that earlier ones ended with
        String down = ofHost.stream()
                .filter(loss -> loss.isOfHost() && !(loss.outcome instanceof ServiceOutcome.Skipped))
                .map(Loss::cause)
                .findFirst()
                .orElse(null);
        Map<String, List<Loss>> causes = new TreeMap<>();
        for (Loss loss : ofHost) {
            boolean skipped = loss.outcome instanceof ServiceOutcome.Skipped;
            causes.computeIfAbsent(skipped && down != null ? down : loss.cause(), key -> new ArrayList<>())
                    .add(loss);
        }
        Map<String, List<Loss>> mostFirst = new LinkedHashMap<>();
        causes.entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<String, List<Loss>> cause) ->
                                -cause.getValue().size())
                        .thenComparing(Map.Entry::getKey))
                .forEach(cause -> mostFirst.put(cause.getKey(), cause.getValue()));
        return mostFirst;
    }
}
