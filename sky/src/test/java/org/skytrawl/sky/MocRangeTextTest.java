package org.skytrawl.sky;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MocRangeTextTest {
    @ParameterizedTest
    @CsvSource({
        "0/, 0/",
        "0/0-11, 0/0<",
        "3/2 4-5, 3/2112",
        "3/0, 3/01",
        "29/3458764513820540927, 29/oooooooooooo21",
        "2/33, 2/Q11",
    })
    void isShort(String ascii, String ranges) throws ShapeFormatException {
        assertThat(Moc.parse(ascii).toRangeText()).isEqualTo(ranges);
        assertThat(Moc.parseRangeText(ranges)).isEqualTo(Moc.parse(ascii));
    }

    @Test
    void readsBackWhatItWrites() throws ShapeFormatException {
        SplittableRandom random = new SplittableRandom(5);
        for (int round = 0; round < 500; round++) {
            Moc moc = Moc.EMPTY;
            for (int i = random.nextInt(20); i > 0; i--) {
                int order = random.nextInt(30);
                moc = moc.union(Moc.ofCells(order, random.nextLong(Healpix.cellCount(order))));
            }
            assertThat(Moc.parseRangeText(moc.toRangeText())).isEqualTo(moc);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "3",
                "/01",
                "30/01",
                "x/01",
                "3/0",
                "3/010",
                "3/000",
                "0/0=",
                "3/P",
                "3/0P",
                "3/0~",
                "3/0 1",
                "3/0\u0661",
                "-1/01",
                "29/ooooooooooooooooooooooo1",
                "29/0oooooooooooooO"
            })
    void refusesWhatIsNoRanges(String ranges) {
        assertThatExceptionOfType(ShapeFormatException.class).isThrownBy(() -> Moc.parseRangeText(ranges));
    }
}
