package org.skytrawl.sky;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CircleIndexTest {
    private final Random random = new Random(42);

    private CircleIndex index(int size) {
        double[] ra = new double[size];
        double[] dec = new double[size];
        double[] radius = new double[size];
        for (int i = 0; i < size; i++) {
            boolean clustered = i % 3 == 0;
            ra[i] = clustered ? 359.9 + random.nextDouble() * 0.3 : random.nextDouble() * 720 - 360;
            dec[i] = clustered
                    ? 89.5 + random.nextDouble() * 0.5
                    : Math.toDegrees(Math.asin(2 * random.nextDouble() - 1));
            radius[i] = i % 7 == 0 ? 0 : i % 11 == 0 ? random.nextDouble() * 60 : random.nextDouble() * 0.2;
        }
        return new CircleIndex(ra, dec, radius);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 15, 16, 17, 31, 32, 33, 100, 1000, 5003})
    void findsTheSameAsTestingEach(int size) {
        CircleIndex index = index(size);
        for (int i = 0; i < 40; i++) {
            SkyShape footprint = footprint(i);
            List<Integer> expected = new ArrayList<>();
            for (int k = 0; k < size; k++) {
                if (index.circle(k).overlaps(footprint)) {
                    expected.add(k);
                }
            }
            List<Integer> found = new ArrayList<>();
            index.overlapping(footprint, found::add);
            assertThat(found).as("%s", footprint).isEqualTo(expected);
            assertThat(index.overlapsAny(footprint)).as("%s", footprint).isEqualTo(!expected.isEmpty());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 17, 100})
    void findsTheSameInMocsAsTestingEach(int size) {
        CircleIndex index = index(size);
        for (int i = 0; i < 20; i++) {
            Moc moc = moc(i);
            List<Integer> expected = new ArrayList<>();
            for (int k = 0; k < size; k++) {
                if (RegionCover.of(index.circle(k)).overlaps(moc)) {
                    expected.add(k);
                }
            }
            List<Integer> found = new ArrayList<>();
            index.overlapping(moc, (from, to) -> {
                for (int k = from; k < to; k++) {
                    found.add(k);
                }
            });
            assertThat(found).as("%s", moc.toAscii()).isEqualTo(expected);
        }
    }

    private SkyShape footprint(int i) {
        double ra = i % 2 == 0 ? 0.05 : random.nextDouble() * 360;
        double dec = i % 2 == 0 ? 89.8 : random.nextDouble() * 120 - 60;
        double size = i % 5 == 0 ? 20 : 0.1;
        return switch (i % 3) {
            case 0 -> SkyCircle.ofDegrees(ra, dec, size);
            case 1 -> SkyPolygon.ofDegrees(ra, dec - size, ra + 2 * size, dec - size, ra + size, dec);
            default ->
                new SkyUnion(List.of(SkyCircle.ofDegrees(ra, dec, size), SkyCircle.ofDegrees(ra + 180, -dec, size)));
        };
    }

    private Moc moc(int i) {
        if (i == 0) {
            return Moc.FULL;
        }
        int order = i % 9;
        long[] cells = new long[1 + i];
        for (int k = 0; k < cells.length; k++) {
            cells[k] = random.nextLong(Healpix.cellCount(order));
        }
        return Moc.ofCells(order, cells);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 1000})
    void keepsAllCirclesWithTheirPositions(int size) {
        double[] ra = new double[size];
        for (int i = 0; i < size; i++) {
            ra[i] = random.nextDouble() * 360;
        }
        double[] given = ra.clone();
        CircleIndex index = new CircleIndex(ra, new double[size], new double[size]);
        boolean[] seen = new boolean[size];
        for (int i = 0; i < size; i++) {
            assertThat(index.raDeg(i)).isEqualTo(given[index.position(i)]);
            seen[index.position(i)] = true;
            assertThat(index.around().contains(index.circle(i).centre())).isTrue();
        }
        assertThat(seen).doesNotContain(false);
    }

    @org.junit.jupiter.api.Test
    void anEmptyIndexIsAnError() {
        assertThatThrownBy(() -> new CircleIndex(new double[0], new double[0], new double[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
