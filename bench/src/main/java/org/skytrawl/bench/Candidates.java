package org.skytrawl.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Axis;
import org.skytrawl.model.Coverage;
import org.skytrawl.model.Interval;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Service;
import org.skytrawl.protocol.obstap.ObsTap;
import org.skytrawl.protocol.sia.Sia1;
import org.skytrawl.protocol.sia.Sia2;
import org.skytrawl.registry.Candidate;
import org.skytrawl.registry.regtap.RegistrySnapshot;
import org.skytrawl.sky.Healpix;
import org.skytrawl.sky.Moc;
import org.skytrawl.sky.RegionCover;
import org.skytrawl.sky.SkyCircle;

/**
 * A registry as large as it could become: resources of some hundred data centres, a third of them with more than one
 * protocol, most with coverage on all axes, many served by their centre's ObsTAP service. The same at each call.
 */
final class Candidates {
    private static final int CENTRES = 300;
    private static final double ALL_SKY = 0.05;
    private static final double UNDECLARED = 0.15;

    private final SplittableRandom random = new SplittableRandom(20_260_101);
    private final List<Candidate> made = new ArrayList<>();

    private Candidates() {}

    /** A snapshot with so many candidates. */
    static RegistrySnapshot snapshot(int count) {
        Candidates candidates = new Candidates();
        for (int centre = 0; centre < CENTRES; centre++) {
            candidates.addObsTap(centre);
        }
        for (int resource = 0; candidates.made.size() < count; resource++) {
            candidates.addResource(resource, count);
        }
        return new RegistrySnapshot(
                "https://registry.example.org/tap",
                Instant.parse("2026-01-01T00:00:00Z"),
                EnumSet.allOf(Axis.class),
                false,
                candidates.made,
                List.of());
    }

    private static Ivoid tap(int centre) {
        return new Ivoid("ivo://centre" + centre + ".example.org/tap");
    }

    private void addObsTap(int centre) {
        add(tap(centre), ObsTap.PROTOCOL, "https://tap.centre" + centre + ".example.org/tap", List.of(), Set.of());
    }

    private void addResource(int resource, int count) {
        int centre = random.nextInt(CENTRES);
        Ivoid ivoid = new Ivoid("ivo://centre" + centre + ".example.org/survey" + resource + "/siap");
        String url = "https://centre" + centre + ".example.org/survey" + resource;
        List<Ivoid> servedBy = random.nextInt(3) == 0 ? List.of(tap(centre)) : List.of();
        Set<String> tables = random.nextInt(6) == 0 ? Set.of("ivoa.obscore") : Set.of();
        add(ivoid, Sia1.PROTOCOL, url + "/siap.xml?", servedBy, tables);
        if (random.nextInt(3) == 0 && made.size() < count) {
            add(ivoid, Sia2.PROTOCOL, url + "/siap2.xml", servedBy, tables);
        }
    }

    // of a class file NullAway does not see that the last parameter, a nested type, may be null
    @SuppressWarnings("NullAway")
    private void add(Ivoid ivoid, Protocol protocol, String url, List<Ivoid> servedBy, Set<String> tables) {
        @Nullable String table = protocol.equals(ObsTap.PROTOCOL) ? "ivoa.obscore" : null;
        Coverage coverage = random.nextDouble() < UNDECLARED ? Coverage.UNDECLARED : coverage();
        Service service = Service.of(
                        List.of(ivoid), "Images of " + ivoid.value().substring(6), protocol, url, table)
                .withCoverage(coverage);
        made.add(new Candidate(service, servedBy, tables, null));
    }

    private Coverage coverage() {
        double wavelengthM = Math.pow(10, random.nextDouble(-9, -1));
        double mjd = random.nextDouble(40_000, 60_000);
        return new Coverage(
                random.nextDouble() < ALL_SKY ? Moc.FULL : moc(),
                List.of(new Interval(wavelengthM, wavelengthM * random.nextDouble(1.1, 5))),
                List.of(new Interval(mjd, mjd + random.nextDouble(10, 4000))));
    }

    /** Fields that are scattered, as a telescope's, or one large patch, as a survey's: dozens to hundreds of ranges. */
    private Moc moc() {
        int fields = random.nextInt(4) == 0 ? 1 : random.nextInt(10, 60);
        double radiusDeg = fields == 1 ? random.nextDouble(3, 20) : random.nextDouble(0.3, 1.5);
        Moc moc = Moc.EMPTY;
        for (int i = 0; i < fields; i++) {
            SkyCircle field = new SkyCircle(Healpix.centreOf(8, random.nextLong(Healpix.cellCount(8))), radiusDeg);
            moc = moc.union(RegionCover.cells(7, field));
        }
        return moc;
    }
}
