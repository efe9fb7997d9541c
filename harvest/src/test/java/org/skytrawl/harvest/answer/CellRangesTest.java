package org.skytrawl.harvest.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.skytrawl.harvest.catalogue.CatalogueFile;
import org.skytrawl.harvest.catalogue.CatalogueTable;
import org.skytrawl.harvest.read.StoredRows.Cells;
import org.skytrawl.harvest.state.FileSums;
import org.skytrawl.model.Cone;
import org.skytrawl.model.MocRegion;
import org.skytrawl.model.PolygonRegion;
import org.skytrawl.model.Question;
import org.skytrawl.model.Region;
import org.skytrawl.model.Target;
import org.skytrawl.model.TargetList;
import org.skytrawl.model.TargetRegion;
import org.skytrawl.sky.Healpix;
import org.skytrawl.sky.Moc;
import org.skytrawl.sky.SkyCircle;
import org.skytrawl.sky.SkyPoint;

/** The ranges have each row that a search may want, whatever the region, and how far rows reach. */
class CellRangesTest {
    private static final int QUESTIONS = 100;
    private static final int ROWS = 200;

    private record Row(SkyPoint at, double reachDeg) {
        long cell() {
            return Healpix.cellOf(Healpix.MAX_ORDER, at);
        }

        /** It overlaps the region if any row of this position and reach does. */
        boolean overlaps(Region region) {
            SkyCircle outline = new SkyCircle(at, reachDeg);
            return region instanceof TargetRegion targets
                    ? targets.overlapping(outline).length > 0
                    : region.shape().overlaps(outline);
        }
    }

    private static SkyPoint point(Random random) {
        double decDeg = switch (random.nextInt(6)) {
            case 0 -> 90 - Math.abs(random.nextGaussian()) * 0.5;
            case 1 -> -90 + Math.abs(random.nextGaussian()) * 0.5;
            default -> Math.toDegrees(Math.asin(random.nextDouble(-1, 1)));
        };
        double raDeg = random.nextInt(4) == 0 ? random.nextGaussian() : random.nextDouble(0, 360);
        return SkyPoint.ofDegrees(raDeg, decDeg);
    }

    private static SkyPoint near(SkyPoint centre, double deg, Random random) {
        double decDeg = Math.clamp(centre.decDeg() + random.nextGaussian() * deg, -90, 90);
        double widen = Math.max(0.01, Math.cos(Math.toRadians(centre.decDeg())));
        return SkyPoint.ofDegrees(centre.raDeg() + random.nextGaussian() * deg / widen, decDeg);
    }

    private static double size(Random random) {
        return Math.pow(10, random.nextDouble(-4, 1.5));
    }

    private static Region region(SkyPoint centre, double sizeDeg, Random random) {
        switch (random.nextInt(4)) {
            case 0 -> {
                return new Cone(centre.raDeg(), centre.decDeg(), Math.min(180, sizeDeg));
            }
            case 1 -> {
                double[] vertices = new double[6];
                double halfDeg = Math.min(20, sizeDeg);
                double decDeg = Math.clamp(centre.decDeg(), -69, 69);
                for (int i = 0; i < 3; i++) {
                    vertices[2 * i] = centre.raDeg() + halfDeg * Math.cos(i * 2.1);
                    vertices[2 * i + 1] = decDeg + halfDeg * Math.sin(i * 2.1);
                }
                return PolygonRegion.ofDegrees(vertices);
            }
            case 2 -> {
                int order = 3 + random.nextInt(6);
                long[] cells = new long[1 + random.nextInt(12)];
                for (int i = 0; i < cells.length; i++) {
                    cells[i] = Healpix.cellOf(order, near(centre, sizeDeg, random));
                }
                return new MocRegion(Moc.ofCells(order, cells));
            }
            default -> {
                List<Target> targets = new ArrayList<>();
                for (int i = 0; i < 30; i++) {
                    SkyPoint at = i % 2 == 0 ? near(centre, sizeDeg, random) : point(random);
                    targets.add(new Target("t" + i, at.raDeg(), at.decDeg(), Math.min(5, size(random))));
                }
                return TargetRegion.of(TargetList.of(targets));
            }
        }
    }

    private static boolean has(List<Cells> ranges, long cell) {
        return ranges.stream().anyMatch(range -> range.least() <= cell && cell <= range.greatest());
    }

    private static CatalogueFile file(CatalogueTable table, int norder, long npix, List<Row> rows) {
        return new CatalogueFile(
                table,
                Path.of("part"),
                new FileSums(0, List.of()),
                rows.size(),
                norder,
                npix,
                rows.stream().mapToDouble(Row::reachDeg).max().orElse(0),
                rows.stream().mapToLong(Row::cell).min().orElse(0),
                rows.stream().mapToLong(Row::cell).max().orElse(0));
    }

    @Test
    void haveEachRowThatIsWanted() {
        Random random = new Random(17);
        int wanted = 0;
        int passedOver = 0;
        for (int n = 0; n < QUESTIONS; n++) {
            SkyPoint centre = point(random);
            double sizeDeg = size(random);
            Region region = region(centre, sizeDeg, random);
            double nearbyDeg = random.nextInt(3) == 0 ? 2 : 0;
            Touch.Place place =
                    Objects.requireNonNull(Touch.place(new Question(region, null, null, Set.of()), nearbyDeg));
            boolean wide = random.nextInt(4) == 0;
            double mostDeg = wide ? random.nextDouble(2.5, 180) : random.nextDouble(0, 2.5);
            int norder = random.nextInt(5);
            SkyPoint there = near(centre, sizeDeg + mostDeg, random);
            List<Row> rows = new ArrayList<>();
            long npix = Healpix.cellOf(norder, there);
            for (int i = 0; i < ROWS; i++) {
                SkyPoint at = i % 3 == 0 ? point(random) : near(centre, sizeDeg + mostDeg, random);
                if (wide || Healpix.cellOf(norder, at) == npix) {
                    rows.add(new Row(at, i % 5 == 0 ? 0 : mostDeg * random.nextDouble()));
                }
            }
            if (rows.isEmpty()) {
                continue;
            }
            CatalogueFile file = wide
                    ? file(CatalogueTable.DATASETS_WIDE, CatalogueFile.NO_ORDER, 0, rows)
                    : file(CatalogueTable.DATASETS, norder, npix, rows);
            List<Cells> ranges = CellRanges.of(file, new Touch(place, file.maxReachDeg()));
            assertThat(ranges).hasSizeLessThanOrEqualTo(CellRanges.MOST_RANGES);
            for (Row row : rows) {
                boolean isBareAndNear = row.reachDeg() == 0 && nearbyDeg > 0 && isNearby(region, row.at(), nearbyDeg);
                if (row.overlaps(region) || isBareAndNear) {
                    wanted++;
                    assertThat(has(ranges, row.cell()))
                            .as("%s of %s", row, region)
                            .isTrue();
                } else {
                    passedOver += has(ranges, row.cell()) ? 0 : 1;
                }
            }
        }
        assertThat(wanted).isGreaterThan(1_000);
        assertThat(passedOver).isGreaterThan(1_000);
    }

    private static boolean isNearby(Region region, SkyPoint at, double deg) {
        SkyCircle around = new SkyCircle(at, deg);
        return region instanceof TargetRegion targets
                ? targets.overlapping(around).length > 0
                : region.enclosingCones().stream().anyMatch(cone -> cone.shape().overlaps(around));
    }
}
