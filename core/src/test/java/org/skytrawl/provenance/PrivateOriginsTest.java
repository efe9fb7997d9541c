package org.skytrawl.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Origin;
import org.skytrawl.model.Service;
import org.skytrawl.protocol.sia.Sia2;

class PrivateOriginsTest {
    private static final QueryFacts FACTS = QueryFacts.of("query", null, new QueryFacts.Cost(1, 1, 1));

    private final ProvenanceLog log = ProvenanceLog.inMemory();

    private static Service service(String name, String url) {
        return Service.of(List.of(new Ivoid("ivo://x/" + name)), name, Sia2.PROTOCOL, url, null);
    }

    private static Origin origin(String name, String url) {
        return new Origin(new Ivoid("ivo://x/" + name), name, Sia2.PROTOCOL, url);
    }

    private void ended(Service service, QueryFacts facts) {
        log.append(
                new ProvenanceEvent.ServiceEnded(Instant.now(), service, new ServiceOutcome.Answered(), facts, null));
    }

    @Test
    void onlyServicesThatWereAtAPrivateAddressCount() {
        ended(service("inside", "http://Inside.example:8080/sia2?"), FACTS.atPrivateAddress());
        ended(service("outside", "http://outside.example/sia2?"), FACTS);
        ended(service("unasked", "http://127.0.0.1/sia2?"), null);
        PrivateOrigins origins = PrivateOrigins.of(log);
        assertThat(origins.test(origin("inside", "http://inside.example:8080/sia2?POS=1")))
                .isTrue();
        assertThat(origins.test(origin("inside", "http://inside.example:9090/sia2?POS=1")))
                .isFalse();
        assertThat(origins.test(origin("outside", "http://outside.example/sia2?POS=1")))
                .isFalse();
        // a service that says that another has given its rows
        assertThat(origins.test(origin("outside", "http://inside.example:8080/sia2?POS=1")))
                .isFalse();
        assertThat(origins.test(origin("unasked", "http://127.0.0.1/sia2?"))).isFalse();
    }

    @Test
    void aMirrorCountsByItsOwnAddress() {
        Service service = service("a", "http://outside.example/a?").withMirrorUrls(List.of("http://10.0.0.1/a?"));
        QueryFacts ofMirror =
                FACTS.with(new QueryFacts.Urls("http://10.0.0.1/a?", List.of(), true), new QueryFacts.Cost(0, 0, 0));
        ended(service, ofMirror);
        PrivateOrigins origins = PrivateOrigins.of(log);
        assertThat(origins.test(origin("a", "http://10.0.0.1/a?POS=1"))).isTrue();
        assertThat(origins.test(origin("a", "http://outside.example/a?POS=1"))).isFalse();
    }
}
