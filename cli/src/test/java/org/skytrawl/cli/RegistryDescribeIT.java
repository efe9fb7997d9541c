package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skytrawl.cli.terminal.Interruption;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.universe.SimOptions;

/** {@code skytrawl registry describe} of what the registry of a simulated VO knows. */
@Timeout(120)
class RegistryDescribeIT {
    private static SimulatedVo vo;

    @BeforeAll
    static void start() throws Exception {
        vo = SimulatedVo.start(SimOptions.of(20, 7));
    }

    @AfterAll
    static void end() {
        vo.close();
        Interruption.finished();
    }

    @Test
    void tellsOfTheRegistryItself() {
        Cli said = Cli.run("registry", "describe", "ivo://SIM.skytrawl/registry", "--registry", vo.registryUrl());
        assertThat(said.status()).isZero();
        assertThat(said.err()).contains("registry    " + vo.registryUrl());
        assertThat(said.out())
                .startsWith("The registry of the simulated VO [registry]\n"
                        + "ivo://sim.skytrawl/registry (vs:catalogservice)\n")
                .contains("  source        2026sim..book.....A (bibcode)\n")
                .contains("  identifiers   doi:10.5072/sim.skytrawl/registry\n")
                .contains("  contact       Simulated contact <sim@sim.example>\n")
                .contains("  data models   ivo://ivoa.net/std/regtap#1.2\n")
                .contains("  URL           " + vo.registryUrl() + "\n")
                .contains("  nothing       it has no SIA, SSA or ObsCore service\n");
    }

    @Test
    void givesTablesAndJsonOnDemand() {
        Cli found = Cli.run("services", "--cone", "10.68,41.27,90", "--inclusive", "--registry", vo.registryUrl());
        String ivoid = found.out()
                .lines()
                .map(line -> line.split("\t"))
                .filter(cells -> cells[1].equals("OBSTAP"))
                .map(cells -> cells[2])
                .findFirst()
                .orElseThrow();
        Cli said = Cli.run("registry", "describe", ivoid, "--tables", "--json", "--registry", vo.registryUrl());
        assertThat(said.status()).isZero();
        assertThat(said.out())
                .startsWith("{\"ivoid\":\"" + ivoid + "\",")
                .endsWith("}\n")
                .contains("\"tables\":[{\"table_name\":\"")
                .contains("\"standard_id\":\"ivo://ivoa.net/std/tap\"");
        assertThat(said.out().lines()).hasSize(1);
    }

    @Test
    void suggestsWhatWasPerhapsMeant() {
        Cli said = Cli.run("registry", "describe", "ivo://sim.skytrawl/registri", "--registry", vo.registryUrl());
        assertThat(said.status()).isEqualTo(1);
        assertThat(said.out()).isEmpty();
        assertThat(said.err())
                .contains("no registry knows ivo://sim.skytrawl/registri (" + vo.registryUrl()
                        + ": it does not know ivo://sim.skytrawl/registri)")
                .contains("similar identifiers are ivo://sim.skytrawl/registry");
    }

    @Test
    void asksTheNextRegistryWhereOneFailsAndSaysSo() throws Exception {
        String closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            closed = "http://127.0.0.1:" + socket.getLocalPort() + "/tap";
        }
        Cli said = Cli.run(
                "registry", "describe", "ivo://sim.skytrawl/org", "--registry", closed, "--registry", vo.registryUrl());
        assertThat(said.status()).isZero();
        assertThat(said.err()).contains("passed over " + closed + ": ");
        assertThat(said.out()).startsWith("The Simulated Observatory [org]\n");
        Cli nobody = Cli.run("registry", "describe", "ivo://sim.skytrawl/org", "--registry", closed);
        assertThat(nobody.status()).isEqualTo(1);
        assertThat(nobody.err()).contains("no registry can be used (" + closed + ": ");
    }

    @Test
    void refusesWhatIsNoIdentifier() {
        Cli said = Cli.run("registry", "describe", "sim.skytrawl/org", "--registry", vo.registryUrl());
        assertThat(said.status()).isEqualTo(2);
        assertThat(said.err()).contains("must begin with ivo://");
    }
}
