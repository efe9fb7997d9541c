package org.skytrawl.registry.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.skytrawl.protocol.obstap.TapCapabilities;

class MirrorStatusTest {
    private static final Instant ASKED = Instant.parse("2026-11-01T12:00:00Z");
    private static final Instant LATER = ASKED.plusSeconds(60);

    private final RegistryFeatures can = RegistryFeatures.of(new RegistryTables(List.of()), TapCapabilities.NONE);
    private final MirrorStatus known = MirrorStatus.unknown("http://a/tap").withFeatures(ASKED, can);

    @Test
    void whatItCanDoHoldsForADay() {
        assertThat(known.freshFeatures(LATER)).isEqualTo(can);
        assertThat(known.freshFeatures(ASKED.plus(Duration.ofHours(25)))).isNull();
    }

    @Test
    void whatItCanDoIsAskedAnewAfterAFailure() {
        MirrorStatus failing = known.withFailure(LATER, "it refused");
        assertThat(failing.freshFeatures(LATER.plusSeconds(1))).isNull();
        assertThat(failing.features()).as("still good for a guess").isEqualTo(can);
        assertThat(failing.withFeatures(LATER.plusSeconds(2), can).freshFeatures(LATER.plusSeconds(3)))
                .isEqualTo(can);
    }
}
