package org.skytrawl.cli.print;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.skytrawl.cli.terminal.LabelledText;
import org.skytrawl.model.Axis;
import org.skytrawl.model.Coverage;
import org.skytrawl.model.CoverageText;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Question;
import org.skytrawl.model.RegionText;
import org.skytrawl.model.Service;
import org.skytrawl.model.Verdict;
import org.skytrawl.provenance.ServiceOutcome;
import org.skytrawl.selection.Decision;
import org.skytrawl.selection.Explanation;

public final class ExplanationPrinter {
    private static final int QUERIES_SHOWN = 9;

    private static final int OTHERS_SHOWN = 10;

    private final PrintWriter out;
    private final LabelledText text;
    private boolean any;

    public ExplanationPrinter(PrintWriter out) {
        this.out = out;
        this.text = new LabelledText(out);
    }

    /** @param harvest from which the answer is read; null if the service is asked */
    public void print(Explanation it, @Nullable Path harvest) {
        if (any) {
            out.println();
        }
        any = true;
        service(it.service(), text, text::line, "none declared");
        text.list("lists tables", List.copyOf(it.candidate().tableNames()));
        coverage(it);
        others(it);
        outcome(it);
        if (harvest == null) {
            queries(it);
        } else {
            text.section("Answer");
            text.line("read from", "the harvest " + harvest + "; nothing is sent");
        }
    }

    static void service(
            Service service, LabelledText text, BiConsumer<String, String> url, @Nullable String withoutLimit) {
        text.heading(service.protocol() + " service of " + service.ivoid());
        text.line("title", service.title());
        text.lines(
                "also of",
                service.ivoids().subList(1, service.ivoids().size()).stream()
                        .map(Ivoid::value)
                        .toList());
        url.accept("access URL", service.accessUrl());
        text.lines("mirror URLs", service.mirrorUrls());
        text.line("table", service.tableName());
        text.line(
                "limit",
                service.maxRecords() == null ? withoutLimit : Words.count(service.maxRecords(), "row") + " an answer");
        text.line("", "", service.declared().maxSearchRadiusDeg(), " degrees around a position");
    }

    private void coverage(Explanation it) {
        text.section("Declared coverage, and the question");
        Coverage coverage = it.service().coverage();
        Question asked = it.judgement().question();
        String place = asked.region() == null ? "" : "within " + RegionText.inWords(asked.region());
        String band = asked.wavelengthM() == null ? "" : QuestionText.bandInWords(asked.wavelengthM(), null);
        String when = asked.mjd() == null ? "" : QuestionText.timeInWords(asked.mjd());
        axis("sky", List.of(CoverageText.sky(coverage)), place, it, Axis.SPACE);
        axis("spectrum", CoverageText.spectrum(coverage), band, it, Axis.SPECTRUM);
        axis("time", CoverageText.time(coverage), when, it, Axis.TIME);
        types(it);
        if (!it.judgement().counts()) {
            text.line("", "not used: the service was chosen by hand");
        }
    }

    private void types(Explanation it) {
        Set<String> declared = it.service().declared().productTypes();
        Verdict verdict = it.judgement().verdicts().get(Axis.PRODUCT_TYPE);
        String asked = String.join(", ", it.judgement().question().productTypes());
        text.lines(
                "types",
                List.of(
                        declared.isEmpty() ? "not declared" : String.join(", ", new TreeSet<>(declared)),
                        switch (verdict) {
                            case null -> "not asked for";
                            case YES -> "asked " + asked + ": it may have them";
                            case NO -> "asked " + asked + ": it has none";
                            case UNKNOWN -> "asked " + asked + ": it may have them, as it declares no others";
                        }));
        if (it.service().declared().theory()) {
            text.line("origin", "only theoretical or artificial data");
        }
    }

    private void axis(String label, List<String> declared, String asked, Explanation it, Axis axis) {
        List<String> lines = new ArrayList<>(declared);
        if (it.service().coverage().partly().contains(axis)) {
            lines.add("(not declared by some of its resources)");
        }
        Verdict verdict = it.judgement().verdicts().get(axis);
        lines.add(verdict == null ? "not asked for" : "asked " + asked + ": " + verdict + verdictInWords(verdict, it));
        text.lines(label, lines);
    }

    private static String verdictInWords(Verdict verdict, Explanation it) {
        return switch (verdict) {
            case YES -> ", it overlaps";
            case NO -> ", it is known not to overlap";
            case UNKNOWN ->
                !it.judgement().counts()
                        ? ""
                        : it.judgement().inclusive()
                                ? ", which --inclusive accepts"
                                : ", which counts as no match (use --inclusive)";
        };
    }

    private void others(Explanation it) {
        text.section("Services with the same data");
        for (Explanation.Server server : it.servers()) {
            if (server.services().isEmpty()) {
                text.line("served by", server.ivoid() + ", which has no service that can be queried");
            }
            for (Decision decision : server.services()) {
                text.line("served by", inWords(decision) + notListed(it, decision.service()));
            }
        }
        if (it.decision().exclusion().orElse(null) instanceof ServiceOutcome.Elided elided) {
            text.line("elided by", elided.by() + ": " + elided.reason());
        }
        List<Decision> elides = it.elides();
        for (Decision decision : elides.subList(0, Math.min(OTHERS_SHOWN, elides.size()))) {
            String reason = decision.exclusion().map(ServiceOutcome::reason).orElse("");
            text.line(
                    "elides",
                    decision.service().protocol() + " " + decision.service().ivoid() + ": " + reason);
        }
        if (elides.size() > OTHERS_SHOWN) {
            text.line("", "and " + (elides.size() - OTHERS_SHOWN) + " more");
        }
    }

    /** A service with a table may serve a resource without its data. */
    private static String notListed(Explanation it, Service server) {
        String table = server.tableName();
        boolean listed = table == null || it.candidate().tableNames().contains(table.toLowerCase(Locale.ROOT));
        return listed ? "" : "; the record of this service does not list that table, so both are queried";
    }

    private static String inWords(Decision decision) {
        Service service = decision.service();
        ServiceOutcome left = decision.exclusion().orElse(null);
        return service.protocol() + " " + service.ivoid()
                + (service.tableName() != null ? ", table " + service.tableName() : "") + ", "
                + (left == null ? "queried" : left.word() + ": " + left.reason());
    }

    private void outcome(Explanation it) {
        text.section("Outcome");
        ServiceOutcome left = it.decision().exclusion().orElse(null);
        text.line(
                left == null ? "queried" : left.word(),
                switch (left) {
                    case null ->
                        it.elides().isEmpty()
                                ? "it would be queried"
                                : "it would be queried; if it does not answer, the services that it elides are queried";
                    case ServiceOutcome.Elided elided ->
                        "queried only if " + elided.by() + " does not answer: " + elided.reason();
                    default -> left.reason();
                });
    }

    private void queries(Explanation it) {
        text.section(it.decision().isKept() ? "Query" : "Query (not sent)");
        List<Explanation.Query> queries = it.queries();
        if (queries.isEmpty()) {
            text.line("none", "it cannot be queried for this");
        }
        for (int i = 0; i < Math.min(queries.size(), QUERIES_SHOWN); i++) {
            Explanation.Query query = queries.get(i);
            if (i == 0 && !query.url().equals(query.text())) {
                text.line("POST to", query.url() + (query.maxRec() == null ? "" : " with MAXREC=" + query.maxRec()));
            }
            String label = i == 0 ? "asked" : "if refused";
            text.line(label, query.form());
            text.whole(query.form() == null ? label : "", query.text());
        }
        if (queries.size() > QUERIES_SHOWN) {
            text.line("", "... and " + (queries.size() - QUERIES_SHOWN) + " others that leave out what was refused");
        }
    }
}
