package org.skytrawl.registry.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.skytrawl.model.Ivoid;

class NearbyResourcesTest {
    @Test
    void looksInTheSameFolderFirst() {
        assertThat(new NearbyResources(new Ivoid("ivo://x.test/a/b/c")).begins())
                .containsExactly("ivo://x.test/a/b/", "ivo://x.test/");
        assertThat(new NearbyResources(new Ivoid("ivo://x.test/a")).begins()).containsExactly("ivo://x.test/");
        assertThat(new NearbyResources(new Ivoid("ivo://x.test")).begins()).isEmpty();
        assertThat(new NearbyResources(new Ivoid("x")).begins()).isEmpty();
    }

    @Test
    void takesTheFewestChangesOfLetters() {
        List<Ivoid> there = List.of(
                new Ivoid("ivo://x.test/q/ssa"),
                new Ivoid("ivo://x.test/q/scs"),
                new Ivoid("ivo://x.test/q/sia"),
                new Ivoid("ivo://x.test/q/sia"),
                new Ivoid("ivo://x.test/q/info"),
                new Ivoid("ivo://x.test/q/something"),
                new Ivoid("ivo://x.test/q/sia2"));
        assertThat(new NearbyResources(new Ivoid("ivo://x.test/q/sia3")).nearest(there))
                .startsWith(new Ivoid("ivo://x.test/q/sia"), new Ivoid("ivo://x.test/q/sia2"))
                .hasSize(5)
                .doesNotContain(new Ivoid("ivo://x.test/q/something"));
    }
}
