package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.simvo.fault.Fault;

class SimvoCommandTest {
    @TempDir
    private Path temporary;

    @Test
    void listsTheFaultsInAlignedColumns() {
        Cli listed = Cli.run("simvo", "--list-faults");
        assertThat(listed.status()).isZero();
        assertThat(listed.err()).isEmpty();
        assertThat(listed.out().lines())
                .hasSize(Fault.all().size())
                .contains(
                        "cut                   PART     sends half of the rows and breaks off within the next",
                        "hang-before-headers   NOTHING  takes the request and never answers",
                        "no-circle             ALL      ObsTAP: refuses queries with CIRCLE");
    }

    @Test
    void recordsThatCannotBeReadAreAnError() throws Exception {
        Path folder = Files.createDirectory(temporary.resolve("records"));
        Path truth = temporary.resolve("truth.json");
        String[] command = {
            "simvo", "--services", "10", "--for", "1ms", "--truth", truth.toString(), "--records", folder.toString()
        };
        Cli empty = Cli.run(command);
        assertThat(empty.status()).isEqualTo(1);
        assertThat(empty.err()).contains("there are no records (*.xml) in " + folder);
        Files.writeString(folder.resolve("one.xml"), "<Resource/>");
        assertThat(Cli.run(command).err()).contains("one.xml has no ri:Resource in it");
        Files.writeString(folder.resolve("one.xml"), """
                <ri:Resource xmlns:ri="http://www.ivoa.net/xml/RegistryInterface/v1.0">
                <identifier>ivo://a/one</identifier></ri:Resource>
                """);
        Cli run = Cli.run(command);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("registry http://");
    }

    @Test
    void theLayoutForHarvestsHasItsRows() throws Exception {
        Path truth = temporary.resolve("truth.json");
        Cli run = Cli.run(
                "simvo",
                "--layout",
                "harvest",
                "--services",
                "10",
                "--rows",
                "1234",
                "--for",
                "1ms",
                "--truth",
                truth.toString());
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out().lines())
                .hasSize(4)
                .last(InstanceOfAssertFactories.STRING)
                .startsWith("tally    http://");
        assertThat(Files.readString(truth)).contains("\"first_rows\":124").contains("\"first_rows\":123");

        Cli few = Cli.run("simvo", "--layout", "harvest", "--services", "10", "--rows", "999");
        assertThat(few.status()).isEqualTo(2);
        assertThat(few.err()).contains("rows must be 1000 to 2000000 for 10 services, but are 999");
        Cli other = Cli.run("simvo", "--rows", "1234");
        assertThat(other.status()).isEqualTo(2);
        assertThat(other.err()).contains("--rows needs --layout harvest");
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
