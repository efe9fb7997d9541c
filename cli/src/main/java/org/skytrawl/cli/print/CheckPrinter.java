package org.skytrawl.cli.print;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.skytrawl.check.Asked;
import org.skytrawl.check.CheckReport;
import org.skytrawl.check.Finding;
import org.skytrawl.check.FindingCode;
import org.skytrawl.check.Inquiry;
import org.skytrawl.check.Severity;
import org.skytrawl.cli.terminal.LabelledText;
import org.skytrawl.cli.terminal.ScreenText;
import org.skytrawl.cli.terminal.TerminalSize;
import org.skytrawl.model.RegionText;
import org.skytrawl.model.Service;

/** Prints the report of a check for people: the findings by severity and code, the worst first, and the verdict at the end. */
public final class CheckPrinter {
    /** Columns of one code that are shown in full. */
    private static final int COLUMNS_SHOWN = 5;

    /** Columns of one code that are named: as many as ObsCore has, but a hostile answer has thousands. */
    private static final int COLUMNS_NAMED = 30;

    private static final String VERDICT = "verdict     ";

    private final PrintWriter out;
    private final int columns;
    private final LabelledText text;

    /** As wide as the terminal. */
    public CheckPrinter(PrintWriter out) {
        this(out, TerminalSize.columnsAtStart());
    }

    CheckPrinter(PrintWriter out, int columns) {
        this.out = out;
        this.columns = Math.min(columns, 120);
        this.text = new LabelledText(out, this.columns);
    }

    public void print(CheckReport report) {
        Service service = report.service();
        text.heading(service.protocol().title() + " service " + service.accessUrl());
        if (!service.ivoid().value().startsWith("url:")) {
            text.line("resource", service.ivoid().value());
            text.line("title", service.title());
        }
        text.line("table", service.tableName());
        text.line(
                "circle",
                "within " + RegionText.inWords(report.place()) + " ("
                        + report.placeFrom().words() + ")");
        text.section("Questions");
        report.asked().forEach(this::question);
        text.line("not asked", report.notAsked().stream().map(Inquiry::word).collect(Collectors.joining(", ")));
        findings(Severity.ERROR, "Errors", report);
        findings(Severity.WARNING, "Warnings", report);
        findings(Severity.NOTE, "Notes", report);
        out.println();
        ScreenText.wrapped(VERDICT, verdict(report), VERDICT.length(), columns).forEach(out::println);
    }

    private void question(Asked asked) {
        String rows = asked.httpStatus() == null ? "" : Words.count(asked.rows(), "row") + ", ";
        String status = asked.queryStatus() == null ? "" : "status " + asked.queryStatus() + ", ";
        text.line(
                asked.inquiry().word(),
                rows
                        + status
                        + (asked.httpStatus() == null ? "no answer, " : "HTTP " + asked.httpStatus() + ", ")
                        + String.format(Locale.ROOT, "%.2f s", asked.seconds()));
    }

    private void findings(Severity severity, String heading, CheckReport report) {
        Map<FindingCode, List<Finding>> byCode = report.findings().stream()
                .filter(finding -> finding.severity() == severity)
                .collect(Collectors.groupingBy(Finding::code, LinkedHashMap::new, Collectors.toList()));
        text.section(heading);
        byCode.forEach(this::code);
    }

    private void code(FindingCode code, List<Finding> findings) {
        Finding first = findings.getFirst();
        text.line(code.name(), code.meaning());
        if (!first.clause().isEmpty()) {
            text.item("clause", first.clause());
        }
        for (Finding finding : findings.subList(0, Math.min(COLUMNS_SHOWN, findings.size()))) {
            text.item(finding.count() > 1 ? finding.count() + " times" : "found", what(finding));
        }
        if (findings.size() > COLUMNS_SHOWN) {
            List<Finding> others = findings.subList(COLUMNS_SHOWN, findings.size());
            int unnamed = Math.max(0, others.size() - COLUMNS_NAMED);
            text.item(
                    "also",
                    others.stream()
                                    .limit(COLUMNS_NAMED)
                                    .map(finding -> String.valueOf(finding.column()))
                                    .collect(Collectors.joining(", "))
                            + (unnamed > 0 ? " and " + unnamed + " more" : ""));
        }
        text.item("asked", String.join(", ", first.questions()));
        text.whole("", first.request());
    }

    private static String what(Finding finding) {
        Finding.Example example = finding.example();
        String where = example == null
                ? ""
                : "; for example " + (example.row() == 0 ? "" : "row " + example.row() + ": ") + "'" + example.value()
                        + "'";
        return finding.message() + where;
    }

    private static String verdict(CheckReport report) {
        if (!report.isAnswered()) {
            return "the service did not answer";
        }
        String counts = Words.count(report.count(Severity.ERROR), "error") + ", "
                + Words.count(report.count(Severity.WARNING), "warning") + ", "
                + Words.count(report.count(Severity.NOTE), "note");
        return counts
                + (report.notAsked().isEmpty()
                        ? ""
                        : "; " + Words.count(report.notAsked().size(), "question") + " not asked");
    }
}
