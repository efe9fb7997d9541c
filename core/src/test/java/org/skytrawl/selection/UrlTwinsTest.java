package org.skytrawl.selection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Service;
import org.skytrawl.model.ServiceKey;
import org.skytrawl.registry.Candidate;

class UrlTwinsTest {
    private static Candidate candidate(String url) {
        return Candidate.of(Service.of(List.of(new Ivoid("ivo://a/x")), "x", Protocol.SIA1, url, null));
    }

    @Test
    void neverOverlooksATwin() {
        String[] bits = {
            "a", "B", "/", "?", "&", "x=1", "&y=2", "%41", "%2f", "/.", "/..", ":80", " ", "é", "#f", "[", ".",
            "http://", "%"
        };
        String[] starts = {"http://a.org", "https://A.org:443/", "http://a.org:80/", "HTTP://a.org:8080/", "no url"};
        Random random = new Random(7);
        int twins = 0;
        for (int round = 0; round < 3_000; round++) {
            List<Candidate> candidates = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                StringBuilder url = new StringBuilder(starts[random.nextInt(starts.length)]);
                for (int k = random.nextInt(4); k > 0; k--) {
                    url.append(bits[random.nextInt(bits.length)]);
                }
                candidates.add(candidate(url.toString()));
            }
            boolean[] suspects = UrlTwins.suspects(candidates);
            for (int i = 0; i < candidates.size(); i++) {
                ServiceKey key = candidates.get(i).service().key();
                for (int j = 0; key.isUsable() && j < i; j++) {
                    if (key.equals(candidates.get(j).service().key())) {
                        twins++;
                        assertThat(suspects[i] && suspects[j])
                                .as(
                                        "%s and %s",
                                        candidates.get(i).service().accessUrl(),
                                        candidates.get(j).service().accessUrl())
                                .isTrue();
                    }
                }
            }
        }
        assertThat(twins).isGreaterThan(1_000);
    }

    @Test
    void suspectsFewOthers() {
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            candidates.add(candidate("http://host" + i + ".example.org/sia?"));
        }
        int suspects = 0;
        for (boolean suspect : UrlTwins.suspects(candidates)) {
            suspects += suspect ? 1 : 0;
        }
        assertThat(suspects).isZero();
    }
}
