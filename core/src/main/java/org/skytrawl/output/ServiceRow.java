package org.skytrawl.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.output.TableColumn.Cell;
import org.skytrawl.provenance.FailureCode;
import org.skytrawl.provenance.ProvenanceEvent.Contribution;
import org.skytrawl.provenance.ProvenanceEvent.RunEnded;
import org.skytrawl.provenance.ProvenanceEvent.ServiceEnded;
import org.skytrawl.provenance.ProvenanceLog;
import org.skytrawl.provenance.QueryFacts;
import org.skytrawl.provenance.ServiceOutcome;

/** A row of the table of services, in the words of the log. Null where it does not apply. */
record ServiceRow(
        Service service,
        String outcome,
        @Nullable String reason,
        @Nullable String axis,
        @Nullable String code,
        @Nullable Integer httpStatus,
        @Nullable String message,
        @Nullable Ivoid elidedBy,
        @Nullable Ivoid failedOverFrom,
        @Nullable QueryFacts facts,
        @Nullable Contribution contribution) {

    static final List<TableColumn<ServiceRow>> COLUMNS = List.of(
            TableColumn.text("ivoid", "meta.ref.ivoid", "Resource of the service", row -> value(row.service.ivoid())),
            TableColumn.text("title", "meta.title", "Title of the resource", row -> row.service.title()),
            TableColumn.text(
                    "protocol",
                    "meta.code",
                    "Protocol of the service",
                    row -> row.service.protocol().name()),
            TableColumn.text("access_url", "meta.ref.url", "Access URL of the service", row -> row.service.accessUrl()),
            TableColumn.text("table_name", null, "ObsTAP only: the table queried", row -> row.service.tableName()),
            TableColumn.text("outcome", "meta.code", "Outcome of its query", ServiceRow::outcome),
            TableColumn.text("reason", null, "Reason of the outcome, as a code", ServiceRow::reason),
            TableColumn.text("axis", null, "Pruned only: the constraint outside its coverage", ServiceRow::axis),
            TableColumn.text("code", "meta.code.error", "Error code", ServiceRow::code),
            TableColumn.of("http_status", Integer.class, null, "HTTP status of a failure", ServiceRow::httpStatus),
            TableColumn.text("message", null, "Error message", ServiceRow::message),
            fact("attempts", Integer.class, "meta.number", "Number of attempts", QueryFacts::attempts),
            fact("query", String.class, null, "The query: its URL, for ObsTAP its ADQL", QueryFacts::query),
            fact("form", String.class, null, "Form of the query that was answered", QueryFacts::form),
            fact("mirror_url", String.class, "meta.ref.url", "The mirror URL queried, if any", QueryFacts::mirrorUrl),
            fact(
                    "passed_over",
                    String.class,
                    null,
                    "Other URLs of the service that were tried, and the result of each",
                    facts -> facts.passedOver().isEmpty() ? null : String.join("; ", facts.passedOver())),
            count("records", "Records kept", QueryFacts::records),
            count("filtered", "Records dropped: known not to match", QueryFacts::filtered),
            count("unknown", "Records dropped: metadata missing", QueryFacts::unknown),
            count("bad_cells", "Cells that could not be read", QueryFacts::badCells),
            count("bad_rows", "Rows that could not be read", QueryFacts::badRows),
            count("repeated", "Rows that repeat an earlier row", QueryFacts::repeated),
            count("odd_urls", "Records with an access URL that is not http, https or ftp", QueryFacts::oddUrls),
            fact("extra_columns", Integer.class, "meta.number", "Columns not in ObsCore", QueryFacts::extraColumns),
            fact("bytes", Long.class, null, "Decoded bytes read", QueryFacts::bytes)
                    .in("byte"),
            // as in the log, so that a stored run gives the same file
            fact(
                            "seconds",
                            Double.class,
                            "time.duration",
                            "Time from first attempt to last row",
                            facts -> Math.round(facts.seconds() * 1000) / 1000.0)
                    .in("s"),
            TableColumn.text(
                    "elided_by",
                    "meta.ref.ivoid",
                    "Elided only: the service that has the same data",
                    row -> value(row.elidedBy)),
            TableColumn.text(
                    "failed_over_from",
                    "meta.ref.ivoid",
                    "The failed service that this one replaced",
                    row -> value(row.failedOverFrom)),
            given("anew", "Datasets from this service only", Contribution::uniqueDatasets),
            given("shared", "Datasets that other services gave too", Contribution::shared));

    /** With the numbers of targets, if the question has a list. */
    private static final List<TableColumn<ServiceRow>> COLUMNS_WITH_TARGETS = Stream.concat(
                    COLUMNS.stream(),
                    Stream.of(
                            targets("targets_asked", "Targets to ask it for", QueryFacts.Targets::asked),
                            targets(
                                    "targets_answered",
                                    "Targets that it answered completely for",
                                    QueryFacts.Targets::answered),
                            targets(
                                    "targets_left",
                                    "Targets that it did not answer completely for",
                                    targets -> targets.left().size())))
            .toList();

    static List<TableColumn<ServiceRow>> columns(ProvenanceLog log) {
        Question question = log.question();
        return question == null || question.targets() == null ? COLUMNS : COLUMNS_WITH_TARGETS;
    }

    /** A row for each ended service. Contributions are known only after the end of the run. */
    static List<ServiceRow> of(ProvenanceLog log) {
        Map<Service, Contribution> contributions = new TreeMap<>(Service.BY_REGISTRATION);
        RunEnded summary = log.summary();
        if (summary != null) {
            for (Contribution it : summary.contributions()) {
                contributions.put(it.service(), it);
            }
        }
        List<ServiceRow> rows = new ArrayList<>();
        for (ServiceEnded ended : log.services()) {
            rows.add(of(ended, contributions.get(ended.service())));
        }
        return rows;
    }

    private static ServiceRow of(ServiceEnded ended, @Nullable Contribution contribution) {
        String reason = null;
        String axis = null;
        FailureCode code = null;
        Integer httpStatus = null;
        String message = null;
        Ivoid elidedBy = null;
        switch (ended.outcome()) {
            case ServiceOutcome.Answered it -> message = it.warning().isEmpty() ? null : it.warning();
            case ServiceOutcome.Overflowed it -> reason = it.reason();
            case ServiceOutcome.Incomplete it -> {
                code = it.code();
                httpStatus = it.httpStatus();
                message = it.reason();
            }
            case ServiceOutcome.Failed it -> {
                code = it.code();
                httpStatus = it.httpStatus();
                message = it.reason();
            }
            case ServiceOutcome.TimedOut it -> reason = it.phase().word();
            case ServiceOutcome.Cancelled it -> reason = it.phase().word();
            case ServiceOutcome.Pruned it -> {
                reason = it.undeclared() ? "undeclared" : "outside";
                axis = it.axis().word();
            }
            case ServiceOutcome.Elided it -> {
                reason = it.reason();
                elidedBy = it.by();
            }
            case ServiceOutcome.Skipped it -> {
                reason = it.why().name().toLowerCase(Locale.ROOT);
                message = it.reason();
            }
        }
        return new ServiceRow(
                ended.service(),
                ended.outcome().word(),
                reason,
                axis,
                code == null ? null : code.name(),
                httpStatus,
                message,
                elidedBy,
                ended.failedOverFrom(),
                ended.facts(),
                contribution);
    }

    private static @Nullable String value(@Nullable Ivoid ivoid) {
        return ivoid == null ? null : ivoid.value();
    }

    private static TableColumn<ServiceRow> count(String name, String description, Cell<QueryFacts> fact) {
        return fact(name, Long.class, "meta.number", description, fact);
    }

    private static TableColumn<ServiceRow> fact(
            String name, Class<?> type, @Nullable String ucd, String description, Cell<QueryFacts> fact) {
        return TableColumn.of(name, type, ucd, description, row -> row.facts == null ? null : fact.of(row.facts));
    }

    private static TableColumn<ServiceRow> targets(
            String name, String description, ToIntFunction<QueryFacts.Targets> count) {
        return fact(
                name,
                Long.class,
                "meta.number",
                description,
                facts -> facts.targets() == null ? null : (long) count.applyAsInt(facts.targets()));
    }

    private static TableColumn<ServiceRow> given(String name, String description, Cell<Contribution> count) {
        return TableColumn.of(
                name,
                Long.class,
                "meta.number",
                description,
                row -> row.contribution == null ? null : count.of(row.contribution));
    }
}
