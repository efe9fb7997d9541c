package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.skytrawl.simvo.fault.Fault;

class SimvoCommandTest {
    @Test
    void listsTheFaultsInAlignedColumns() {
        Cli listed = Cli.run("simvo", "--list-faults");
        assertThat(listed.status()).isZero();
        assertThat(listed.err()).isEmpty();
        assertThat(listed.out().lines())
                .hasSize(Fault.all().size())
                .contains(
                        "cut                  PART     sends half of the rows and breaks off within the next",
                        "hang-before-headers  NOTHING  takes the request and never answers",
                        "no-circle            ALL      ObsTAP: refuses queries with CIRCLE");
    }

    @Test
    void theDocumentationHasTheSameList() throws Exception {
        String documentation = Files.readString(Path.of(System.getProperty("basedir", "."), "../docs/simvo.md"));
        for (Fault fault : Fault.all()) {
            String effect = fault.effect().name().toLowerCase(Locale.ROOT);
            assertThat(documentation)
                    .containsOnlyOnce("| `" + fault.name() + "` | " + effect + " | " + fault.description() + " |\n");
        }
    }
}
