package org.skytrawl.cli.option;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.Discovery;
import org.skytrawl.model.Cone;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.Interval;
import org.skytrawl.model.Question;
import org.skytrawl.model.Region;
import org.skytrawl.model.Spectrum;
import org.skytrawl.model.Times;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is asked: at least one of a place, spectrum and time. */
public final class QuestionOptions extends OptionGroup {
    @Mixin
    private final PlaceOptions place = new PlaceOptions();

    @Option(
            names = "--spectrum",
            paramLabel = "A[..B]",
            description = "Vacuum wavelength, frequency or energy, or an interval, for example 500nm or 0.3keV..10keV."
                    + " Units: m, cm, mm, um, nm, Angstrom, Hz, kHz, MHz, GHz, THz, eV, keV, MeV, GeV, TeV, J. A"
                    + " missing end leaves the interval open.")
    private @Nullable String spectrum;

    @Option(
            names = "--time",
            paramLabel = "A[..B]",
            description = "Time of observation (UTC) or an interval: ISO 8601 (a date alone means 00:00 of that day, so"
                    + " 2010-03-01..2010-03-02 is one day), MJD, or JD (a number of 1,000,000 or more). A/B means the"
                    + " same as A..B. A missing end leaves the interval open.")
    private @Nullable String time;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            split = ",",
            completionCandidates = ProductTypes.class,
            description = "ObsCore product types to find, for example image,cube. Default: image")
    private @Nullable List<String> types;

    @Option(
            names = "--inclusive",
            description = "Also query services that declare no coverage, and keep datasets if their metadata do not"
                    + " show whether they match.")
    private boolean inclusive;

    public boolean inclusive() {
        return inclusive;
    }

    public void check() {
        place.check();
        // a name's place is known when it has been asked for; any will do to look at the rest
        var unused = constraints(place.isNamed() ? new Cone(0, 0, 1) : place.cone());
    }

    /** Resolves the name, if one was given. Returns the options with the time that is left for the run. */
    public DiscoveryOptions resolve(DiscoveryOptions options, boolean quiet) {
        return place.resolve(options, quiet);
    }

    /** The question, after {@link #resolve}. */
    public Question constraints() {
        return constraints(place.cone());
    }

    public Discovery discovery() {
        Discovery discovery = Discovery.of(constraints());
        place.applyTo(discovery);
        return discovery;
    }

    private Question constraints(@Nullable Region region) {
        Interval wavelengthM = read("--spectrum", spectrum, Spectrum::parse);
        Interval mjd = read("--time", time, Times::parseInterval);
        Set<String> wanted = new LinkedHashSet<>(types == null ? List.of("image") : types);
        if (types != null && types.stream().allMatch(String::isBlank)) {
            throw wrong("--type names no product type");
        }
        try {
            return new Question(region, wavelengthM, mjd, wanted);
        } catch (IllegalArgumentException e) {
            throw wrong(
                    region == null && wavelengthM == null && mjd == null
                            ? "give at least one of --cone, --galactic, --target, --spectrum and --time: a question"
                                    + " without limits is refused"
                            : e.getMessage());
        }
    }

    /** What was understood otherwise than it may have been meant. */
    public List<String> doubts() {
        List<String> doubts = new ArrayList<>(place.notes());
        for (String end : (time == null ? "" : time).split("\\.\\.|/", -1)) {
            String year = end.strip();
            if (year.matches("[12]\\d{3}")) {
                doubts.add("time " + year + " is read as MJD " + year + ", which is " + Times.iso(Times.parseMjd(end))
                        + "; for the year write " + year + "-01-01");
            }
        }
        for (String end : (time == null ? "" : time).split("\\.\\.|/", -1)) {
            String day = end.strip();
            if (day.matches("[12]\\d{7}")) {
                doubts.add(
                        "time " + day + " is read as JD " + day + ", tens of thousands of years from now; for the date"
                                + " write " + day.substring(0, 4) + "-" + day.substring(4, 6) + "-" + day.substring(6));
            }
        }
        for (String type : types == null ? List.<String>of() : types) {
            if (!ProductTypes.ALL.contains(type.strip().toLowerCase(Locale.ROOT))) {
                doubts.add(
                        "'" + type + "' is not an ObsCore product type (" + String.join(", ", ProductTypes.ALL) + ")");
            }
        }
        return doubts;
    }

    /** Values that shells offer: ObsCore 1.1 section 3.3.1. Services may have others. */
    static final class ProductTypes implements Iterable<String> {
        static final List<String> ALL =
                List.of("image", "cube", "spectrum", "sed", "timeseries", "visibility", "event", "measurements");

        @Override
        public Iterator<String> iterator() {
            return ALL.iterator();
        }
    }
}
