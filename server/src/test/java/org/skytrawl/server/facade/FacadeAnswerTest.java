package org.skytrawl.server.facade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.skytrawl.model.Axis;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Service;
import org.skytrawl.output.AnswerTable.InfoElement;
import org.skytrawl.provenance.FailureCode;
import org.skytrawl.provenance.ProvenanceEvent.CandidateSource;
import org.skytrawl.provenance.ProvenanceEvent.RegistryRead;
import org.skytrawl.provenance.ProvenanceEvent.ServiceEnded;
import org.skytrawl.provenance.ProvenanceLog;
import org.skytrawl.provenance.ServiceOutcome;
import org.skytrawl.provenance.ServiceOutcome.Answered;
import org.skytrawl.provenance.ServiceOutcome.Failed;
import org.skytrawl.provenance.ServiceOutcome.Pruned;
import org.skytrawl.provenance.ServiceOutcome.Skipped;

class FacadeAnswerTest {
    private final ProvenanceLog log = ProvenanceLog.inMemory();

    private void ended(String name, ServiceOutcome outcome) {
        Service service = Service.of(
                List.of(new Ivoid("ivo://x/" + name)),
                name,
                Protocol.UNKNOWN,
                "http://" + name.toLowerCase(Locale.ROOT) + ".example/q?",
                null);
        log.append(new ServiceEnded(Instant.EPOCH, service, outcome, null, null));
    }

    private static Skipped skipped(Skipped.Why why) {
        return new Skipped(why, "because of " + why);
    }

    private List<InfoElement> infos() {
        return new FacadeAnswer(log).infos(null, Duration.ofSeconds(50));
    }

    private List<String> values(String name) {
        return infos().stream()
                .filter(info -> info.name().equals(name))
                .map(InfoElement::value)
                .toList();
    }

    private String text(String name) {
        return infos().stream()
                .filter(info -> info.name().equals(name))
                .findFirst()
                .orElseThrow()
                .text();
    }

    @Test
    void servicesThatCouldNotBeAskedAreNamed() {
        ended("a", new Answered());
        for (Skipped.Why why : Skipped.Why.values()) {
            ended(why.name(), skipped(why));
        }
        assertThat(values("services_not_askable")).containsExactly("4");
        assertThat(values("service_not_askable"))
                .containsExactly("ivo://x/no_cone", "ivo://x/unbounded", "ivo://x/unusable", "ivo://x/needs_login");
        assertThat(text("service_not_askable"))
                .contains("no_cone.example")
                .contains("skipped")
                .contains("because of NO_CONE");
        assertThat(values("services_incomplete")).containsExactly("1");
        assertThat(values("service_incomplete")).containsExactly("ivo://x/host_down");
        assertThat(values("services_asked")).containsExactly("2");
    }

    @Test
    void thePasswordOfARegistryIsNotGiven() {
        log.append(new RegistryRead(
                Instant.EPOCH,
                new CandidateSource("https://user:secret@registry.example/tap", null, false),
                1,
                List.of(),
                List.of(),
                false));
        assertThat(values("registry")).containsExactly("https://registry.example/tap");
    }

    @Test
    void atMostAHundredOfEachKindAreNamed() {
        for (int i = 0; i < 150; i++) {
            ended("lost" + i, new Failed(FailureCode.HTTP_STATUS, 500, "HTTP 500 " + "x".repeat(5000)));
            ended("login" + i, skipped(Skipped.Why.NEEDS_LOGIN));
        }
        ended("a", new Answered());
        assertThat(values("services_incomplete")).containsExactly("150");
        assertThat(values("service_incomplete")).hasSize(100);
        assertThat(values("services_not_named")).containsExactly("50");
        assertThat(values("services_not_askable")).containsExactly("150");
        assertThat(values("service_not_askable")).hasSize(100);
        assertThat(values("not_askable_not_named")).containsExactly("50");
        assertThat(infos()).allMatch(info -> info.text().length() <= 310);
    }

    @Test
    void anEmptyAnswerIsAnErrorIfNobodyAnswered() {
        ended("a", new Failed(FailureCode.HTTP_STATUS, 500, "HTTP 500"));
        ended("b", skipped(Skipped.Why.NEEDS_LOGIN));
        assertThatThrownBy(() -> new FacadeAnswer(log).check())
                .isInstanceOfSatisfying(
                        FacadeException.class, e -> assertThat(e.status()).isEqualTo(503))
                .hasMessageContaining("the only service asked has not answered")
                .hasMessageContaining("ivo://x/a");
        ended("d", new Failed(FailureCode.HTTP_STATUS, 500, "HTTP 500"));
        assertThatThrownBy(() -> new FacadeAnswer(log).check())
                .hasMessageContaining("none of the 2 services asked has answered");
        ended("c", new Answered());
        new FacadeAnswer(log).check();
    }

    @Test
    void anEmptyAnswerIsAnErrorIfNobodyCouldBeAsked() {
        ended("b", skipped(Skipped.Why.NEEDS_LOGIN));
        ended("c", new Pruned(Axis.SPACE, true));
        assertThatThrownBy(() -> new FacadeAnswer(log).check())
                .hasMessageStartingWith("TransientFault: no service could be asked");
    }

    @Test
    void anEmptyAnswerIsRightIfServicesDeclareThatTheyHaveNothing() {
        ended("b", skipped(Skipped.Why.NEEDS_LOGIN));
        ended("c", new Pruned(Axis.SPACE, false));
        new FacadeAnswer(log).check();
        assertThat(values("services_asked")).containsExactly("0");
        assertThat(text("services_incomplete")).isEqualTo("none was asked");
    }
}
