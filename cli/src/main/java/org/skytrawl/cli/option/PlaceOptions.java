package org.skytrawl.cli.option;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.Discovery;
import org.skytrawl.cli.print.Words;
import org.skytrawl.cli.terminal.CommandException;
import org.skytrawl.cli.terminal.ExitStatus;
import org.skytrawl.cli.terminal.Interruption;
import org.skytrawl.cli.terminal.WaitingLine;
import org.skytrawl.model.Cone;
import org.skytrawl.model.ConeText;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.PlainText;
import org.skytrawl.model.PolygonRegion;
import org.skytrawl.model.Region;
import org.skytrawl.model.RegionText;
import org.skytrawl.model.ResolvedTarget;
import org.skytrawl.model.TargetRegion;
import org.skytrawl.names.NameResolver;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.ServersInTurn;
import org.skytrawl.net.StoppedException;
import org.skytrawl.region.GivenRegion;
import org.skytrawl.run.Targets;
import org.skytrawl.targets.ReadTargets;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where on the sky: a circle around a position or a named object, a polygon, a MOC, or the outline of an image. */
final class PlaceOptions extends OptionGroup {
    static final String PLACES = "--cone, --galactic, --target, --polygon, --moc, --footprint and --targets";

    /** More than the resolvers' own bounds together; a deadline of the run may be less. */
    private static final Duration MOST_FOR_NAMES = Duration.ofSeconds(30);

    @Option(
            names = "--cone",
            paramLabel = "RA,DEC,RADIUS",
            description = "Circle on the sky, ICRS: 274.688,-13.792,0.1 in degrees, or 18:18:45.1,-13:47:31,6arcmin,"
                    + " 18h18m45.1s,-13d47m31s,0.1 or '18 18 45.1 -13 47 31, 0.1'. A right ascension with colons or"
                    + " blanks is in hours. The radius can be given by --radius instead.")
    private @Nullable String cone;

    @Option(
            names = "--galactic",
            paramLabel = "L,B,RADIUS",
            description = "Circle on the sky in galactic coordinates, degrees: 16.952,0.789,0.1")
    private @Nullable String galactic;

    @Option(
            names = "--target",
            paramLabel = "NAME",
            description = "Name of an object in Simbad, NED or VizieR; needs --radius: M31, 'SN 1987A'. The position"
                    + " comes from the CDS name resolver Sesame (other servers: $SKYTRAWL_SESAME) and is cached for a"
                    + " month.")
    private @Nullable String target;

    @Option(
            names = "--polygon",
            paramLabel = "RA,DEC ...",
            description =
                    "Polygon on the sky, ICRS: the vertices in turn, '10.1,41 10.9,41 10.5,41.6' in degrees or with"
                            + " colons. Its sides are great circles; the smaller side is inside.")
    private @Nullable String polygon;

    @Option(
            names = "--moc",
            paramLabel = "FILE|MOC",
            description = "Region of HEALPix cells: a MOC file (FITS, JSON or ASCII; ICRS) or its ASCII form,"
                    + " '6/100-120 130'. With --probability also a probability map.")
    private @Nullable String moc;

    @Option(
            names = "--probability",
            paramLabel = "P",
            description = "With --moc and the probability map of a gravitational-wave alert: the smallest region that"
                    + " holds this probability, such as 0.9")
    private @Nullable String probability;

    @Option(
            names = "--footprint",
            paramLabel = "IMAGE[#N]",
            description = "Outline of a FITS image of yours by its celestial coordinates: image.fits, or image.fits#2"
                    + " for its HDU 2 (0 is the primary one). Default: its first image that has them")
    private @Nullable String footprint;

    @Option(
            names = "--radius",
            paramLabel = "R",
            description =
                    "Radius for --target, for --targets without a column of it, and for --cone and --galactic without a"
                            + " radius: 0.2 or 0.2deg,"
                            + " 12arcmin or 12', 30arcsec or 30\"")
    private @Nullable String radius;

    @Mixin
    private final TargetOptions targets = new TargetOptions();

    private @Nullable Region place;
    private List<String> regionNotes = List.of();
    private @Nullable ResolvedTarget resolved;

    /** Of the name resolution. */
    private @Nullable String note;

    void check() {
        long given = Stream.of(cone, galactic, target, polygon, moc, footprint)
                        .filter(Objects::nonNull)
                        .count()
                + (targets.given() ? 1 : 0);
        if (given > 1) {
            throw wrong("give only one of " + PLACES);
        }
        if (radius != null && cone == null && galactic == null && target == null && !targets.given()) {
            throw wrong("--radius needs --target, --targets, --cone or --galactic"
                    + (given == 0 ? "" : "; a polygon, MOC or footprint has no radius"));
        }
        if (probability != null && moc == null) {
            throw wrong("--probability needs --moc with a probability map");
        }
        if (target != null && radius == null) {
            throw wrong("--target needs a --radius, such as --radius 0.2 or --radius 12arcmin");
        }
        if (target != null && target.isBlank()) {
            throw wrong("--target is empty");
        }
        Double deg = read("--radius", radius, ConeText::radiusDeg);
        targets.check(radius);
        ReadTargets list = targets.targets();
        if (list != null) {
            place = TargetRegion.of(list.list());
            regionNotes = targets.notes();
        } else if (cone != null) {
            place = read("--cone", cone, text -> ConeText.equatorial(text, deg));
        } else if (galactic != null) {
            place = read("--galactic", galactic, text -> ConeText.galactic(text, deg));
        } else if (place == null) {
            // once: files are read again by each call else
            GivenRegion region = region(moc, probability, footprint);
            place = region == null ? read("--polygon", polygon, PolygonRegion::parse) : region.region();
            regionNotes = region == null ? List.of() : region.notes();
        }
    }

    TargetOptions targets() {
        return targets;
    }

    boolean isNamed() {
        return target != null;
    }

    /** Null if none was given, or its name is not resolved yet. */
    @Nullable
    Region region() {
        return place;
    }

    /** The place as given, unless in decimal degrees of right ascension and declination; a note of the name resolution. */
    List<String> notes() {
        String with = radius == null ? "" : " --radius " + radius;
        if (galactic != null) {
            return List.of("given as --galactic " + galactic + with);
        }
        if (cone != null && (!ConeText.isDecimal(cone) || (radius != null && !radius.matches("[0-9.]+")))) {
            return List.of("given as --cone " + cone + with);
        }
        return note == null ? regionNotes : List.of(note);
    }

    void applyTo(Discovery discovery) {
        ReadTargets list = targets.targets();
        if (list != null) {
            discovery.targets(list);
        } else if (resolved != null && radius != null) {
            discovery.target(resolved, ConeText.radiusDeg(radius));
        }
    }

    DiscoveryOptions resolve(DiscoveryOptions options, boolean quiet) {
        if (target == null || radius == null) {
            return options;
        }
        Duration whole = options.runDeadline();
        Deadline runEnd = whole == null ? Deadline.never() : Deadline.after(whole);
        NameResolver.Resolution answer = ask(target, runEnd, quiet);
        resolved = answer.target();
        place = new Cone(resolved.raDeg(), resolved.decDeg(), ConeText.radiusDeg(radius));
        note = answer.note();
        if (!quiet) {
            say(answer);
        }
        if (whole == null) {
            return options;
        }
        if (runEnd.isOver()) {
            throw new CommandException(
                    "the deadline passed during the name resolution of '" + target + "'; give the run more time");
        }
        return options.withRunDeadline(runEnd.left());
    }

    private NameResolver.Resolution ask(String name, Deadline runEnd, boolean quiet) {
        Cancellation cancellation = new Cancellation();
        ServersInTurn turn = new ServersInTurn();
        WaitingLine waiting = WaitingLine.on(err(), quiet, WaitingLine.FOR_NAME, turn::awaited);
        Interruption.Registration registration = Interruption.onInterrupt(cancellation::cancel);
        try (registration;
                waiting) {
            return Targets.resolve(name, Deadline.after(MOST_FOR_NAMES).earlier(runEnd), cancellation, null, turn);
        } catch (IllegalArgumentException e) {
            throw wrong("--target: " + e.getMessage());
        } catch (StoppedException e) {
            throw new CommandException(
                    ExitStatus.INTERRUPTED,
                    "interrupted during the name resolution of '" + name + "': no service was queried");
        }
    }

    private void say(NameResolver.Resolution answer) {
        ResolvedTarget it = answer.target();
        err().println("target      " + PlainText.of(it.name()) + " is at "
                + RegionText.positionInWords(it.raDeg(), it.decDeg()) + ", says "
                + (it.source().isEmpty() ? "" : PlainText.of(it.source(), 60) + " through ")
                + PlainText.of(it.service(), 200)
                + (it.cached() ? ", cached " + Words.ago(it.answered(), Instant.now()) : ""));
        if (!it.cached()) {
            it.passedOver().forEach(said -> err().println("  passed over " + PlainText.of(said, 300)));
        }
        err().flush();
    }
}
