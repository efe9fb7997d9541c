package org.skytrawl.cli.option;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.Discovery;
import org.skytrawl.DiscoveryPlan;
import org.skytrawl.cli.print.QuestionText;
import org.skytrawl.cli.terminal.WaitingLine;
import org.skytrawl.harvest.state.HarvestQuestion;
import org.skytrawl.harvest.take.Harvester;
import org.skytrawl.model.ConeText;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.Interval;
import org.skytrawl.model.PolygonRegion;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Question;
import org.skytrawl.model.Region;
import org.skytrawl.model.Service;
import org.skytrawl.model.Spectrum;
import org.skytrawl.model.TableModel;
import org.skytrawl.model.Times;
import org.skytrawl.protocol.obstap.ObsTapConditions;
import org.skytrawl.region.GivenRegion;
import org.skytrawl.registry.list.ServiceList;
import org.skytrawl.registry.list.ServiceListException;
import org.skytrawl.registry.list.UnregisteredService;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a harvest reads: which rows, of which services. */
public final class HarvestChoice extends OptionGroup {
    private static final Interval ANY_TIME = new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    /** Overlaps the coverage of every service. */
    private static final Interval LONG_TIME = new Interval(-1_000_000, Double.POSITIVE_INFINITY);

    @Option(
            names = "--cone",
            paramLabel = "RA,DEC,RADIUS",
            description = "Only rows that overlap this circle on the sky, ICRS, in degrees: 274.688,-13.792,0.1")
    private @Nullable String cone;

    @Option(
            names = "--polygon",
            paramLabel = "RA,DEC ...",
            description = "Only rows that overlap this polygon, ICRS, in degrees: '10.1,41 10.9,41 10.5,41.6'")
    private @Nullable String polygon;

    @Option(
            names = "--moc",
            paramLabel = "FILE|MOC",
            description =
                    "Only rows that overlap a MOC: a file, or its ASCII form, '6/100-120 130'. The rows of circles"
                            + " around its cells are read.")
    private @Nullable String moc;

    @Option(
            names = "--spectrum",
            paramLabel = "A[..B]",
            description = "Only rows of this vacuum wavelength, frequency or energy, or of this interval:"
                    + " 500nm, 0.3keV..10keV")
    private @Nullable String spectrum;

    @Option(
            names = "--time",
            paramLabel = "A[..B]",
            description = "Only rows of this time of observation (UTC), or of this interval: 2009-06-18, 2005..2007-03")
    private @Nullable String time;

    @Mixin
    private final TypeOption type = new TypeOption(Sought.DATASETS);

    @Option(
            names = "--inclusive",
            description =
                    "Also ask services that declare no coverage, and keep rows if it is unknown whether they match.")
    private boolean inclusive;

    @Mixin
    private final RegistryOptions registry = new RegistryOptions();

    @Option(
            names = "--services",
            paramLabel = "FILE",
            description =
                    "File with a list of services instead of a selection from a registry: CSV, VOTable or JSON, as"
                            + " for images. Those of other protocols than ObsTAP, SIA2 and SSA are left out.")
    private @Nullable Path serviceList;

    @Mixin
    private final ByUrl byUrl = new ByUrl();

    /**
     * The services of a choice.
     *
     * @param from what they were selected from
     * @param others number of services that are not harvested since their protocol is another
     */
    public record Chosen(List<Service> services, boolean mayBePrivate, String from, long others) {
        public Chosen {
            services = List.copyOf(services);
        }
    }

    /** Whether an option says which rows are read. */
    public boolean asks() {
        return Stream.of(cone, polygon, moc, spectrum, time).anyMatch(Objects::nonNull)
                || !type.types(Sought.DATASETS).isEmpty();
    }

    /** Whether {@code --inclusive} is given without an option that it could change. */
    public boolean isInclusiveAlone() {
        return inclusive && !asks();
    }

    /** Whether an option says which services are asked. */
    public boolean chooses() {
        return serviceList != null || byUrl.isGiven() || registry.given();
    }

    /** What is asked, in words. */
    public String inWords() {
        return asks() ? QuestionText.inWords(question()) : "everything";
    }

    /** The forms of the conditions for all queries; {@code [[]]} for everything. */
    public List<List<String>> forms() {
        return asks() ? ObsTapConditions.forms(question(), inclusive) : List.of(List.of());
    }

    /** The question; null for whole tables. */
    public @Nullable HarvestQuestion asked() {
        return asks() ? new HarvestQuestion(question(), inclusive) : null;
    }

    private Question question() {
        if (Stream.of(cone, polygon, moc).filter(Objects::nonNull).count() > 1) {
            throw wrong("give only one of --cone, --polygon and --moc");
        }
        Region region = read("--cone", cone, text -> ConeText.equatorial(text, null));
        if (region == null) {
            GivenRegion cells = region(moc, null, null);
            region = cells == null ? read("--polygon", polygon, PolygonRegion::parse) : cells.region();
        }
        Interval wavelengthM = read("--spectrum", spectrum, Spectrum::parse);
        Interval mjd = read("--time", time, Times::parseInterval);
        Set<String> types = type.types(Sought.DATASETS);
        boolean isOpen = region == null && wavelengthM == null && mjd == null;
        try {
            return new Question(region, wavelengthM, isOpen ? ANY_TIME : mjd, types);
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
    }

    /**
     * Reads the list of services, or asks a registry.
     *
     * @param limited whether the harvest is of some rows only
     */
    public Chosen choose(boolean quiet, boolean limited) {
        var unused = registry.urls();
        ServiceList listed = listed();
        if (listed != null && registry.given()) {
            throw wrong(
                    "give " + (serviceList != null ? "--services" : "single services") + " or --registry, not both");
        }
        Question asked = question();
        // a question without limits would be sent to no service
        boolean isOpen = ANY_TIME.equals(asked.mjd());
        Discovery discovery = Discovery.of(isOpen ? new Question(null, null, LONG_TIME, asked.productTypes()) : asked)
                .options(DiscoveryOptions.DEFAULTS
                        .withInclusive(inclusive || isOpen)
                        .withRunDeadline(Duration.ofMinutes(10)));
        if (listed == null) {
            discovery.registries(registry.urls());
        } else {
            discovery.services(listed);
        }
        DiscoveryPlan plan;
        WaitingLine waiting = WaitingLine.on(err(), quiet, WaitingLine.FOR_SERVICES, discovery::awaitedRegistry);
        try (waiting) {
            plan = discovery.plan();
        }
        Predicate<Service> isTaken = service -> Harvester.takes(service.protocol(), limited);
        long others = plan.selection().kept().stream().filter(isTaken.negate()).count();
        // what is not harvested stands for no other service
        return new Chosen(
                plan.only(isTaken).selection().kept(),
                plan.privateAddressesAllowed(),
                String.valueOf(plan.registry().source()),
                others);
    }

    private @Nullable ServiceList listed() {
        ServiceList listed = null;
        if (serviceList != null) {
            try {
                listed = ServiceList.read(serviceList);
            } catch (ServiceListException e) {
                throw wrong("--services: " + e.getMessage());
            }
        }
        List<Service> named = new ArrayList<>();
        byUrl.options.forEach((protocol, option) -> option.<List<String>>getValue()
                .forEach(url -> named.add(Objects.requireNonNull(
                        read(option.longestName(), url, it -> UnregisteredService.of(protocol, it))))));
        if (!named.isEmpty()) {
            ServiceList given = ServiceList.of("the command line", named);
            listed = listed == null ? given : listed.and(given);
        }
        return listed;
    }

    /** An option for each protocol that is harvested. */
    @Command
    static final class ByUrl {
        private final Map<Protocol, OptionSpec> options = new LinkedHashMap<>();

        @Spec(Spec.Target.MIXEE)
        void addTo(CommandSpec command) {
            for (Protocol protocol : Protocol.known()) {
                if (Harvester.takes(protocol, false)) {
                    TableModel model = protocol.table();
                    OptionSpec option = OptionSpec.builder(
                                    "--" + protocol.name().toLowerCase(Locale.ROOT))
                            .paramLabel(model == null ? "URL" : "URL[#TABLE]")
                            .type(List.class)
                            .auxiliaryTypes(String.class)
                            .initialValue(List.of())
                            .description(protocol.title() + " service to harvest instead of a selection from a"
                                    + " registry. May be repeated, and combined with --services."
                                    + (model == null ? "" : " Default table: " + model.tableName() + "."))
                            .build();
                    options.put(protocol, option);
                    command.addOption(option);
                }
            }
        }

        private boolean isGiven() {
            return options.values().stream()
                    .anyMatch(option -> !option.<List<String>>getValue().isEmpty());
        }
    }
}
