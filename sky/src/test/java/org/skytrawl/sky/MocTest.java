package org.skytrawl.sky;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.BitSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MocTest {

    private static final int ORDER = 3;
    private static final int CELLS = 12 << (2 * ORDER);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3/1-4 7,9 4/ | 3/1-4 7 9",
                "3/1,3,4-6 | 3/1 3-6",
                "s3/1 | 3/1",
                "S 3/1 | 3/1",
                "0/0-11 | 0/0-11",
                "1/0-3 | 0/0",
                "29/0-3 28/1 | 28/0-1",
                "4/ | 0/",
                "4/7 3/1 | 3/1",
                "4/9 8 7 | 4/7-9",
                "3/2 2 1 | 3/1-2",
                "' 3/ 5 , 6 ' | 3/5-6",
                "29/3458764513820540927 | 29/3458764513820540927",
                "5/63 1024 3/5 | 3/5 5/63 1024",
                "3/1/2/ | 0/",
            })
    void readsAsciiAndWritesItInCanonicalForm(String text, String canonical) throws ShapeFormatException {
        Moc moc = Moc.parse(text);
        assertThat(moc).isEqualTo(Moc.parse(canonical));
        assertThat(Moc.parse(moc.toAscii())).isEqualTo(moc).hasSameHashCodeAs(moc);
        assertThat(moc.toAscii()).isEqualTo(canonical);
    }

    @Test
    void readsMocsBrokenIntoLines() throws ShapeFormatException {
        assertThat(Moc.parse("3/1-4\n 7\r\n4/3\t99\n").toAscii()).isEqualTo("3/1-4 7 4/3 99");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "s",
                "3",
                "3-4",
                "1 3/2",
                "30/1",
                "3/768",
                "3/1-768",
                "3/4-1",
                "0/0-999999999999999999",
                "0/0-99999999999999999999999999999999999999",
                "29/3458764513820540928",
                "29/0-18446744073709551617",
                "99999999999999999999/1",
                "3/-1",
                "3/1-",
                "3/1--2",
                "3/a",
                "3/1.5",
                "t3/1",
                "/1",
                "3/1-2-3",
                "s3/1 t4/2",
                "{\"3\":[1]}",
                "3/\u0661",
                "-3/1",
                "3/1 s"
            })
    void refusesWhatIsNoMoc(String text) {
        assertThatExceptionOfType(ShapeFormatException.class).isThrownBy(() -> Moc.parse(text));
    }

    @Test
    void namesTheOffendingPartWithoutItsControlCharacters() {
        assertThatExceptionOfType(ShapeFormatException.class)
                .isThrownBy(() -> Moc.parse("3/1 7\u001b[31m"))
                .withMessage("unexpected character in MOC: '?[31m' at character 5");
        assertThatExceptionOfType(ShapeFormatException.class)
                .isThrownBy(() -> Moc.parse("4/3072"))
                .withMessage("MOC cell that order 4 does not have: '3072' at character 2");
    }

    @Test
    void doesSetAlgebraLikeSetsOfCellsDo() throws ShapeFormatException {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 2_000; i++) {
            BitSet a = randomCells(random);
            BitSet b = randomCells(random);
            Moc mocA = mocOf(a);
            Moc mocB = mocOf(b);

            BitSet union = (BitSet) a.clone();
            union.or(b);
            assertThat(mocA.union(mocB)).isEqualTo(mocOf(union));
            BitSet intersection = (BitSet) a.clone();
            intersection.and(b);
            assertThat(mocA.intersection(mocB)).isEqualTo(mocOf(intersection));
            BitSet difference = (BitSet) a.clone();
            difference.andNot(b);
            assertThat(mocA.minus(mocB)).isEqualTo(mocOf(difference));
            BitSet complement = (BitSet) a.clone();
            complement.flip(0, CELLS);
            assertThat(mocA.complement()).isEqualTo(mocOf(complement));

            assertThat(mocA.overlaps(mocB)).isEqualTo(a.intersects(b));
            assertThat(mocA.isEmpty()).isEqualTo(a.isEmpty());
            assertThat(mocA.isFull()).isEqualTo(a.cardinality() == CELLS);
            assertThat(mocA.equals(mocB)).isEqualTo(a.equals(b));
            assertThat(Moc.parse(mocA.toAscii())).isEqualTo(mocA);
            for (int k = 0; k < 20; k++) {
                SkyPoint point = Samples.anywhere(random);
                assertThat(mocA.contains(point)).isEqualTo(a.get((int) Healpix.cellOf(ORDER, point)));
            }
        }
    }

    private static BitSet randomCells(SplittableRandom random) {
        BitSet cells = new BitSet(CELLS);
        int runs = random.nextInt(12);
        for (int i = 0; i < runs; i++) {
            int start = random.nextInt(CELLS);
            cells.set(start, Math.min(CELLS, start + 1 + random.nextInt(1 << random.nextInt(10))));
        }
        if (random.nextInt(50) == 0) {
            cells.set(0, CELLS);
        }
        return cells;
    }

    private static Moc mocOf(BitSet cells) {
        return Moc.ofCells(ORDER, cells.stream().mapToLong(cell -> cell).toArray());
    }

    @Test
    void writesAndReadsCellsOfAllOrders() throws ShapeFormatException {
        SplittableRandom random = new SplittableRandom(8);
        for (int i = 0; i < 300; i++) {
            Moc moc = Moc.EMPTY;
            for (int k = 0; k < 20; k++) {
                int order = random.nextInt(30);
                moc = moc.union(Moc.ofCells(order, random.nextLong(Healpix.cellCount(order))));
            }
            if (i % 2 == 0) {
                moc = moc.complement();
            }
            String ascii = moc.toAscii();
            assertThat(Moc.parse(ascii)).isEqualTo(moc);
            assertThat(Moc.parse(ascii).toAscii()).isEqualTo(ascii);
            assertThat(moc.union(moc.complement())).isEqualTo(Moc.FULL);
            assertThat(moc.overlaps(moc.complement())).isFalse();
        }
    }

    @Test
    void readsCellsInAnyOrder() throws ShapeFormatException {
        SplittableRandom random = new SplittableRandom(9);
        for (int i = 0; i < 500; i++) {
            StringBuilder text = new StringBuilder();
            Moc expected = Moc.EMPTY;
            for (int k = 0; k < 15; k++) {
                int order = random.nextInt(5);
                long first = random.nextLong(Healpix.cellCount(order));
                long last = Math.min(Healpix.cellCount(order) - 1, first + random.nextLong(4));
                text.append(order)
                        .append('/')
                        .append(first)
                        .append('-')
                        .append(last)
                        .append(' ');
                for (long cell = first; cell <= last; cell++) {
                    expected = expected.union(Moc.ofCells(order, cell));
                }
            }
            assertThat(Moc.parse(text.toString())).isEqualTo(expected);
        }
    }

    @Test
    void knowsNothingAndEverything() throws ShapeFormatException {
        assertThat(Moc.parse("0/0-11").isFull()).isTrue();
        assertThat(Moc.FULL.complement()).isEqualTo(Moc.EMPTY);
        assertThat(Moc.EMPTY.toAscii()).isEqualTo("0/");
        assertThat(Moc.parse("0/")).isEqualTo(Moc.EMPTY);
        assertThat(Moc.FULL.contains(SkyPoint.ofDegrees(0, -90))).isTrue();
        assertThat(Moc.EMPTY.contains(SkyPoint.ofDegrees(0, -90))).isFalse();
    }

    @Test
    void knowsItsShareOfTheSky() throws ShapeFormatException {
        assertThat(Moc.EMPTY.skyFraction()).isZero();
        assertThat(Moc.FULL.skyFraction()).isEqualTo(1);
        assertThat(Moc.parse("0/0-5").skyFraction()).isEqualTo(0.5);
        assertThat(Moc.parse("0/1 1/0-1 29/32").skyFraction())
                .isCloseTo(1.5 / 12, org.assertj.core.data.Offset.offset(1e-15));
    }

    @Test
    void refusesCellsThatAreNot() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Moc.ofCells(0, 12))
                .withMessageContaining("12");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Moc.ofCells(30, 0))
                .withMessageContaining("30");
    }

    @Test
    void isShortenedByCoarserCellsThatContainIt() throws ShapeFormatException {
        SplittableRandom random = new SplittableRandom(21);
        for (int i = 0; i < 30; i++) {
            int order = random.nextInt(1, 30);
            Moc moc = Moc.ofCells(
                    order,
                    random.longs(random.nextInt(1, 2_000), 0, Healpix.cellCount(order))
                            .toArray());
            Moc shortened = moc.shortened(500);
            assertThat(shortened.toAscii()).hasSizeLessThanOrEqualTo(500);
            assertThat(moc.minus(shortened).isEmpty()).isTrue();
        }
        Moc small = Moc.parse("6/2623 2708-2709 29/1");
        assertThat(small.shortened(25)).isSameAs(small);
        assertThat(small.shortened(20)).isEqualTo(Moc.parse("6/2623 2708-2709 9/0"));
        assertThat(Moc.parse("1/1 3 5 7 9 11 13").shortened(6)).isEqualTo(Moc.parse("0/0-3"));
    }

    @Test
    void writesTextWithinALengthOrNone() throws ShapeFormatException {
        Moc moc = Moc.parse("3/1-4 7 4/3 29/11 13");
        assertThat(moc.toAscii(20)).isEqualTo("3/1-4 7 4/3 29/11 13");
        assertThat(moc.toAscii(19)).isNull();
        assertThat(moc.toAscii(3)).isNull();
        assertThat(Moc.EMPTY.toAscii(2)).isEqualTo("0/");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0/ | 0 | 0/",
                "0/0-11 | 0 | 0/0-11",
                "29/17 | 29 | 29/17",
                "29/0-3 | 28 | 28/0",
                "3/5 29/3458764513820540927 | 29 | 3/5 4/3071",
            })
    void hasAnOrderAndCanBeCoarser(String ascii, int order, String atLeastOrder4) throws ShapeFormatException {
        Moc moc = Moc.parse(ascii);
        assertThat(moc.order()).isEqualTo(order);
        assertThat(moc.coarsened(29)).isEqualTo(moc);
        Moc coarse = moc.coarsened(4);
        assertThat(moc.minus(coarse)).isEqualTo(Moc.EMPTY);
        assertThat(coarse.order()).isLessThanOrEqualTo(4);
        if (order <= 4 || ascii.startsWith("3/5 29")) {
            assertThat(coarse.toAscii()).isEqualTo(atLeastOrder4);
        }
    }

    @Test
    void collectsNuniqNumbersUpToOrder29() throws ShapeFormatException {
        RangeCollector cells = new RangeCollector();
        cells.addUniq(4);
        cells.addUniq(4 * 64 + 191 + 576);
        cells.addUniq((1L << 62) - 1);
        cells.addUniq((4L << 58) + 77);
        assertThat(cells.toMoc()).isEqualTo(Moc.parse("0/0 3/767 29/77 3458764513820540927"));
        for (long none : new long[] {Long.MIN_VALUE, -1, 0, 3, 1L << 62, Long.MAX_VALUE}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> cells.addUniq(none))
                    .withMessageContaining(Long.toString(none));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> cells.addRange(5, 5));
        assertThatIllegalArgumentException().isThrownBy(() -> cells.addRange(0, Healpix.cellCount(29) + 1));
    }

    @Test
    void keepsNoMoreThanTheSeparateRanges() {
        RangeCollector cells = new RangeCollector();
        for (int i = 0; i < 100_000; i++) {
            cells.addCell(29, 2 * (i % 10));
        }
        assertThat(cells.size()).isLessThan(100);
        assertThat(cells.toMoc().toAscii()).isEqualTo("29/0 2 4 6 8 10 12 14 16 18");
    }
}
