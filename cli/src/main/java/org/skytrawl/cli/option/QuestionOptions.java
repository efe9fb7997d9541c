package org.skytrawl.cli.option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.Discovery;
import org.skytrawl.cli.print.AskedQuestion;
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
    private Sought sought;

    @Mixin
    private final PlaceOptions place = new PlaceOptions();

    @Option(
            names = "--spectrum",
            paramLabel = "A[..B]",
            description = "Vacuum wavelength, frequency or energy, or an interval, for example 500nm or 0.3keV..10keV."
                    + " Units: m, cm, mm, um, nm, Angstrom, Hz, kHz, MHz, GHz, THz, eV, keV, MeV, GeV, TeV, J. Omit"
                    + " either end for an open interval.")
    private @Nullable String spectrum;

    @Option(
            names = "--time",
            paramLabel = "A[..B]",
            description = "Time of observation (UTC) or an interval. A year, month or date is the whole of it:"
                    + " 2009-06-18 is that day, 2005..2007-03 is from the start of 2005 to the end of March 2007. ISO"
                    + " 8601 with a time of day (2009-06-18T22:30), MJD and JD are points of time. A number from 1800 to 2100 is a year;"
                    + " others are MJD up to 1,000,000, JD above. A/B is the same as A..B. Omit either end for an"
                    + " open interval.")
    private @Nullable String time;

    @Mixin
    private final TypeOption type;

    @Option(
            names = "--inclusive",
            description = "Also query services that declare no coverage, and keep datasets if their metadata do not"
                    + " show whether they match.")
    private boolean inclusive;

    /** For a command that looks for one thing. */
    public QuestionOptions(Sought sought) {
        this.sought = sought;
        this.type = new TypeOption(sought);
    }

    /** For a command that is told by {@link #seek} what to look for; else images. */
    public QuestionOptions() {
        this.sought = Sought.IMAGES;
        this.type = new TypeOption(null);
    }

    public void seek(Sought other) {
        sought = other;
    }

    public boolean inclusive() {
        return inclusive;
    }

    public void check() {
        place.check();
        // a name's place is known when it has been asked for; any will do to look at the rest
        var unused = constraints(place.isNamed() ? new Cone(0, 0, 1) : place.region());
    }

    /** The file of the target list; null without one, or if it is stdin. */
    public @Nullable Path targetFile() {
        return place.targets().path();
    }

    public boolean hasTargets() {
        return place.targets().given();
    }

    /** For the summary: rows of the target list that were left out; null if none were. */
    public @Nullable String leftOut() {
        return place.targets().leftOut();
    }

    /** Resolves the name, if one was given. Returns the options with the time that is left for the run. */
    public DiscoveryOptions resolve(DiscoveryOptions options, boolean quiet) {
        return place.resolve(options, quiet);
    }

    /** The question, after {@link #resolve}. */
    public Question constraints() {
        return constraints(place.region());
    }

    public Discovery discovery() {
        Discovery discovery = Discovery.of(constraints());
        place.applyTo(discovery);
        return discovery;
    }

    private Question constraints(@Nullable Region region) {
        Interval wavelengthM = read("--spectrum", spectrum, Spectrum::parse);
        Interval mjd = read("--time", time, Times::parseInterval);
        Set<String> wanted = type.types(sought);
        try {
            return new Question(region, wavelengthM, mjd, wanted);
        } catch (IllegalArgumentException e) {
            throw wrong(
                    region == null && wavelengthM == null && mjd == null
                            ? "give at least one of " + PlaceOptions.PLACES.replace(" and ", ", ")
                                    + ", --spectrum and --time: a question without limits is refused"
                            : e.getMessage());
        }
    }

    /** The question for display, after {@link #resolve}. */
    public AskedQuestion asked() {
        return new AskedQuestion(constraints(), spectrum == null ? null : Spectrum.inWords(spectrum), notes());
    }

    /** What was understood otherwise than it may have been meant. */
    private List<String> notes() {
        List<String> notes = new ArrayList<>(place.notes());
        notes.addAll(type.notes());
        return notes;
    }
}
