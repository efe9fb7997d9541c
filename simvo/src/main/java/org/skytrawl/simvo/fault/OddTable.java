package org.skytrawl.simvo.fault;

import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The table of a healthy answer, to be written in one of the ways that real services have. A careful reader gets the same
 * values from it. Immutable.
 *
 * @param cells of each row, as they stand in the document
 */
record OddTable(String before, List<Field> fields, List<List<String>> cells, String after) {
    private static final Pattern FIELD = Pattern.compile("<FIELD ([^>]*)><DESCRIPTION>([^<]*)</DESCRIPTION></FIELD>\n");
    private static final Pattern ATTRIBUTE = Pattern.compile("(\\w+)=\"([^\"]*)\"");
    private static final Pattern CELL = Pattern.compile("<TD>([^<]*)</TD>");
    private static final String ROWS = "<DATA><TABLEDATA>\n";
    private static final String END = "</TABLEDATA></DATA></TABLE>\n";
    private static final Set<String> IDENTIFYING = Set.of(
            "obs_publisher_did",
            "dataproduct_type",
            "access_url",
            "access_format",
            "s_region",
            "accref",
            "mime",
            "ssa_pubdid",
            "ssa_dstype");
    private static final double PLANCK_BY_LIGHT_EV_M = 1.239841984332e-6;
    private static final double LIGHT_M_PER_S = 299_792_458;

    record Field(Map<String, String> attributes, String description) {
        String name() {
            return attributes.getOrDefault("name", "");
        }

        /** The same with another attribute; an empty value takes it away. */
        Field with(String attribute, String value) {
            Map<String, String> changed = new LinkedHashMap<>(attributes);
            if (value.isEmpty()) {
                changed.remove(attribute);
            } else {
                changed.put(attribute, value);
            }
            return new Field(changed, description);
        }

        Field asText(String unit) {
            return with("datatype", "char").with("arraysize", "*").with("unit", unit);
        }

        private String attributesText() {
            return attributes.entrySet().stream()
                    .map(each -> each.getKey() + "=\"" + each.getValue() + "\"")
                    .collect(Collectors.joining(" "));
        }
    }

    private interface CellChange {
        String of(int row, String cell);
    }

    static boolean isIn(String document) {
        return document.contains(ROWS);
    }

    static OddTable of(String document) {
        // PARAMs of the table, before its first field, stay as they are
        int begin = document.indexOf("<FIELD ");
        int rows = document.indexOf(ROWS);
        int end = document.indexOf(END, rows);
        List<Field> fields = FIELD.matcher(document.substring(begin, rows))
                .results()
                .map(found -> new Field(attributes(found.group(1)), found.group(2)))
                .toList();
        List<List<String>> cells = document.substring(rows + ROWS.length(), end)
                .lines()
                .map(line ->
                        CELL.matcher(line).results().map(cell -> cell.group(1)).toList())
                .toList();
        return new OddTable(document.substring(0, begin), fields, cells, document.substring(end));
    }

    private static Map<String, String> attributes(String text) {
        Map<String, String> attributes = new LinkedHashMap<>();
        ATTRIBUTE.matcher(text).results().forEach(each -> attributes.put(each.group(1), each.group(2)));
        return attributes;
    }

    String text() {
        return before + head() + rows(0, cells.size()) + after;
    }

    private String head() {
        return fields.stream()
                .map(field -> "<FIELD " + field.attributesText() + "><DESCRIPTION>" + field.description
                        + "</DESCRIPTION></FIELD>\n")
                .collect(Collectors.joining());
    }

    private String rows(int from, int to) {
        return cells.subList(from, to).stream()
                .map(row -> row.stream()
                        .map(cell -> "<TD>" + cell + "</TD>")
                        .collect(Collectors.joining("", "<TR>", "</TR>\n")))
                .collect(Collectors.joining("", ROWS, ""));
    }

    private int indexOf(String name) {
        return fields.stream().map(Field::name).toList().indexOf(name);
    }

    private OddTable change(Set<String> names, UnaryOperator<Field> field, CellChange change) {
        List<Integer> columns =
                names.stream().map(this::indexOf).filter(i -> i >= 0).toList();
        List<Field> others = new ArrayList<>(fields);
        columns.forEach(i -> others.set(i, field.apply(fields.get(i))));
        List<List<String>> rows = new ArrayList<>();
        for (int row = 0; row < cells.size(); row++) {
            List<String> changed = new ArrayList<>(cells.get(row));
            for (int i : columns) {
                changed.set(i, change.of(row, changed.get(i)));
            }
            rows.add(changed);
        }
        return new OddTable(before, others, rows, after);
    }

    private OddTable numbers(Set<String> names, UnaryOperator<Field> field, DoubleUnaryOperator change) {
        return change(
                names,
                field,
                (row, cell) -> cell.isEmpty() ? cell : Double.toString(change.applyAsDouble(Double.parseDouble(cell))));
    }

    /** A column more, before all others, so that a reader who stops at its cells loses the rest of the row. */
    private OddTable withRemarks(String description, String... remarks) {
        List<Field> others = new ArrayList<>(fields);
        others.addFirst(new Field(
                Map.of("name", "remarks", "datatype", "unicodeChar", "arraysize", "*"), "Remarks" + description));
        List<List<String>> rows = new ArrayList<>();
        for (List<String> row : cells) {
            List<String> longer = new ArrayList<>(row);
            longer.addFirst(remarks[rows.size() % remarks.length]);
            rows.add(longer);
        }
        return new OddTable(before, others, rows, after);
    }

    /** Words for nothing; columns that identify have more of them. */
    OddTable nullWords() {
        List<String> any = List.of("NULL", "n/a", "-", "Unknown", "none", "nan", "--", "N/A");
        List<String> few = List.of("NULL", "None", "null");
        OddTable changed = this;
        for (Field field : fields) {
            List<String> words = IDENTIFYING.contains(field.name()) ? any : few;
            if ("char".equals(field.attributes.get("datatype"))) {
                changed = changed.change(
                        Set.of(field.name()),
                        same -> same,
                        (row, cell) -> cell.isEmpty() ? words.get(row % words.size()) : cell);
            }
        }
        return changed;
    }

    /** Numbers that stand for nothing, outside of what the column can have. */
    OddTable fillValues() {
        return fill("-999.0", "em_min", "em_max", "em_res_power", "t_resolution", "t_exptime", "s_fov")
                .fill("1e30", "t_min", "t_max", "mjd");
    }

    private OddTable fill(String value, String... names) {
        return change(Set.of(names), same -> same, (row, cell) -> cell.isEmpty() ? value : cell);
    }

    OddTable units() {
        return numbers(Set.of("em_min", "em_max"), field -> field.with("unit", "0.1nm"), m -> m * 1e10)
                .numbers(Set.of("s_fov"), field -> field.with("unit", "amin"), deg -> deg * 60)
                .numbers(Set.of("s_resolution"), field -> field.with("unit", "mas"), arcsec -> arcsec * 1000)
                .numbers(Set.of("t_exptime"), field -> field.with("unit", "h"), s -> s / 3600)
                .numbers(Set.of("t_min", "t_max"), field -> field, mjd -> mjd + 2_400_000.5)
                .change(
                        Set.of("access_estsize"),
                        field -> field.with("unit", "byte"),
                        (row, cell) -> cell.isEmpty() ? cell : cell + "000")
                .change(Set.of("bandunit"), same -> same, (row, cell) -> cell.isEmpty() ? cell : "Ang")
                .numbers(Set.of("bandlo", "bandhi"), same -> same, m -> m * 1e10);
    }

    /** The band as energy, and so with its ends turned round; times as text. */
    OddTable energiesAndDates() {
        return turned("eV", m -> PLANCK_BY_LIGHT_EV_M / m)
                .change(
                        Set.of("t_min", "t_max"),
                        field -> field.asText("").with("xtype", "timestamp"),
                        (row, cell) -> cell.isEmpty() ? cell : iso(Double.parseDouble(cell)) + "+0000");
    }

    OddTable frequencies() {
        return turned("PHz", m -> LIGHT_M_PER_S / m / 1e15);
    }

    private OddTable turned(String unit, DoubleUnaryOperator change) {
        int low = indexOf("em_min");
        int high = indexOf("em_max");
        if (low < 0 || high < 0) {
            return this;
        }
        OddTable turned = change(
                Set.of("em_min"), field -> field, (row, cell) -> cells.get(row).get(high));
        turned = turned.change(
                Set.of("em_max"), field -> field, (row, cell) -> cells.get(row).get(low));
        return turned.numbers(Set.of("em_min", "em_max"), field -> field.with("unit", unit), change);
    }

    private static String iso(double mjd) {
        return LocalDateTime.of(1858, 11, 17, 0, 0)
                .plus(Math.round(mjd * 86_400e6), ChronoUnit.MICROS)
                .toString();
    }

    /** RA in hours and Dec in degrees, with colons. */
    OddTable sexagesimal() {
        return change(
                        Set.of("ra"),
                        field -> field.asText("h:m:s"),
                        (row, cell) -> colons(Double.parseDouble(cell) / 15))
                .change(Set.of("dec"), field -> field.asText("d:m:s"), (row, cell) -> colons(Double.parseDouble(cell)));
    }

    private static String colons(double value) {
        long units = Math.round(Math.abs(value) * 3600e8);
        return (value < 0 ? "-" : "")
                + String.format(
                        Locale.ROOT,
                        "%02d:%02d:%02d.%08d",
                        units / 360_000_000_000L,
                        units / 6_000_000_000L % 60,
                        units / 100_000_000L % 60,
                        units % 100_000_000L);
    }

    /** Outlines as ADQL and pgSphere have them, and STC-S with odd ends. */
    OddTable regions() {
        return change(Set.of("s_region"), field -> field, (row, cell) -> cell.isEmpty() ? cell : region(row, cell));
    }

    private static String region(int row, String stcS) {
        List<String> words = List.of(stcS.split(" ", -1));
        List<String> numbers = words.subList(2, words.size());
        boolean circle = words.getFirst().equals("CIRCLE");
        return switch (row % 5) {
            case 0 -> stcS + ";";
            case 1 -> "'" + stcS + "'";
            case 2 -> stcS.replace("ICRS", "ICRS J2000").toLowerCase(Locale.ROOT);
            case 3 -> words.getFirst() + "('ICRS', " + String.join(", ", numbers) + ")";
            default ->
                circle
                        ? "&lt;(%sd, %sd), %sd&gt;".formatted(numbers.toArray())
                        : IntStream.range(0, numbers.size() / 2)
                                .mapToObj(i -> "(" + numbers.get(2 * i) + "d," + numbers.get(2 * i + 1) + "d)")
                                .collect(Collectors.joining(",", "{", "}"));
        };
    }

    OddTable upperCaseTypes() {
        return change(
                Set.of("dataproduct_type", "ssa_dstype"), same -> same, (row, cell) -> cell.toUpperCase(Locale.ROOT));
    }

    OddTable doublyEscapedUrls() {
        return change(
                Set.of("access_url", "acref", "accref"),
                same -> same,
                (row, cell) -> cell.replace("&amp;", "&amp;amp;"));
    }

    /** SIA1: a column with ObsCore's name, which is not what its UCD says (VOX:Image_AccessReference). */
    OddTable nameBesideUcd() {
        if (indexOf("acref") < 0) {
            return this;
        }
        OddTable longer = withRemarks("", "http://127.0.0.1/links");
        return longer.change(Set.of("remarks"), field -> field.with("name", "access_url"), (row, cell) -> cell);
    }

    /** A cell too many in one row of three. */
    OddTable longRows() {
        int last = fields.size() - 1;
        return change(
                Set.of(fields.get(last).name()),
                same -> same,
                (row, cell) -> row % 3 == 0 ? cell + "</TD><TD>x" : cell);
    }

    /** Columns with one value as PARAMs (VOTable 1.4 section 4.1). */
    String constantsAsParams() {
        OddTable left = this;
        StringBuilder params = new StringBuilder();
        for (String name : List.of("facility_name", "o_ucd", "ssa_fluxucd", "frame")) {
            int column = left.indexOf(name);
            if (column >= 0 && !cells.isEmpty()) {
                params.append("<PARAM ").append(left.fields.get(column).attributesText());
                params.append(" value=\"")
                        .append(left.cells.getFirst().get(column))
                        .append("\"/>\n");
                left = left.without(column);
            }
        }
        return new OddTable(before + params, left.fields, left.cells, after).text();
    }

    private OddTable without(int column) {
        List<Field> fewer = new ArrayList<>(fields);
        fewer.remove(column);
        List<List<String>> rows = cells.stream()
                .map(row -> {
                    List<String> shorter = new ArrayList<>(row);
                    shorter.remove(column);
                    return shorter;
                })
                .map(List::copyOf)
                .toList();
        return new OddTable(before, fewer, rows, after);
    }

    /** An image that was asked for as such, without its type (SIA 2.0 section 2.1.9). */
    OddTable withoutType() {
        int column = indexOf("dataproduct_type");
        return column < 0 ? this : without(column);
    }

    /** What is no XML, in cells that nobody needs and in the description of their column. */
    String brokenCells() {
        String broken = " R&D, a < 5 &lt; 6, &nbsp;5&deg; ]]> \u0001&#2;\uffff";
        return withRemarks(broken, broken, "&", "", "x & y", "&unknown; <3", "]]>")
                .text();
    }

    String bareAmpersands() {
        return text().replace("&amp;", "&");
    }

    /** Latin letters beyond ASCII, so that the encoding counts. */
    OddTable accents() {
        return withRemarks(" \u00e9toile", "\u00e9toile 5\u00b0", "");
    }

    /** The rows in two tables; in two RESOURCEs too if that is wanted. */
    String inTwo(boolean resources) {
        int half = cells.size() / 2;
        String table = before.substring(before.lastIndexOf("<TABLE>\n"));
        String between = resources ? "</RESOURCE>\n<RESOURCE type=\"results\">\n" + table : table;
        return before + head() + rows(0, half) + END + between + head() + rows(half, cells.size()) + after;
    }
}
