package org.skytrawl.server.facade;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.OutsideText;
import org.skytrawl.model.PlainText;
import org.skytrawl.model.ShownUrl;
import org.skytrawl.output.AnswerTable.InfoElement;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.provenance.ProvenanceEvent.ServiceEnded;
import org.skytrawl.provenance.ProvenanceLog;
import org.skytrawl.provenance.ServiceOutcome;

/** What a run says of itself in an answer: who answered, who did not, when. */
final class FacadeAnswer {
    /** Services that are named; the number is always said. */
    private static final int MOST_NAMED = 100;

    private static final int LONGEST = 300;

    private final ProvenanceLog log;
    private final List<ServiceEnded> lost;

    /** Those that could not be asked, and may have datasets. */
    private final List<ServiceEnded> notAskable;

    private final long answered;
    private final long asked;

    FacadeAnswer(ProvenanceLog log) {
        List<ServiceEnded> services = log.services();
        this.log = log;
        this.lost = services.stream().filter(ended -> ended.outcome().isLoss()).toList();
        this.notAskable = services.stream().filter(FacadeAnswer::isNotAskable).toList();
        this.answered = services.stream().filter(FacadeAnswer::hasAnswered).count();
        // one that answered in part is among the lost ones too
        this.asked = services.stream()
                .filter(ended -> hasAnswered(ended) || ended.outcome().isLoss())
                .count();
    }

    private static boolean hasAnswered(ServiceEnded ended) {
        return ended.outcome() instanceof ServiceOutcome.Answered || ended.hasAnswered();
    }

    private static boolean isNotAskable(ServiceEnded ended) {
        return ended.outcome() instanceof ServiceOutcome.Skipped skipped
                && switch (skipped.why()) {
                    case NO_CONE, UNBOUNDED, UNUSABLE, NEEDS_LOGIN -> true;
                    // these have nothing of what was asked for, or count as lost
                    case NO_IMAGES, NO_SPECTRA, OTHER_TYPES, THEORY, NOT_CHOSEN, HOST_DOWN -> false;
                };
    }

    /** @throws FacadeException if no service answered, so that an empty table would be wrong */
    void check() {
        if (answered == 0 && !lost.isEmpty()) {
            ServiceEnded first = lost.getFirst();
            String who = lost.size() == 1
                    ? "the only service asked has not answered"
                    : "none of the " + lost.size() + " services asked has answered";
            throw FacadeException.unavailable(
                    who + ", so nothing is known; " + (lost.size() == 1 ? "" : "the first one, ") + name(first) + ": "
                            + fate(first),
                    null);
        }
        if (answered == 0 && noneCouldBeAsked()) {
            throw FacadeException.unavailable(
                    "no service could be asked, so nothing is known: the registry has none for this question that"
                            + " declares its coverage",
                    null);
        }
    }

    /** Not if their declared coverage excludes services, or others give the same: then nothing is missing. */
    private boolean noneCouldBeAsked() {
        return log.services().stream()
                .map(ServiceEnded::outcome)
                .allMatch(it -> it instanceof ServiceOutcome.Skipped
                        || (it instanceof ServiceOutcome.Pruned pruned && pruned.undeclared()));
    }

    /**
     * @param stored when the run was asked for, if it was for an earlier request; else null
     * @param deadline of a request
     */
    List<InfoElement> infos(@Nullable Instant stored, Duration deadline) {
        List<InfoElement> infos = new ArrayList<>();
        for (ProvenanceEvent event : log.events()) {
            switch (event) {
                case ProvenanceEvent.RunStarted run -> {
                    infos.add(new InfoElement("skytrawl_version", run.version(), ""));
                    infos.add(new InfoElement("run_id", run.id(), "identifies the run of Skytrawl"));
                    infos.add(new InfoElement("run_started", run.time().toString(), ""));
                }
                case ProvenanceEvent.RegistryRead registry ->
                    infos.add(new InfoElement(
                            "registry",
                            PlainText.of(ShownUrl.withoutUser(registry.source()), LONGEST),
                            registry.candidates() + " candidate services come from here"
                                    + (registry.stale() ? "; its content is older than wanted" : "")));
                case ProvenanceEvent.RunEnded ended -> {
                    infos.add(new InfoElement("run_ended", ended.time().toString(), ""));
                    infos.add(new InfoElement(
                            "services_outside",
                            Integer.toString(ended.prunedOutside()),
                            "declare that they have nothing there"));
                    infos.add(new InfoElement(
                            "services_undeclared",
                            Integer.toString(ended.prunedUndeclared()),
                            "declare no coverage, and were not asked"));
                }
                default -> {}
            }
        }
        if (stored != null) {
            infos.add(new InfoElement(
                    "stored_run",
                    stored.toString(),
                    "answered from the run of the same question at that time, without asking the services again"));
        }
        infos.add(new InfoElement("deadline", Long.toString(deadline.toSeconds()), "seconds that a run has at most"));
        infos.add(new InfoElement("services_asked", Long.toString(asked), ""));
        String missing = lost.isEmpty()
                ? answered == 0 ? "none was asked" : "all of them answered completely"
                : "of them did not answer completely: datasets may be missing";
        infos.add(new InfoElement("services_incomplete", Integer.toString(lost.size()), missing));
        name(lost, "service_incomplete", "services_not_named", "more services did not answer", infos);
        infos.add(new InfoElement(
                "services_not_askable",
                Integer.toString(notAskable.size()),
                notAskable.isEmpty() ? "" : "could not be asked, and may have datasets"));
        name(notAskable, "service_not_askable", "not_askable_not_named", "more could not be asked", infos);
        return infos;
    }

    private static void name(
            List<ServiceEnded> services, String name, String nameOfRest, String rest, List<InfoElement> infos) {
        for (ServiceEnded each : services.subList(0, Math.min(MOST_NAMED, services.size()))) {
            infos.add(new InfoElement(name, name(each), fate(each)));
        }
        if (services.size() > MOST_NAMED) {
            infos.add(new InfoElement(nameOfRest, Integer.toString(services.size() - MOST_NAMED), rest));
        }
    }

    private static String name(ServiceEnded ended) {
        return PlainText.of(ended.service().ivoid().value(), LONGEST);
    }

    private static String fate(ServiceEnded ended) {
        ServiceOutcome outcome = ended.outcome();
        String detail = switch (outcome) {
            case ServiceOutcome.Failed it -> it.reason();
            case ServiceOutcome.Incomplete it -> it.reason();
            case ServiceOutcome.Overflowed it -> it.reason();
            case ServiceOutcome.Skipped it -> it.reason();
            default -> outcome.reason();
        };
        String host = OutsideText.host(ended.service().accessUrl());
        return PlainText.of(
                ended.service().protocol().name() + " at " + host + ", "
                        + outcome.word().replace('_', ' ') + (detail.isEmpty() ? "" : ": " + detail),
                LONGEST);
    }
}
