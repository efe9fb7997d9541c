package org.skytrawl.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skytrawl.model.Cone;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.MeetingHashes;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.protocol.sia.Sia1;
import org.skytrawl.provenance.Phase;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.provenance.ProvenanceLog;
import org.skytrawl.provenance.QueryFacts;
import org.skytrawl.provenance.ReadLog;
import org.skytrawl.provenance.RunContext;
import org.skytrawl.provenance.ServiceOutcome;

/** The log of a run may be one that somebody else has made. */
class LoggedSourceTest {
    private static final int MANY = 20_000;
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Question ASKED = new Question(new Cone(1, 2, 0.5), null, null, Set.of("image"));
    private static final QueryFacts FACTS = QueryFacts.of("http://a/?POS=1,2", "one", new QueryFacts.Cost(1, 9, 0.1))
            .with(new QueryFacts.Rows(1, 0, 0, 0));

    private static ReadLog log(int many) {
        List<ProvenanceEvent> events = new ArrayList<>();
        events.add(new ProvenanceEvent.RunStarted(NOW, "1", "0.1", ASKED, DiscoveryOptions.DEFAULTS, RunContext.NONE));
        events.add(new ProvenanceEvent.RegistryRead(
                NOW, new ProvenanceEvent.CandidateSource("http://r/", NOW, false), many, List.of(), List.of(), true));
        for (int i = 0; i < many; i++) {
            Service service = Service.of(
                    List.of(new Ivoid("ivo://a/" + MeetingHashes.text(i))), "", Sia1.PROTOCOL, "http://a/?", null);
            ServiceOutcome outcome =
                    i % 2 == 0 ? new ServiceOutcome.Answered() : new ServiceOutcome.TimedOut(Phase.READING);
            events.add(ProvenanceEvent.ServiceSelected.of(NOW, service, FACTS.query(), null, List.of(), List.of()));
            events.add(new ProvenanceEvent.ServiceEnded(NOW, service, outcome, FACTS, null));
        }
        return new ReadLog("log", events, true, List.of());
    }

    @Test
    @Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void takesServicesWhoseHashesMeetFromALogInTime() {
        LoggedSource retry = LoggedSource.retry(log(MANY), List.of(), service -> true);
        assertThat(retry.maybePrivate()).hasSize(MANY / 2);
        assertThat(retry.history().byService()).hasSize(MANY / 2);
        assertThat(retry.history().answers(List.of(), retry.log().run().constraints()))
                .hasSize(MANY / 2);
        assertThat(LoggedSource.rerun(log(MANY)).history().toAsk()).hasSize(MANY);
    }

    @Test
    void aRerunSendsTheQueriesThatItComparedWithTheLog() throws Exception {
        LoggedSource rerun = LoggedSource.rerun(log(3));
        DiscoveryOptions options = DiscoveryOptions.DEFAULTS.withElide(false);
        try (HttpFetcher fetcher = Network.fetcher()) {
            Plan plan = rerun.plan(ASKED, options, fetcher, Deadline.never(), new Cancellation());
            EventStream events = new EventStream(ProvenanceLog.inMemory(), null, null);
            List<ServiceTask> tasks = new FailOver(
                            plan.selection(), ASKED, options.inclusive(), events, rerun.history(), service -> false)
                    .first();
            assertThat(tasks).hasSize(3);
            assertThat(rerun.history().forms().keySet())
                    .containsExactlyInAnyOrderElementsOf(
                            tasks.stream().map(ServiceTask::query).toList());
        }
    }
}
