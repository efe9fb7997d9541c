package org.skytrawl.cli.print;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.cli.terminal.AlignedTable;
import org.skytrawl.cli.terminal.AlignedTable.Column;
import org.skytrawl.cli.terminal.Colours;
import org.skytrawl.cli.terminal.ScreenText;
import org.skytrawl.merge.DatasetCount;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.Overlap;
import org.skytrawl.model.PlainText;
import org.skytrawl.model.ProductTypes;
import org.skytrawl.model.Question;
import org.skytrawl.model.SpectralUnit;
import org.skytrawl.model.TargetPair;
import org.skytrawl.model.Times;
import org.skytrawl.output.ResultExtract;

/**
 * The first datasets of a result as a table for people: what is needed to choose among them, in units to read. Columns that are
 * empty in all rows are left out, and so are those for which the terminal has no room.
 */
public final class DatasetTable {
    /** As many as fit on a screen or two. */
    public static final int ROWS = 40;

    /** Columns that would lose what they tell with six digits. */
    private static final Set<String> FIXED = Set.of("s_ra", "s_dec", "t_min", "t_max", "target_ra", "target_dec");

    private static final Set<String> SPATIAL = ProductTypes.withNarrower(Set.of("image", "cube"));

    private final ResultExtract result;
    /** Those of the rows; empty without a target list. */
    private final List<TargetPair> pairs;

    /** The dataset of each row. */
    private final List<FoundDataset> shown;

    private final Question asked;

    /** A column with the text of each row; null if not known. */
    private record Filled(Column column, List<@Nullable String> cells) {
        boolean isEmpty() {
            return cells.stream().allMatch(Objects::isNull);
        }

        boolean isAll(String text) {
            return cells.stream().allMatch(text::equals);
        }

        /** Unknown cells do not count. */
        boolean isOne() {
            return cells.stream().filter(Objects::nonNull).distinct().count() <= 1;
        }
    }

    /** @param result the datasets to show, all in memory; its columns if some were chosen, else those that suit the width */
    public DatasetTable(ResultExtract result, Question asked) {
        this.result = result;
        this.pairs = result.pairs();
        this.shown = pairs.isEmpty()
                ? result.datasets()
                : pairs.stream().map(DatasetTable::judged).toList();
        this.asked = asked;
    }

    /** The dataset with the overlap of the pair. */
    private static FoundDataset judged(TargetPair pair) {
        FoundDataset dataset = pair.dataset();
        return new FoundDataset(dataset.record().withOverlap(pair.overlap()), dataset.origins(), dataset.merged());
    }

    /**
     * The lines of the table.
     *
     * @param more what to do for more rows and columns, for the last line
     * @param always whether to say so if all rows are shown
     */
    public List<String> lines(int width, Colours colours, String more, boolean always) {
        if (result.meeting() == 0) {
            String restrictions = result.restrictions().stream()
                    .map(restriction ->
                            "--" + restriction.name().replace('_', '-') + " " + PlainText.of(restriction.value(), 200))
                    .collect(Collectors.joining(" and "));
            return ScreenText.wrapped(
                    "", "no datasets found" + (restrictions.isEmpty() ? "" : " for " + restrictions), 0, width);
        }
        boolean chosen = !result.columns().names().isEmpty();
        List<Filled> columns = chosen ? chosen() : suitable();
        AlignedTable table =
                new AlignedTable(columns.stream().map(Filled::column).toList());
        for (int i = 0; i < shown.size(); i++) {
            int row = i;
            List<@Nullable String> cells = new ArrayList<>();
            columns.forEach(column -> cells.add(column.cells().get(row)));
            table.row(cells);
        }
        List<String> lines = new ArrayList<>(shown.isEmpty() ? List.of() : table.lines(width, colours));
        List<String> leftOut = chosen && !shown.isEmpty() ? table.leftOut(width) : List.of();
        if (!leftOut.isEmpty()) {
            lines.addAll(ScreenText.wrapped("", "no room for: " + String.join(", ", leftOut), 0, width));
        }
        long rest = result.meeting() - shown.size();
        if (rest > 0 || always) {
            lines.addAll(ScreenText.wrapped("", (rest > 0 ? "... and " + rest + " more; " : "") + more, 0, width));
        }
        return lines;
    }

    /** The columns for people, from left to right. */
    private List<Filled> suitable() {
        boolean placed = asked.region() != null;
        List<Filled> all = new ArrayList<>();
        if (!pairs.isEmpty()) {
            List<@Nullable String> ids = new ArrayList<>();
            pairs.forEach(pair -> ids.add(pair.target().id()));
            all.add(new Filled(Column.text("target", 0, 8), ids));
        }
        all.add(separation());
        int ofPosition = placed ? 15 : 0;
        all.add(filled(Column.number("RA [deg]", ofPosition), it -> degrees(it, ObsCoreColumn.s_ra)));
        all.add(filled(Column.number("Dec [deg]", ofPosition), it -> degrees(it, ObsCoreColumn.s_dec)));
        Filled overlap = filled(Column.whole("overlap", 6), DatasetTable::overlap);
        if (!overlap.isAll(Overlap.TESTED.word())) {
            all.add(overlap);
        }
        Set<String> types = asked.matchingTypes();
        boolean anyType = types.isEmpty();
        // a spectrum or time series is chosen by its target and band, an image rather by its instrument
        boolean flat = !anyType && Collections.disjoint(types, SPATIAL);
        // as wide as timeseries and light-curve
        Filled type = text("type", anyType ? 1 : 3, 11, DatasetTable::type);
        if (anyType || !type.isOne()) {
            all.add(type);
        }
        all.add(text("collection", 4, 10, ObsCoreColumn.obs_collection));
        all.add(text("facility", 13, 8, ObsCoreColumn.facility_name));
        all.add(text("instrument", 5, 10, ObsCoreColumn.instrument_name));
        all.add(text(pairs.isEmpty() ? "target" : "object", flat ? 3 : 14, 8, ObsCoreColumn.target_name));
        boolean titled = shown.stream().anyMatch(it -> it.record().text(ObsCoreColumn.obs_title) != null);
        all.add(filled(Column.text(titled ? "title" : "id", placed ? 0 : 1, flat ? 20 : 14), DatasetTable::name));
        all.add(filled(Column.whole("date", 2), DatasetTable::date));
        all.add(filled(
                Column.number("exp [s]", 12), it -> significant(it.record().number(ObsCoreColumn.t_exptime), 4)));
        all.add(filled(
                Column.whole("band", flat ? 3 : 7),
                it -> band(it.record().number(ObsCoreColumn.em_min), it.record().number(ObsCoreColumn.em_max))));
        if (flat || anyType) {
            all.add(filled(
                    Column.number("R", flat ? 6 : 12),
                    it -> significant(it.record().number(ObsCoreColumn.em_res_power), 3)));
        }
        all.add(filled(Column.number("size", 8), DatasetTable::size));
        // where rows differ in it alone, it is needed to tell them apart
        all.add(text("format", DatasetCount.of(shown) < shown.size() ? 3 : 10, 6, DatasetTable::format));
        Filled rights = text("rights", 9, 6, ObsCoreColumn.data_rights);
        if (!rights.isAll("public")) {
            all.add(rights);
        }
        all.add(text("from", 11, 16, DatasetTable::origin));
        all.removeIf(Filled::isEmpty);
        return all;
    }

    private Filled filled(Column column, Function<FoundDataset, @Nullable String> cell) {
        List<@Nullable String> cells = new ArrayList<>();
        shown.forEach(dataset -> cells.add(cell.apply(dataset)));
        return new Filled(column, cells);
    }

    private Filled text(String header, int rank, int least, Function<FoundDataset, @Nullable String> cell) {
        return filled(Column.text(header, rank, least), cell);
    }

    private Filled text(String header, int rank, int least, ObsCoreColumn column) {
        return text(header, rank, least, it -> it.record().text(column));
    }

    /** In the unit that suits all rows. */
    private Filled separation() {
        double[] separationsDeg = pairs.isEmpty()
                ? shown.stream()
                        .mapToDouble(it -> asked.separationDeg(it.record()))
                        .toArray()
                : pairs.stream().mapToDouble(TargetPair::separationDeg).toArray();
        double most = Arrays.stream(separationsDeg)
                .filter(deg -> !Double.isNaN(deg))
                .max()
                .orElse(0);
        String unit = most >= 100 / 60.0 ? "deg" : most >= 100 / 3600.0 ? "'" : "\"";
        List<@Nullable String> cells = new ArrayList<>();
        for (double deg : separationsDeg) {
            cells.add(
                    Double.isNaN(deg)
                            ? null
                            : switch (unit) {
                                case "deg" -> decimals(deg, 3);
                                case "'" -> decimals(deg * 60, 2);
                                default -> decimals(deg * 3600, 1);
                            });
        }
        return new Filled(Column.number("sep [" + unit + "]", 0), cells);
    }

    /** In lower case: services write one type in several ways. */
    private static @Nullable String type(FoundDataset dataset) {
        String type = dataset.record().text(ObsCoreColumn.dataproduct_type);
        return type == null ? null : type.toLowerCase(Locale.ROOT);
    }

    private static @Nullable String degrees(FoundDataset dataset, ObsCoreColumn column) {
        double deg = dataset.record().number(column);
        return Double.isNaN(deg) ? null : decimals(deg, 5);
    }

    private static @Nullable String overlap(FoundDataset dataset) {
        Overlap overlap = dataset.record().overlap();
        return overlap == null ? null : overlap.word();
    }

    private static @Nullable String name(FoundDataset dataset) {
        for (ObsCoreColumn column : List.of(
                ObsCoreColumn.obs_title,
                ObsCoreColumn.obs_id,
                ObsCoreColumn.target_name,
                ObsCoreColumn.obs_publisher_did)) {
            String text = dataset.record().text(column);
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    /** The day; for a longer time the months or years: {@code 2009-06-18}, {@code 2009-06}, {@code 2009-06..09}, {@code 2009..2012}. */
    static @Nullable String date(FoundDataset dataset) {
        double from = dataset.record().number(ObsCoreColumn.t_min);
        double to = dataset.record().number(ObsCoreColumn.t_max);
        if (Double.isNaN(from) || Double.isNaN(to)) {
            return Double.isNaN(from) ? Double.isNaN(to) ? null : ".." + day(to) : day(from);
        }
        String first = day(from);
        String last = day(to);
        if (to - from <= 1) {
            return first;
        }
        return first.regionMatches(0, last, 0, "2009-06".length())
                ? first.substring(0, "2009-06".length())
                : first.regionMatches(0, last, 0, "2009-".length())
                        ? first.substring(0, "2009-06".length()) + ".." + last.substring("2009-".length(), 7)
                        : first.substring(0, "2009".length()) + ".." + last.substring(0, "2009".length());
    }

    private static String day(double mjd) {
        return Times.iso(mjd).substring(0, "2009-06-18".length());
    }

    /** In the unit that its part of the spectrum is discussed in; null if not known. */
    static @Nullable String band(double loM, double hiM) {
        double lo = Double.isNaN(loM) ? hiM : loM;
        double hi = Double.isNaN(hiM) ? loM : hiM;
        if (Double.isNaN(lo)) {
            return null;
        }
        SpectralUnit unit = unit(Math.sqrt(lo) * Math.sqrt(hi));
        double one = unit.toWavelengthM(1);
        String from = significant(unit.isInverse() ? one / hi : lo / one, 3);
        String to = significant(unit.isInverse() ? one / lo : hi / one, 3);
        return (Objects.equals(from, to) ? from : from + ".." + to) + " " + unit.symbol();
    }

    private static SpectralUnit unit(double wavelengthM) {
        if (wavelengthM < 1e-8) {
            return IntStream.of(SpectralUnit.TEV.ordinal(), SpectralUnit.GEV.ordinal(), SpectralUnit.MEV.ordinal())
                    .mapToObj(i -> SpectralUnit.values()[i])
                    .filter(unit -> wavelengthM <= unit.toWavelengthM(1))
                    .findFirst()
                    .orElse(SpectralUnit.KEV);
        }
        if (wavelengthM < 1e-3) {
            return wavelengthM < 1e-6 ? SpectralUnit.NM : SpectralUnit.UM;
        }
        return wavelengthM <= SpectralUnit.GHZ.toWavelengthM(1)
                ? SpectralUnit.GHZ
                : wavelengthM <= SpectralUnit.MHZ.toWavelengthM(1) ? SpectralUnit.MHZ : SpectralUnit.KHZ;
    }

    private static @Nullable String size(FoundDataset dataset) {
        double kbyte = dataset.record().number(ObsCoreColumn.access_estsize);
        return Double.isNaN(kbyte) ? null : Words.size((long) (kbyte * 1000));
    }

    /** {@code image/fits} as {@code fits}, {@code application/x-votable+xml} as {@code votable}, with {@code content=datalink} as {@code datalink}. */
    static @Nullable String format(FoundDataset dataset) {
        String format = dataset.record().text(ObsCoreColumn.access_format);
        if (format == null) {
            return null;
        }
        if (format.contains("content=datalink")) {
            return "datalink";
        }
        String type = format.split(";", 2)[0].strip();
        String subtype = type.substring(type.indexOf('/') + 1).replaceFirst("[+]xml$", "");
        return subtype.startsWith("x-") ? subtype.substring(2) : subtype;
    }

    /** The ivoid without its scheme, and how many other services gave the dataset. */
    private static String origin(FoundDataset dataset) {
        String ivoid = dataset.origin().ivoid().value();
        int others = dataset.origins().size() - 1;
        return (ivoid.startsWith("ivo://") ? ivoid.substring("ivo://".length()) : ivoid)
                + (others > 0 ? " +" + others : "");
    }

    /** The columns that were asked for, each with the value that files have. */
    private List<Filled> chosen() {
        List<Filled> columns = new ArrayList<>();
        for (ResultExtract.Cells from : result.cells()) {
            String header = from.name() + (from.unit() == null ? "" : " [" + from.unit() + "]");
            boolean numbers = from.values().stream().anyMatch(Number.class::isInstance);
            int rank = columns.size();
            List<@Nullable String> cells = new ArrayList<>();
            from.values().forEach(value -> cells.add(chosen(from.name(), value)));
            columns.add(new Filled(numbers ? Column.number(header, rank) : Column.text(header, rank, 16), cells));
        }
        return columns;
    }

    private static @Nullable String chosen(String name, @Nullable Object value) {
        if (value instanceof Double number) {
            return FIXED.contains(name) ? decimals(number, 5) : significant(number, 6);
        }
        return value == null ? null : value.toString();
    }

    private static String decimals(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /** Rounded to so many digits, without zeros at the end; null for NaN. */
    static @Nullable String significant(double value, int digits) {
        if (!Double.isFinite(value)) {
            return null;
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded =
                new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros();
        int magnitude = rounded.precision() - rounded.scale();
        return magnitude > -3 && magnitude <= 7
                ? rounded.toPlainString()
                : rounded.toString().replace("E+", "e").replace("E", "e");
    }
}
