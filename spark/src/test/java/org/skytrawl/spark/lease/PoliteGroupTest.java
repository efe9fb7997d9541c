package org.skytrawl.spark.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Service;

class PoliteGroupTest {
    private static Service service(String url, String... mirrors) {
        return Service.of(List.of(new Ivoid("ivo://a/" + url.hashCode())), "A", Protocol.named("SIA1"), url, null)
                .withMirrorUrls(List.of(mirrors));
    }

    private static List<List<String>> hosts(List<PoliteGroup> groups) {
        return groups.stream()
                .map(group -> group.hosts().stream().map(Object::toString).toList())
                .toList();
    }

    @Test
    void theServicesOfAHostAreTogetherAndPortsAreHosts() {
        Service one = service("http://a.org:8080/one");
        Service other = service("http://a.org:8081/other");
        Service again = service("http://A.org:8080/again?x=");
        List<PoliteGroup> groups = PoliteGroup.of(List.of(one, other, again));
        assertThat(hosts(groups)).containsExactly(List.of("http://a.org:8080"), List.of("http://a.org:8081"));
        assertThat(groups.getFirst().services()).containsExactly(one, again);
    }

    @Test
    void httpAndHttpsOfANameAreTogether() {
        assertThat(hosts(PoliteGroup.of(List.of(service("http://a.org/x"), service("https://a.org/y")))))
                .containsExactly(List.of("http://a.org:80", "https://a.org:443"));
    }

    @Test
    void mirrorsBringHostsTogether() {
        List<PoliteGroup> groups = PoliteGroup.of(List.of(
                service("http://c.org:1/"),
                service("http://a.org:1/", "http://b.org:1/"),
                service("http://d.org:1/", "http://b.org:1/", "http://c.org:1/")));
        assertThat(hosts(groups))
                .containsExactly(List.of("http://a.org:1", "http://b.org:1", "http://c.org:1", "http://d.org:1"));
        assertThat(groups.getFirst().services()).hasSize(3);
    }

    @Test
    void whoStandsByForAnotherIsWithIt() {
        Service tap = service("http://a.org:1/");
        Service sia = service("http://b.org:1/");
        Service alone = service("http://c.org:1/");
        assertThat(hosts(PoliteGroup.of(List.of(tap, sia, alone), Map.of(sia, tap)::get)))
                .containsExactly(List.of("http://a.org:1", "http://b.org:1"), List.of("http://c.org:1"));
    }

    @Test
    void servicesWithoutAUsableUrlAreAGroupWithoutHosts() {
        List<PoliteGroup> groups =
                PoliteGroup.of(List.of(service("ftp://a.org/"), service("http://a.org:1/"), service("nonsense")));
        assertThat(hosts(groups)).containsExactly(List.of(), List.of("http://a.org:1"));
        assertThat(groups.getFirst().services()).hasSize(2);
    }
}
