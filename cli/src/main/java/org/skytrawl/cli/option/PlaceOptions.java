package org.skytrawl.cli.option;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.Discovery;
import org.skytrawl.cli.print.QuestionText;
import org.skytrawl.cli.print.Words;
import org.skytrawl.cli.terminal.CommandException;
import org.skytrawl.cli.terminal.ExitStatus;
import org.skytrawl.cli.terminal.Interruption;
import org.skytrawl.cli.terminal.WaitingLine;
import org.skytrawl.model.Cone;
import org.skytrawl.model.ConeText;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.PlainText;
import org.skytrawl.model.ResolvedTarget;
import org.skytrawl.names.NameResolver;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.ServersInTurn;
import org.skytrawl.net.StoppedException;
import org.skytrawl.run.Targets;
import picocli.CommandLine.Option;

/** Where on the sky: a position, equatorial or galactic, or a name, and the radius around it. */
final class PlaceOptions extends OptionGroup {
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
            names = "--radius",
            paramLabel = "R",
            description = "Radius for --target, and for --cone and --galactic without a radius: 0.2 or 0.2deg,"
                    + " 12arcmin or 12', 30arcsec or 30\"")
    private @Nullable String radius;

    private @Nullable Cone place;
    private @Nullable ResolvedTarget resolved;

    /** Of the name resolution. */
    private @Nullable String note;

    void check() {
        long given = Stream.of(cone, galactic, target).filter(Objects::nonNull).count();
        if (given > 1) {
            throw wrong("give only one of --cone, --galactic and --target");
        }
        if (given == 0 && radius != null) {
            throw wrong("--radius needs --target, --cone or --galactic");
        }
        if (target != null && radius == null) {
            throw wrong("--target needs a --radius, such as --radius 0.2 or --radius 12arcmin");
        }
        if (target != null && target.isBlank()) {
            throw wrong("--target is empty");
        }
        Double deg = read("--radius", radius, ConeText::radiusDeg);
        place = cone != null
                ? read("--cone", cone, text -> ConeText.equatorial(text, deg))
                : read("--galactic", galactic, text -> ConeText.galactic(text, deg));
    }

    boolean isNamed() {
        return target != null;
    }

    /** The circle; null if none was given, or its name is not resolved yet. */
    @Nullable
    Cone cone() {
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
        return note == null ? List.of() : List.of(note);
    }

    void applyTo(Discovery discovery) {
        if (resolved != null && place != null) {
            discovery.target(resolved, place.radiusDeg());
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
                + QuestionText.positionInWords(it.raDeg(), it.decDeg()) + ", says "
                + (it.source().isEmpty() ? "" : PlainText.of(it.source(), 60) + " through ")
                + PlainText.of(it.service(), 200)
                + (it.cached() ? ", cached " + Words.ago(it.answered(), Instant.now()) : ""));
        if (!it.cached()) {
            it.passedOver().forEach(said -> err().println("  passed over " + PlainText.of(said, 300)));
        }
        err().flush();
    }
}
