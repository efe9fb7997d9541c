package org.skytrawl.cli.print;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skytrawl.cli.terminal.LabelledText;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Service;
import org.skytrawl.provenance.HarvestRead;
import org.skytrawl.provenance.ProvenanceEvent.Contribution;
import org.skytrawl.provenance.ProvenanceEvent.RunEnded;
import org.skytrawl.provenance.ProvenanceEvent.ServiceEnded;
import org.skytrawl.provenance.ProvenanceEvent.ServiceSelected;
import org.skytrawl.provenance.QueryFacts;
import org.skytrawl.provenance.ReadLog;
import org.skytrawl.provenance.ServiceOutcome;

public final class LogExplanation {
    private final Map<Service, Known> services = new LinkedHashMap<>();

    private static final class Known {
        @Nullable
        ServiceSelected selected;

        final List<ServiceEnded> ended = new ArrayList<>();

        @Nullable
        Contribution contribution;
    }

    public LogExplanation(ReadLog log) {
        log.selected().forEach(each -> of(each.service()).selected = each);
        log.services().forEach(each -> of(each.service()).ended.add(each));
        RunEnded summary = log.summary();
        if (summary != null) {
            summary.contributions().forEach(each -> of(each.service()).contribution = each);
        }
    }

    private Known of(Service service) {
        return services.computeIfAbsent(service, key -> new Known());
    }

    public List<Ivoid> ivoids() {
        return services.keySet().stream()
                .flatMap(service -> service.ivoids().stream())
                .distinct()
                .toList();
    }

    /** Prints; false if the log has nothing. */
    public boolean print(Ivoid ivoid, PrintWriter out) {
        boolean any = false;
        for (Map.Entry<Service, Known> each : services.entrySet()) {
            if (each.getKey().ivoids().contains(ivoid)) {
                if (any) {
                    out.println();
                }
                any = true;
                service(each.getKey(), each.getValue(), new LabelledText(out));
            }
        }
        return any;
    }

    private void service(Service service, Known known, LabelledText text) {
        ExplanationPrinter.service(service, text, text::whole, null);
        text.section("Outcome");
        if (known.ended.isEmpty()) {
            text.line(
                    "outcome",
                    known.selected == null ? "the log does not say" : "the log ends before this service did");
        }
        known.ended.forEach(ended -> ended(ended, text));
        ServiceSelected selected = known.selected;
        if (selected != null && known.ended.stream().allMatch(ended -> ended.facts() == null)) {
            text.section("Planned query");
            text.line("waits for", "", selected.elidedBy(), "");
            text.whole("query", selected.query() == null ? "" : selected.query());
        }
        Contribution given = known.contribution;
        if (given != null) {
            text.section("Contribution");
            text.line(
                    "datasets", given.uniqueDatasets() + " unique, " + given.shared() + " shared with other services");
        }
        others(service, known.ended.stream().noneMatch(it -> it.outcome() instanceof ServiceOutcome.Elided), text);
    }

    private void ended(ServiceEnded ended, LabelledText text) {
        ServiceOutcome outcome = ended.outcome();
        text.line("outcome", outcome.word().replace('_', ' '));
        text.line("why", Outcomes.code(outcome) + outcome.reason());
        switch (outcome) {
            case ServiceOutcome.Failed it -> text.line("HTTP status", "", it.httpStatus(), "");
            case ServiceOutcome.Incomplete it -> text.line("HTTP status", "", it.httpStatus(), "");
            case ServiceOutcome.Elided it -> text.line("asked instead", it.by().value());
            default -> {} // all is said
        }
        text.line("when", ended.time().toString());
        text.line("of the run", "", ended.ofRun(), " (not queried again)");
        text.line("in place of", "", ended.failedOverFrom(), ", which did not answer completely");
        QueryFacts facts = ended.facts();
        if (facts == null) {
            text.line("asked", "no");
            return;
        }
        HarvestRead.Pages pages = facts.harvested();
        if (pages == null) {
            text.line(
                    "asked",
                    Words.count(facts.attempts(), "time") + " in "
                            + String.format(Locale.ROOT, "%.1f s", facts.seconds()));
            text.whole("query", facts.query());
        } else {
            text.line("asked", "no: " + facts.query());
            text.line("rows", pages.newest() == null ? "none" : "of " + pages.oldest() + " to " + pages.newest());
        }
        text.line("form", facts.form());
        text.line("at the mirror", facts.mirrorUrl());
        text.lines("passed over", facts.passedOver());
        text.line("came back", Words.count(facts.records(), "record") + " kept, " + facts.bytes() + " bytes");
        text.line("left out", new Outcomes(List.of(ended)).dropped());
        text.line("columns", facts.extraColumns() == 0 ? null : facts.extraColumns() + " that are not ObsCore's");
    }

    /** Services queried in its place, and services that it replaced. */
    private void others(Service service, boolean wasAsked, LabelledText text) {
        text.section("Services with the same data");
        List<String> inItsPlace = new ArrayList<>();
        List<String> forItsSake = new ArrayList<>();
        services.forEach((other, known) -> {
            for (ServiceEnded ended : known.ended) {
                if (ended.failedOverFrom() != null && service.ivoids().contains(ended.failedOverFrom())) {
                    inItsPlace.add(named(other) + ": " + ended.outcome().word().replace('_', ' '));
                } else if (ended.outcome() instanceof ServiceOutcome.Elided elided
                        && service.ivoids().contains(elided.by())
                        && wasAsked) {
                    forItsSake.add(named(other) + ": " + elided.reason());
                }
            }
        });
        text.lines("asked instead", inItsPlace);
        text.lines("left out", forItsSake);
    }

    private static String named(Service service) {
        return service.ivoid() + " (" + service.protocol() + ")";
    }
}
