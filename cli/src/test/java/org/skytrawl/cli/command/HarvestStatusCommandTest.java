package org.skytrawl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.skytrawl.harvest.Harvest.ServiceStatus;
import org.skytrawl.harvest.state.Entry;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Service;

class HarvestStatusCommandTest {
    private static final Service SERVICE = Service.of(
            List.of(new Ivoid("ivo://a.example/tap")),
            "A",
            Protocol.named("OBSTAP"),
            "https://a.example/tap",
            "ivoa.obscore");

    private static ServiceStatus status(int open, List<Entry.Gap> gaps) {
        return new ServiceStatus(SERVICE, 40, 0, 100L, 2, open, Instant.EPOCH, false, gaps);
    }

    @Test
    void gapsDoNotHideThePartsThatHaveNotBeenRead() {
        List<Entry.Gap> gaps = List.of(new Entry.Gap(Instant.EPOCH, "c.1", 60L, "no answer"));
        assertThat(HarvestStatusCommand.state(status(812, gaps))).isEqualTo("1 gap, 812 parts to read: no answer");
        assertThat(HarvestStatusCommand.state(status(0, gaps))).isEqualTo("1 gap: no answer");
        assertThat(HarvestStatusCommand.state(status(3, List.of()))).isEqualTo("3 parts to read");
    }

    @Test
    void aServiceThatFailedHasItsLastError() {
        List<Entry.Gap> failed = List.of(new Entry.Gap(Instant.EPOCH, Entry.Gap.TABLE, null, "HTTP status 503"));
        assertThat(HarvestStatusCommand.state(new ServiceStatus(SERVICE, 0, 0, null, 0, 1, null, false, failed)))
                .isEqualTo("not begun: HTTP status 503");
        assertThat(HarvestStatusCommand.state(new ServiceStatus(SERVICE, 0, 0, null, 0, 1, null, false, List.of())))
                .isEqualTo("not begun");
        assertThat(HarvestStatusCommand.state(
                        new ServiceStatus(SERVICE, 40, 0, 40L, 2, 0, Instant.EPOCH, true, failed)))
                .isEqualTo("complete, but not updated: HTTP status 503");
    }
}
