package org.skytrawl.cli.option;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.skytrawl.Discovery;
import org.skytrawl.DiscoveryPlan;
import org.skytrawl.check.ServiceCheck;
import org.skytrawl.cli.terminal.CommandException;
import org.skytrawl.cli.terminal.WaitingLine;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.Interval;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.registry.list.UnregisteredService;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** The one service of a check: an option for each protocol, with a URL or the identifier of a resource. */
public final class CheckedService extends OptionGroup {
    private static final String IVO = "ivo://";

    @Mixin
    private final ByProtocol byProtocol = new ByProtocol();

    @Mixin
    private final RegistryOptions registry = new RegistryOptions();

    /**
     * The service.
     *
     * @param privateAddressesAllowed whether it may be on this machine or in a private network
     * @param others other services of the same resource and protocol
     */
    public record Chosen(Service service, boolean privateAddressesAllowed, List<Service> others) {}

    /** Finds the service; a registry is asked only for a resource. */
    public Chosen choose(Duration deadline, boolean quiet) {
        List<Map.Entry<Protocol, OptionSpec>> given = byProtocol.options.entrySet().stream()
                .filter(each -> each.getValue().getValue() != null)
                .toList();
        if (given.size() != 1) {
            throw wrong("give one service: " + String.join(" or ", byProtocol.names()));
        }
        Protocol protocol = given.getFirst().getKey();
        OptionSpec option = given.getFirst().getValue();
        String value = Objects.requireNonNull(option.<String>getValue()).strip();
        if (value.regionMatches(true, 0, IVO, 0, IVO.length())) {
            return registered(protocol, new Ivoid(value), deadline, quiet);
        }
        if (registry.given()) {
            throw wrong("--registry is only for the identifier of a resource, such as ivo://org.gavo.dc/tap");
        }
        Service service =
                Objects.requireNonNull(read(option.longestName(), value, url -> UnregisteredService.of(protocol, url)));
        return new Chosen(service, true, List.of());
    }

    private Chosen registered(Protocol protocol, Ivoid ivoid, Duration deadline, boolean quiet) {
        // a question that any coverage may match
        Question question =
                new Question(null, null, new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY), Set.of());
        Discovery discovery = Discovery.of(question)
                .options(DiscoveryOptions.DEFAULTS
                        .withInclusive(true)
                        .withElide(false)
                        .withRunDeadline(deadline))
                .registries(registry.urls());
        DiscoveryPlan plan;
        WaitingLine waiting = WaitingLine.on(err(), quiet, WaitingLine.FOR_SERVICES);
        try (waiting) {
            plan = discovery.plan();
        }
        List<Service> services = plan.selection().decisions().stream()
                .map(decision -> decision.service())
                .filter(service -> service.ivoids().contains(ivoid))
                .toList();
        List<Service> spoken = services.stream()
                .filter(service -> service.protocol().equals(protocol))
                .toList();
        if (spoken.isEmpty()) {
            List<Ivoid> near = plan.near(ivoid);
            throw new CommandException(
                    services.isEmpty()
                            ? plan.registry().source() + " has no service of " + ivoid
                                    + (near.isEmpty() ? "" : "; similar identifiers are " + join(near))
                            : ivoid + " has no " + protocol.title() + " service, but "
                                    + join(services.stream()
                                            .map(service -> service.protocol().title())
                                            .distinct()
                                            .toList()));
        }
        return new Chosen(spoken.getFirst(), plan.privateAddressesAllowed(), spoken.subList(1, spoken.size()));
    }

    private static String join(List<?> all) {
        return String.join(", ", all.stream().map(String::valueOf).toList());
    }

    @Command
    static final class ByProtocol {
        private final Map<Protocol, OptionSpec> options = new LinkedHashMap<>();

        @Spec(Spec.Target.MIXEE)
        void addTo(CommandSpec command) {
            for (Protocol protocol : ServiceCheck.protocols()) {
                boolean hasTable = protocol.table() != null;
                OptionSpec option = OptionSpec.builder("--" + protocol.name().toLowerCase(Locale.ROOT))
                        .paramLabel(hasTable ? "URL[#TABLE]|IVOID" : "URL|IVOID")
                        .type(String.class)
                        .description("Check " + protocol.inWords() + ", by its access URL or by the identifier of its"
                                + " resource in the registry.")
                        .build();
                options.put(protocol, option);
                command.addOption(option);
            }
        }

        private List<String> names() {
            return options.values().stream().map(OptionSpec::longestName).toList();
        }
    }
}
