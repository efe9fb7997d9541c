package org.skytrawl.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Service;
import org.skytrawl.output.TableColumn.Cell;
import org.skytrawl.provenance.FailureCode;
import org.skytrawl.provenance.ProvenanceEvent.Contribution;
import org.skytrawl.provenance.ProvenanceEvent.RunEnded;
import org.skytrawl.provenance.ProvenanceEvent.ServiceEnded;
import org.skytrawl.provenance.ProvenanceLog;
import org.skytrawl.provenance.QueryFacts;
import org.skytrawl.provenance.ServiceOutcome;

/** A row of the table of services, in the words of the log; null is what does not apply. */
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
            text("ivoid", "meta.ref.ivoid", "Resource of the service", row -> value(row.service.ivoid())),
            text("title", "meta.title", "Title of the resource", row -> row.service.title()),
            text(
                    "protocol",
                    "meta.code",
                    "Protocol of the service",
                    row -> row.service.protocol().name()),
            text("access_url", "meta.ref.url", "Access URL of the service", row -> row.service.accessUrl()),
            text("table_name", null, "ObsTAP only: the table queried", row -> row.service.tableName()),
            text("outcome", "meta.code", "What became of it", ServiceRow::outcome),
            text("reason", null, "Why, where there is a word for it", ServiceRow::reason),
            text("axis", null, "Pruned only: the constraint that its coverage does not match", ServiceRow::axis),
            text("code", "meta.code.error", "What went wrong, for programs", ServiceRow::code),
            TableColumn.of("http_status", Integer.class, null, "HTTP status of a failure", ServiceRow::httpStatus),
            text("message", null, "What went wrong, for people", ServiceRow::message),
            fact("attempts", Integer.class, "meta.number", "How often it was asked", QueryFacts::attempts),
            fact("query", String.class, null, "What it was asked: the URL, for ObsTAP the ADQL", QueryFacts::query),
            fact("form", String.class, null, "Which form of the query answered", QueryFacts::form),
            fact("mirror_url", String.class, "meta.ref.url", "Its mirror URL that this is of", QueryFacts::mirrorUrl),
            fact(
                    "passed_over",
                    String.class,
                    null,
                    "Its other URLs that were tried, and what became of them",
                    facts -> facts.passedOver().isEmpty() ? null : String.join("; ", facts.passedOver())),
            fact("records", Long.class, "meta.number", "Records kept", QueryFacts::records),
            fact("filtered", Long.class, "meta.number", "Records dropped: known not to match", QueryFacts::filtered),
            fact("unknown", Long.class, "meta.number", "Records dropped: metadata missing", QueryFacts::unknown),
            fact("bad_cells", Long.class, "meta.number", "Cells that could not be read", QueryFacts::badCells),
            fact("bad_rows", Long.class, "meta.number", "Rows that could not be read", QueryFacts::badRows),
            fact("repeated", Long.class, "meta.number", "Rows that repeat one it had given", QueryFacts::repeated),
            fact(
                    "odd_urls",
                    Long.class,
                    "meta.number",
                    "Records whose access URL is none of http, https and ftp",
                    QueryFacts::oddUrls),
            fact(
                    "extra_columns",
                    Integer.class,
                    "meta.number",
                    "Columns left out, not being ObsCore's",
                    QueryFacts::extraColumns),
            fact("bytes", Long.class, null, "Decoded bytes read", QueryFacts::bytes)
                    .in("byte"),
            fact(
                            "seconds",
                            Double.class,
                            "time.duration",
                            "Time from its first attempt to its last row",
                            QueryFacts::seconds)
                    .in("s"),
            text(
                    "elided_by",
                    "meta.ref.ivoid",
                    "Elided only: the service that has the same data",
                    row -> value(row.elidedBy)),
            text(
                    "failed_over_from",
                    "meta.ref.ivoid",
                    "The service that failed, for whose sake it had been elided",
                    row -> value(row.failedOverFrom)),
            given("anew", "Datasets that only it gave", Contribution::anew),
            given("shared", "Datasets that others gave too", Contribution::shared));

    /** A row for each service that has ended. Who contributed what is known when the run has ended. */
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
            case ServiceOutcome.Answered it -> {}
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

    private static TableColumn<ServiceRow> text(
            String name, @Nullable String ucd, String description, Cell<ServiceRow> cell) {
        return TableColumn.of(name, String.class, ucd, description, cell);
    }

    private static TableColumn<ServiceRow> fact(
            String name, Class<?> type, @Nullable String ucd, String description, Cell<QueryFacts> fact) {
        return TableColumn.of(name, type, ucd, description, row -> row.facts == null ? null : fact.of(row.facts));
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
