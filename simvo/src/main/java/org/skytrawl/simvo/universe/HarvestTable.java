package org.skytrawl.simvo.universe;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.votable.Column;
import org.skytrawl.simvo.votable.ColumnType;
import org.skytrawl.simvo.votable.Table;

/**
 * The ObsCore table of one service of the layout {@code HARVEST}. Each row follows from the seed, the service and its own
 * number, so nothing keeps the rows. Immutable.
 */
public final class HarvestTable {
    /** What makes a service awkward to harvest. */
    public enum Oddity {
        /** It refuses {@code COUNT}. */
        NO_COUNT,
        /** It refuses {@code GROUP BY}. */
        NO_GROUP_BY,
        /** In 2% of its rows the position, the time or the band is NaN. */
        NOT_A_NUMBER,
        /** A fifth of its rows begins at the same time. */
        ONE_TIME,
        /** Each query finds one row more than the query before, until the table is complete. */
        GROWS,
        /** It has the optional column {@code obs_release_date}. */
        RELEASE_DATES
    }

    /** Rows that differ from the others: in each hundred rows the same number, which another step spreads over the others. */
    public enum Share {
        UNPLACED(3, 0, 7),
        WIDE(1, 10, 11),
        PORTAL(1, 20, 13),
        SHARED(5, 30, 17),
        TIMELESS(4, 40, 19),
        NOT_A_NUMBER(2, 50, 23);

        private final int percent;
        private final int first;
        private final int step;

        Share(int percent, int first, int step) {
            this.percent = percent;
            this.first = first;
            this.step = step;
        }

        public int percent() {
            return percent;
        }

        boolean has(int row) {
            return (row - first + row / 100 * step + 100) % 100 < percent;
        }
    }

    /** The access URL of 1% of all rows, whatever the service: a page, not a file. */
    public static final String PORTAL_URL = "http://sim.example/portal";

    /** The MJD at which the rows of {@link Oddity#ONE_TIME} begin. */
    public static final double ONE_MJD = 57_000;

    /** Rows that a growing table gets begin after this MJD, all others before it. */
    public static final double NEWEST_MJD = 61_000;

    private static final double LATER_MJD = 61_200;
    private static final int TIME_COLUMN = ObsCoreTable.named("ivoa.obscore").columns().stream()
            .map(Column::name)
            .toList()
            .indexOf("t_min");
    private static final double OLDEST_MJD = 51_000;
    private static final long EPOCH_MJD = 40_587;
    private static final int DAYS_TO_RELEASE = 365;
    private static final int ONE_TIME_EVERY = 5;
    private static final double MINUTE = 1.0 / 1_440;
    private static final double SECONDS_PER_DAY = 86_400;
    private static final double[] NORTH = {0, 90};
    private static final double[] SOUTH = {0, -90};

    private static final String[] COLLECTIONS = {"SIM-DEEP", "SIM-WIDE", "SIM & more", "SIM <raw>", "Étoiles"};
    private static final String[] TARGETS = {"M 31", "NGC 224", "Sgr A*", "field"};
    private static final double[][] BANDS_M = {{1e-10, 1e-8}, {1e-7, 3e-7}, {3e-7, 1e-6}, {1e-6, 1e-4}, {1e-2, 1}};

    private static final Column RELEASE_DATE = Column.of(
                    "obs_release_date", ColumnType.TEXT, "Observation release date (ISO 8601)")
            .with(null, "time.release", "obscore:Curation.releaseDate")
            .withXtype("timestamp")
            .standard();

    private final long seed;
    private final int service;
    private final int pair;
    private final String baseUrl;
    private final int firstRows;
    private final int rows;
    private final RowLimits limits;
    private final Set<Oddity> oddities;

    /**
     * @param pair shared by the services that have rows with the same identifiers
     * @param baseUrl of the host, for access URLs
     * @param rows number of rows in the beginning; a table that grows gets 2% more, at least 20
     */
    HarvestTable(long seed, int service, int pair, String baseUrl, int rows, RowLimits limits, Set<Oddity> oddities) {
        this.seed = seed;
        this.service = service;
        this.pair = pair;
        this.baseUrl = baseUrl;
        this.firstRows = rows;
        this.rows = oddities.contains(Oddity.GROWS) ? rows + Math.max(20, rows / 50) : rows;
        this.limits = limits;
        this.oddities = Set.copyOf(oddities);
    }

    public boolean is(Oddity oddity) {
        return oddities.contains(oddity);
    }

    public Set<Oddity> oddities() {
        return oddities.isEmpty() ? Set.of() : EnumSet.copyOf(oddities);
    }

    public RowLimits limits() {
        return limits;
    }

    /** The number of rows before the first query. */
    public int firstRows() {
        return firstRows;
    }

    /** The number of rows of the complete table. */
    public int rows() {
        return rows;
    }

    public Table table(String qualifiedName) {
        Table usual = ObsCoreTable.named(qualifiedName);
        List<Column> columns = new ArrayList<>();
        for (Column column : usual.columns()) {
            columns.add(column.name().equals("t_min") ? column.withIndex() : column);
        }
        if (is(Oddity.RELEASE_DATES)) {
            columns.add(RELEASE_DATE);
        }
        return new Table(usual.schema(), usual.name(), usual.utype(), usual.description(), columns);
    }

    /** The rows of some numbers, each made when it is asked for. */
    public Iterable<@Nullable Object[]> rows(int from, int to) {
        return () -> IntStream.range(from, to).mapToObj(this::row).iterator();
    }

    /**
     * One row, in the order of the columns of {@link #table}.
     *
     * @param number from 0 to below {@link #rows()}
     */
    public @Nullable Object[] row(int number) {
        boolean shared = Share.SHARED.has(number);
        SplittableRandom random = random(shared ? -1 - pair : service, number);
        boolean nan = is(Oddity.NOT_A_NUMBER) && Share.NOT_A_NUMBER.has(number);
        int band = random.nextInt(BANDS_M.length);
        double[] place = place(random);
        Extent extent = extent(number, random);
        double seconds = Math.pow(10, random.nextDouble(1, 4));
        double tMin = began(number, random);
        String type = type(random.nextInt(100));
        double lo = BANDS_M[band][0] * (1 + random.nextDouble());
        double hi = BANDS_M[band][1] * (1 + random.nextDouble());
        int target = random.nextInt(2 * TARGETS.length);
        int kind = number % 3;
        if (nan && kind == 0) {
            place = new double[] {Double.NaN, Double.NaN};
            extent = new Extent.FieldOfView(extent.fovDeg());
        }
        double raDeg = place[0];
        double decDeg = place[1];
        boolean placed = !Share.UNPLACED.has(number);
        boolean timed = !Share.TIMELESS.has(number);
        boolean nanTime = nan && kind == 1;
        boolean nanBand = nan && kind == 2;
        boolean image = type.equals("image");
        String did = shared
                ? "ivo://sim.skytrawl/shared" + pair + "?" + number
                : "ivo://sim.skytrawl/h" + service + "?" + number;
        @Nullable
        Object[] row = new @Nullable Object[] {
            type,
            1 + random.nextInt(3),
            COLLECTIONS[number % COLLECTIONS.length],
            "obs-" + number / 4,
            "Observation " + number + (kind == 0 ? " <deep> & wide" : ""),
            did,
            Share.PORTAL.has(number) ? PORTAL_URL : baseUrl + "/data/h?row=" + number,
            image ? "image/fits" : "application/fits",
            10L + random.nextInt(1_000_000),
            target < TARGETS.length ? TARGETS[target] : null,
            placed ? (Double) raDeg : null,
            placed ? (Double) decDeg : null,
            placed && extent.fovDeg() > 0 ? (Double) extent.fovDeg() : null,
            placed ? Outline.stcS(raDeg, decDeg, extent) : null,
            image ? (Double) 0.8 : null,
            image ? (Long) ObsCoreTable.PIXELS : null,
            image ? (Long) ObsCoreTable.PIXELS : null,
            timed ? (Double) (nanTime ? Double.NaN : tMin) : null,
            timed ? (Double) (tMin + seconds / SECONDS_PER_DAY) : null,
            timed ? (Double) seconds : null,
            null,
            1L,
            nanBand ? (Double) Double.NaN : (Double) lo,
            (Double) hi,
            null,
            image ? 1L : 512L,
            "phot.flux",
            null,
            null,
            "Simulated Observatory",
            "SIM-" + band,
            timed ? LocalDate.ofEpochDay((long) tMin - EPOCH_MJD + DAYS_TO_RELEASE) + "T00:00:00" : null
        };
        return is(Oddity.RELEASE_DATES) ? row : Arrays.copyOf(row, row.length - 1);
    }

    /**
     * A row that begins after all of {@link #rows}, for {@link HarvestChange}.
     *
     * @param number from 0
     */
    @Nullable
    Object[] later(int number) {
        @Nullable Object[] row = row(rows + number);
        int tMin = TIME_COLUMN;
        if (row[tMin] != null) {
            row[tMin] = LATER_MJD + number * MINUTE;
            row[tMin + 1] = LATER_MJD + (number + 1) * MINUTE;
        }
        return row;
    }

    private SplittableRandom random(int owner, int number) {
        // the first number sets neighbours far apart
        long ofUniverse = new SplittableRandom(seed).nextLong();
        long ofOwner = new SplittableRandom(ofUniverse + owner).nextLong();
        return new SplittableRandom(new SplittableRandom(ofOwner + number).nextLong());
    }

    private static double[] place(SplittableRandom random) {
        int dice = random.nextInt(100);
        double distanceDeg = 0.7 * Math.abs(random.nextGaussian());
        if (dice < 15) {
            return DatasetMaker.scattered(DatasetMaker.EXAMPLE, distanceDeg, random);
        }
        if (dice < 25) {
            // some exactly at the pole
            return DatasetMaker.scattered(dice < 20 ? NORTH : SOUTH, dice % 5 == 0 ? 0 : distanceDeg, random);
        }
        return SkyFields.anywhere(random);
    }

    private static Extent extent(int number, SplittableRandom random) {
        double small = Math.pow(10, random.nextDouble(-2.5, 0.3));
        double wide = random.nextDouble(6, 40);
        int form = random.nextInt(4);
        if (Share.WIDE.has(number)) {
            return form < 2 ? new Extent.Circle(wide / 2) : new Extent.FieldOfView(wide);
        }
        return switch (form) {
            case 0 -> new Extent.Circle(small / 2);
            case 1 -> new Extent.Rectangle(small, small / 2);
            case 2 -> new Extent.FieldOfView(small);
            default -> new Extent.CentreOnly();
        };
    }

    /** More begin later, as archives grow. */
    private double began(int number, SplittableRandom random) {
        double mjd = OLDEST_MJD + (NEWEST_MJD - OLDEST_MJD) * Math.sqrt(random.nextDouble());
        if (number >= firstRows) {
            return NEWEST_MJD + (number - firstRows + 1) * MINUTE;
        }
        return is(Oddity.ONE_TIME) && number % ONE_TIME_EVERY == 3 ? ONE_MJD : mjd;
    }

    private static String type(int dice) {
        return dice < 60 ? "image" : dice < 75 ? "cube" : dice < 92 ? "spectrum" : "timeseries";
    }
}
