package org.skytrawl.harvest.take;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.skytrawl.harvest.state.Cell;
import org.skytrawl.harvest.state.Mark;
import org.skytrawl.harvest.state.Range;

/**
 * A table of any size without rows: its counts are computed. Seven tenths of the rows begin more and more often as years go by,
 * a fifth in {@value #CAMPAIGNS} campaigns of a month, a twentieth at {@value #MOMENTS} moments (as stacks do), the rest never.
 * Of those at one moment declinations are those of a sphere. This is assumed, not measured.
 */
final class VirtualTable implements TableCounts {
    static final List<String> COLUMNS = List.of("t_min", "s_dec", "s_ra", "obs_publisher_did");

    private static final double OLDEST_MJD = 45_000;
    private static final double NEWEST_MJD = 61_000;
    private static final double GROWTH = 3;
    private static final double MONTH = 30;
    private static final int CAMPAIGNS = 20;
    private static final int MOMENTS = 10;
    private static final int BINS = 64;
    private static final int SAMPLE = 1_000;

    private final long rows;
    private final long timeless;
    private final List<Spread> times = new ArrayList<>();

    VirtualTable(long rows) {
        this.rows = rows;
        double step = (NEWEST_MJD - OLDEST_MJD) / (CAMPAIGNS + 1);
        for (int i = 1; i <= CAMPAIGNS; i++) {
            double begin = OLDEST_MJD + i * step;
            times.add(Spread.even(begin, begin + MONTH, rows / 5 / CAMPAIGNS));
        }
        for (int i = 1; i <= MOMENTS; i++) {
            times.add(Spread.single(OLDEST_MJD + i * 1_234.5, rows / 20 / MOMENTS));
        }
        timeless = rows / 20;
        long rest = rows - timeless - times.stream().mapToLong(Spread::rows).sum();
        times.add(Spread.power(OLDEST_MJD, NEWEST_MJD, GROWTH, rest));
    }

    @Override
    public Mark mark(Cell cell) {
        return new Mark(count(cell), Map.of());
    }

    @Override
    public long count(Cell cell) {
        long count = rows;
        for (String column : COLUMNS) {
            Range range = range(cell, column);
            if (range != null) {
                count = count(column, range, count);
            }
        }
        return count;
    }

    /** Rows of a range among those that other columns have chosen. */
    private long count(String column, Range range, long among) {
        boolean isTime = column.equals("t_min");
        if (range.isNull()) {
            return isTime ? timeless : 0;
        }
        return spreads(column, among).stream()
                .mapToLong(spread -> spread.below(to(range)) - spread.below(from(range)))
                .sum();
    }

    private List<Spread> spreads(String column, long among) {
        return switch (column) {
            case "t_min" -> times;
            case "s_dec" ->
                List.of(new Spread(
                        among,
                        dec -> (1 + Math.sin(Math.toRadians(Math.clamp(dec, -90, 90)))) / 2,
                        part -> Math.toDegrees(Math.asin(2 * part - 1))));
            case "s_ra" -> List.of(Spread.even(0, 360, among));
            default -> List.of(Spread.even(0, (double) among, among));
        };
    }

    private static @Nullable Range range(Cell cell, String column) {
        return cell.ranges().stream()
                .filter(range -> range.column().equals(column))
                .findFirst()
                .orElse(null);
    }

    private static double from(@Nullable Range range) {
        return range == null || range.from() == null ? -Double.MAX_VALUE : number(range.from());
    }

    private static double to(@Nullable Range range) {
        return range == null || range.to() == null ? Double.MAX_VALUE : number(range.to());
    }

    private static double number(String edge) {
        return Double.parseDouble(edge.replace("'", ""));
    }

    /** The rows of a cell before this column chose among them. */
    private long among(Cell cell, String column) {
        return count(new Cell(
                cell.id(),
                cell.ranges().stream()
                        .filter(range -> !range.column().equals(column))
                        .toList()));
    }

    @Override
    public Bounds bounds(Cell cell, String column) {
        double least = Double.NaN;
        double greatest = Double.NaN;
        Range range = range(cell, column);
        for (Spread spread : spreads(column, among(cell, column))) {
            long first = spread.below(from(range));
            long end = spread.below(to(range));
            if (first < end) {
                least = least <= spread.valueOf(first) ? least : spread.valueOf(first);
                greatest = greatest >= spread.valueOf(end - 1) ? greatest : spread.valueOf(end - 1);
            }
        }
        return new Bounds(least, greatest);
    }

    @Override
    public SortedMap<Long, Long> histogram(Cell cell, String column, Bounds within, double width) {
        Range range = range(cell, column);
        List<Spread> spreads = spreads(column, among(cell, column));
        SortedMap<Long, Long> bins = new TreeMap<>();
        for (long bin = 0; bin <= BINS; bin++) {
            double from = Math.max(within.least() + bin * width, from(range));
            double to = Math.min(within.least() + (bin + 1) * width, to(range));
            long count = spreads.stream()
                    .mapToLong(spread -> Math.max(0, spread.below(to) - spread.below(from)))
                    .sum();
            if (count > 0) {
                bins.put(bin, count);
            }
        }
        return bins;
    }

    @Override
    public List<String> sample(Cell cell, String column) {
        Range range = range(cell, column);
        Spread texts = spreads(column, among(cell, column)).getFirst();
        long first = texts.below(from(range));
        long end = texts.below(to(range));
        List<String> sample = new ArrayList<>();
        long most = Math.min(SAMPLE, end - first);
        for (long i = 0; i < most; i++) {
            sample.add(text(first + (end - first) * i / most));
        }
        return sample;
    }

    private static String text(long row) {
        return String.format(Locale.ROOT, "%015d", row);
    }

    @Override
    public @Nullable String greatestOfSeveral(Cell cell, String column) {
        List<String> sample = sample(cell, column);
        return sample.size() > 1 ? sample.getLast() : null;
    }
}
