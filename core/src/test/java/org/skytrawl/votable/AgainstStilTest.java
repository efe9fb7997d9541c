package org.skytrawl.votable;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.votable.TableContentHandler;
import uk.ac.starlink.votable.TableHandler;

/** TABLEDATA cells are read by code of our own: of what is written as the standard wants it, STIL must make the same. */
class AgainstStilTest {
    private static final int CELLS = 2_000;

    /** A FIELD, and cells for it as a service that follows the standard writes them. */
    private record Column(String field, Function<Random, String> cell) {
        @Override
        public String toString() {
            return field;
        }
    }

    private static List<Column> columns() {
        return List.of(
                new Column("datatype='double'", AgainstStilTest::real),
                new Column("datatype='float'", random -> Float.toString(Float.intBitsToFloat(random.nextInt()))),
                new Column("datatype='float'", AgainstStilTest::real),
                new Column("datatype='long'", random -> Long.toString(random.nextLong() >> random.nextInt(64))),
                new Column("datatype='int'", random -> Integer.toString(random.nextInt() >> random.nextInt(32))),
                new Column("datatype='int'", random -> "0x" + Integer.toHexString(random.nextInt(1 << 30))),
                new Column("datatype='short'", random -> Short.toString((short) random.nextInt())),
                new Column("datatype='unsignedByte'", random -> Integer.toString(random.nextInt(256))),
                new Column(
                        "datatype='boolean'",
                        random -> pick(random, "T", "F", "t", "f", "true", "false", "1", "0", "?")),
                new Column("datatype='bit'", random -> pick(random, "0", "1")),
                new Column("datatype='char' arraysize='*'", AgainstStilTest::text),
                new Column("datatype='unicodeChar' arraysize='*'", AgainstStilTest::text),
                // STIL counts the bytes of UTF-8, and so cuts letters in two; ours are whole
                new Column(
                        "datatype='char' arraysize='4x*'",
                        random -> text(random).replaceAll("[^ -~]", "") + "x"),
                new Column("datatype='double' arraysize='*'", many(AgainstStilTest::real)),
                new Column("datatype='float' arraysize='*'", many(AgainstStilTest::real)),
                new Column("datatype='int' arraysize='*'", many(random -> Integer.toString(random.nextInt()))),
                new Column("datatype='short' arraysize='*'", many(random -> Integer.toString(random.nextInt(99)))),
                new Column("datatype='boolean' arraysize='*'", many(random -> pick(random, "T", "F"))));
    }

    private static String pick(Random random, String... words) {
        return words[random.nextInt(words.length)];
    }

    private static String real(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> Double.toString(Double.longBitsToDouble(random.nextLong()));
            case 1 -> Integer.toString(random.nextInt(720) - 360);
            case 2 -> String.format(java.util.Locale.ROOT, "%.6f", random.nextGaussian() * 180);
            default -> String.format(java.util.Locale.ROOT, " %.17e ", random.nextDouble());
        };
    }

    private static String text(Random random) {
        return random.ints(random.nextInt(20), 0, 8)
                .mapToObj(i -> List.of("a", "B", " ", "\u00e9", "\ud83d\ude00", "&amp;", "&lt;", "\n")
                        .get(i))
                .collect(Collectors.joining());
    }

    private static Function<Random, String> many(Function<Random, String> one) {
        return random -> IntStream.range(0, 1 + random.nextInt(5))
                .mapToObj(i -> one.apply(random))
                .collect(Collectors.joining(" "));
    }

    /** What STIL makes of the first table, with the values that our sinks are promised to get as null. */
    private static List<List<@Nullable Object>> byStil(byte[] document) throws Exception {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        TableContentHandler stil = new TableContentHandler(true);
        stil.setReadHrefTables(false);
        stil.setTableHandler(new TableHandler() {
            @Override
            public void startTable(StarTable metadata) {}

            @Override
            public void rowData(@Nullable Object[] cells) {
                rows.add(Arrays.stream(cells.clone())
                        .map(cell -> hasNoValue(cell) ? null : cell)
                        .collect(Collectors.toCollection(ArrayList::new)));
            }

            @Override
            public void endTable() {}
        });
        org.xml.sax.XMLReader parser = SafeXml.reader(new org.xml.sax.ext.DefaultHandler2());
        parser.setContentHandler(stil);
        parser.parse(new InputSource(new java.io.ByteArrayInputStream(document)));
        return rows;
    }

    private static boolean hasNoValue(@Nullable Object cell) {
        return (cell instanceof Double d && d.isNaN())
                || (cell instanceof Float f && f.isNaN())
                || (cell instanceof String s && s.isBlank());
    }

    private static void assertSame(byte[] document) throws Exception {
        List<List<@Nullable Object>> expected = byStil(document);
        Collected read = Collected.from(document);
        assertThat(read.report.badCells()).isZero();
        assertThat(read.rows).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            for (int j = 0; j < expected.get(i).size(); j++) {
                Object ours = read.rows.get(i).get(j);
                assertThat(Objects.deepEquals(ours, expected.get(i).get(j)))
                        .as(
                                "row %d, column %d: %s, STIL %s",
                                i, j, shown(ours), shown(expected.get(i).get(j)))
                        .isTrue();
            }
        }
    }

    private static String shown(@Nullable Object cell) {
        return Arrays.deepToString(new Object[] {cell});
    }

    @ParameterizedTest
    @MethodSource("columns")
    void readsCellsAsStilDoes(Column column) throws Exception {
        Random random = new Random(20261124);
        String[] cells = IntStream.range(0, CELLS)
                .mapToObj(i -> column.cell().apply(random))
                .toArray(String[]::new);
        assertSame(Documents.column(column.field(), cells).getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sia1_ok_td", "sia2_radb_circle_td", "tap_ok_td"})
    void readsRecordedAnswersAsStilDoes(String name) throws Exception {
        try (InputStream in = AgainstStilTest.class.getResourceAsStream("/votable/dachs/" + name + ".xml")) {
            if (in == null) {
                throw new IOException("no such resource: " + name);
            }
            assertSame(in.readAllBytes());
        }
    }
}
