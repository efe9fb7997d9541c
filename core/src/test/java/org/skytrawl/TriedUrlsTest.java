package org.skytrawl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Service;
import org.skytrawl.provenance.FailureCode;
import org.skytrawl.provenance.Phase;
import org.skytrawl.provenance.QueryFacts;
import org.skytrawl.provenance.ServiceOutcome;

/** What a service's log line tells when a run ends between two of its URLs. */
class TriedUrlsTest {
    static List<ServiceOutcome> ends() {
        return List.of(new ServiceOutcome.TimedOut(Phase.QUEUED), new ServiceOutcome.Cancelled(Phase.QUEUED));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void aRunThatEndsWhileAMirrorWaitsForItsTurnKeepsWhatWasSeenBefore(ServiceOutcome end) {
        TriedUrls urls =
                new TriedUrls(Service.of(List.of(new Ivoid("ivo://a/b")), "A", Protocol.SIA2, "http://a.test/", null)
                        .withMirrorUrls(List.of("http://b.test/")));
        QueryFacts seen = QueryFacts.of("http://a.test/?x", null, new QueryFacts.Cost(2, 7, 1.5));
        urls.turnToNext(new ServiceOutcome.Failed(FailureCode.HTTP_STATUS, 500, "HTTP 500"), seen);
        TriedUrls.Ending ending = urls.ending(end, null);
        assertThat(ending.outcome()).isEqualTo(end);
        QueryFacts facts = Objects.requireNonNull(ending.facts());
        assertThat(facts.query()).isEqualTo("http://a.test/?x");
        assertThat(facts.attempts()).isEqualTo(2);
        assertThat(facts.bytes()).isEqualTo(7);
        assertThat(facts.mirrorUrl()).isNull();
        assertThat(facts.passedOver()).singleElement().asString().startsWith("http://b.test/: ");
    }
}
