package org.skytrawl.check;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.files.JsonObject;
import org.skytrawl.model.Service;

/** A report as one JSON document; docs/check.md describes it. */
public final class CheckReportJson {
    private static final double MILLIS = 1000;

    private CheckReportJson() {}

    public static JsonObject of(CheckReport report) {
        Service service = report.service();
        return JsonObject.of(
                "protocol",
                service.protocol().name(),
                "ivoid",
                service.ivoid().value(),
                "access_url",
                service.accessUrl(),
                "table_name",
                service.tableName(),
                "place",
                JsonObject.of(
                        "s_ra", report.place().raDeg(),
                        "s_dec", report.place().decDeg(),
                        "radius_deg", report.place().radiusDeg(),
                        "from", report.placeFrom().name().toLowerCase(java.util.Locale.ROOT)),
                "questions",
                report.asked().stream().map(CheckReportJson::question).toList(),
                "not_asked",
                report.notAsked().stream().map(Inquiry::word).toList(),
                "findings",
                report.findings().stream().map(CheckReportJson::finding).toList(),
                "verdict",
                JsonObject.of(
                        "answered", report.isAnswered(),
                        "errors", report.count(Severity.ERROR),
                        "warnings", report.count(Severity.WARNING),
                        "notes", report.count(Severity.NOTE)));
    }

    private static JsonObject question(Asked asked) {
        return JsonObject.of(
                "question", asked.inquiry().word(),
                "request", asked.request(),
                "http_status", asked.httpStatus(),
                "query_status", asked.queryStatus(),
                "rows", asked.rows(),
                "first_byte_seconds", rounded(asked.firstByteS()),
                "seconds", rounded(asked.seconds()),
                "outcome", asked.outcome(),
                "reason", asked.reason().isEmpty() ? null : asked.reason());
    }

    private static @Nullable Double rounded(@Nullable Double seconds) {
        return seconds == null ? null : (Double) (Math.rint(seconds * MILLIS) / MILLIS);
    }

    private static JsonObject finding(Finding finding) {
        Finding.Example example = finding.example();
        List<String> questions = finding.questions();
        return JsonObject.of(
                "severity", finding.severity().word(),
                "code", finding.code().name(),
                "clause", finding.clause().isEmpty() ? null : finding.clause(),
                "questions", questions,
                "request", finding.request(),
                "column", finding.column(),
                "message", finding.message(),
                "count", finding.count(),
                "example",
                        example == null
                                ? null
                                : JsonObject.of(
                                        "row", example.row() == 0 ? null : example.row(), "value", example.value()));
    }
}
