package org.skytrawl.sky;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DaliShapeTest {

    private static double[] numbers(String text) {
        if (text.isEmpty()) {
            return new double[0];
        }
        String[] words = text.split(" ");
        double[] numbers = new double[words.length];
        for (int i = 0; i < words.length; i++) {
            numbers[i] = Double.parseDouble(words[i]);
        }
        return numbers;
    }

    @ParameterizedTest
    @CsvSource({
        "circle, 10 20 1, CIRCLE ICRS 10.0 20.0 1.0",
        "Circle, 10 20 1 NaN NaN, CIRCLE ICRS 10.0 20.0 1.0",
        "point, 10 20, POSITION ICRS 10.0 20.0",
        "polygon, 9 19 11 19 11 21 9 21, POLYGON ICRS 9.0 19.0 11.0 19.0 11.0 21.0 9.0 21.0",
        "polygon, 9 19 11 19 10 21 NaN NaN, POLYGON ICRS 9.0 19.0 11.0 19.0 10.0 21.0",
        "range, 9 11 19 21, RANGE ICRS 9.0 11.0 19.0 21.0",
        "range, 350 11 19 21, RANGE ICRS 350.0 11.0 19.0 21.0",
    })
    void readsArraysAndWritesThemAsStcS(String xtype, String values, String stcS) throws ShapeFormatException {
        assertThat(DaliShape.toStcS(xtype, numbers(values))).isEqualTo(stcS);
        SkyCircle there = SkyCircle.ofDegrees(10, 20, 0);
        SkyCircle elsewhere = SkyCircle.ofDegrees(10, 22, 0.9);
        for (SkyShape shape : new SkyShape[] {DaliShape.parse(xtype, numbers(values)), StcS.parse(stcS)}) {
            assertThat(shape.overlaps(there)).isTrue();
            assertThat(shape.overlaps(elsewhere)).isFalse();
        }
    }

    @Test
    void writesNumbersThatReadBackAsTheyWere() throws ShapeFormatException {
        double[] values = {0.1 + 0.2, -1e-7, 1.0 / 3};
        String text = DaliShape.toStcS("circle", values);
        assertThat(text).isEqualTo("CIRCLE ICRS 0.30000000000000004 -1.0E-7 0.3333333333333333");
        assertThat(StcS.parse(text)).isEqualTo(DaliShape.parse("circle", values));
    }

    @ParameterizedTest
    @CsvSource({
        "shape, circle 10 20 1",
        "shape, polygon 9 19 11 19 10 21",
        "shape, range 9 11 19 21",
        "shape, union (circle 10 20 1 point 50 60)",
        "SHAPE, CIRCLE 10 20 1",
        "moc, 0/4",
        "circle, 10 20 1",
        "polygon, 9 19 11 19 10 21",
    })
    void readsTexts(String xtype, String text) throws ShapeFormatException {
        SkyShape shape = DaliShape.parse(xtype, text);
        assertThat(shape.overlaps(SkyCircle.ofDegrees(10, 20, 0))).isTrue();
        assertThat(shape.overlaps(SkyCircle.ofDegrees(200, 20, 1))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "circle, 10 20, CIRCLE with 2",
        "circle, 10 20 -1, -1.0",
        "circle, 10 NaN 1, NaN",
        "circle, 10 20 Infinity, Infinity",
        "circle, NaN NaN NaN, CIRCLE without any number",
        "point, 10, POSITION with 1",
        "point, 10 91, 91",
        "polygon, 1 2 3 4 5 6 7, 7",
        "polygon, '', POLYGON without any number",
        "range, 1 2 4 3, in order",
        "interval, 1 2, 'interval'",
        "moc, 1 2, 'moc'",
        "'', 1 2, ''''",
    })
    void refusesArraysThatMakeNoShape(String xtype, String values, String named) {
        assertThatExceptionOfType(ShapeFormatException.class)
                .isThrownBy(() -> DaliShape.parse(xtype, numbers(values)))
                .withMessageContaining(named);
    }

    @Test
    void writesNoTextForNullValues() {
        assertThatExceptionOfType(ShapeFormatException.class)
                .isThrownBy(() -> DaliShape.toStcS("polygon", numbers("NaN NaN NaN NaN NaN NaN")))
                .withMessageContaining("null value");
    }

    @ParameterizedTest
    @CsvSource({"moc, 3/9999", "shape, blob 1 2 3", "circle, circle 1 2 3", "timestamp, 2020", "circle, 1 2"})
    void refusesTextsThatMakeNoShape(String xtype, String text) {
        assertThatExceptionOfType(ShapeFormatException.class).isThrownBy(() -> DaliShape.parse(xtype, text));
    }
}
