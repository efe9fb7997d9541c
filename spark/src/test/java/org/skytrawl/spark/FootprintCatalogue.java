package org.skytrawl.spark;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.harvest.catalogue.CatalogueFile;
import org.skytrawl.harvest.catalogue.CatalogueRow;
import org.skytrawl.harvest.catalogue.CatalogueState;
import org.skytrawl.harvest.catalogue.CatalogueTable;
import org.skytrawl.harvest.catalogue.CatalogueWriter;
import org.skytrawl.harvest.catalogue.PartitionPlan;
import org.skytrawl.harvest.state.Entry;
import org.skytrawl.harvest.state.HarvestFolder;
import org.skytrawl.harvest.state.ServiceStore;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.RecordLayout;
import org.skytrawl.model.Service;
import org.skytrawl.sky.Healpix;
import org.skytrawl.sky.SkyPoint;

/**
 * A harvest with a catalogue of made-up footprints over the whole sky. A seed and a number give the same rows at any time, part by
 * part: a part is a HEALPix cell, the wide rows, or the rows without position. By hand:
 * {@code FootprintCatalogue DIR ROWS [SEED]}; ten million rows take minutes.
 */
public final class FootprintCatalogue {
    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");
    private static final String ORIGIN = "ivo://made.up/obscore";
    private static final Service SERVICE = Service.of(
            List.of(new Ivoid(ORIGIN)),
            "Made-up footprints",
            Protocol.named("OBSTAP"),
            "https://made.up/tap",
            "ivoa.obscore");
    /** The name of the service in all rows. */
    public static final String FOLDER = HarvestFolder.name(SERVICE.key());

    /** One row of so many is wide, and one has no position. */
    private static final int RARE = 200;

    /** A wide footprint overlaps many targets. */
    private static final int MOST_RARE = 100;

    private static final RecordLayout LAYOUT = new RecordLayout(List.of(
            ObsCoreColumn.dataproduct_type,
            ObsCoreColumn.calib_level,
            ObsCoreColumn.obs_collection,
            ObsCoreColumn.obs_id,
            ObsCoreColumn.obs_publisher_did,
            ObsCoreColumn.access_url,
            ObsCoreColumn.access_format,
            ObsCoreColumn.access_estsize,
            ObsCoreColumn.target_name,
            ObsCoreColumn.s_ra,
            ObsCoreColumn.s_dec,
            ObsCoreColumn.s_fov,
            ObsCoreColumn.s_region,
            ObsCoreColumn.t_min,
            ObsCoreColumn.t_max,
            ObsCoreColumn.t_exptime,
            ObsCoreColumn.em_min,
            ObsCoreColumn.em_max,
            ObsCoreColumn.facility_name,
            ObsCoreColumn.instrument_name));

    private final long rows;
    private final int order;
    private final long seed;

    /** @param maxRows of a partition */
    public FootprintCatalogue(long rows, long maxRows, long seed) {
        this.rows = rows;
        this.seed = seed;
        int fine = 0;
        while (rows / Healpix.cellCount(fine) > maxRows) {
            fine++;
        }
        this.order = fine;
    }

    public static void main(String... args) throws Exception {
        long seed = args.length > 2 ? Long.parseLong(args[2]) : 1;
        new FootprintCatalogue(Long.parseLong(args[1]), 200_000, seed).write(Path.of(args[0]));
    }

    /** Writes a harvest that has this catalogue and no pages. */
    public FootprintCatalogue write(Path harvest) throws Exception {
        try (HarvestFolder folder = HarvestFolder.open(harvest);
                ExecutorService threads =
                        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            folder.write(new HarvestFolder.About(TIME, "made up", List.of(List.of()), true), List.of(SERVICE));
            // as if its pages had been deleted
            ServiceStore store = folder.store(SERVICE);
            store.append(new Entry.Plan(TIME, List.of(), List.of(), rows));
            store.append(new Entry.Done(TIME, rows, rows, true));
            CatalogueWriter writer = CatalogueWriter.begin(folder, rows);
            List<Callable<CatalogueFile>> tasks = new ArrayList<>();
            for (int part = 0; part < parts(); part++) {
                int number = part;
                tasks.add(() -> write(writer.folder(), number));
            }
            List<CatalogueFile> files = new ArrayList<>();
            for (Future<CatalogueFile> file : threads.invokeAll(tasks)) {
                if (file.get().rows() > 0) {
                    files.add(file.get());
                }
            }
            writer.finish(CatalogueState.of(folder), files, List.of());
        }
        return this;
    }

    private CatalogueFile write(Path folder, int part) {
        List<CatalogueRow> all = rows(part);
        CatalogueTable table = table(part);
        double reach = all.stream()
                .mapToDouble(CatalogueRow::reachDeg)
                .filter(deg -> !Double.isNaN(deg))
                .max()
                .orElse(0);
        int norder = table.isHats() ? order : CatalogueFile.NO_ORDER;
        long npix = table.isHats() ? part : 1;
        Iterator<CatalogueRow> each = all.iterator();
        return CatalogueWriter.write(
                folder, new PartitionPlan.Planned(table, norder, npix, all.size(), reach), each, () -> {});
    }

    private int parts() {
        return (int) Healpix.cellCount(order) + 2;
    }

    private CatalogueTable table(int part) {
        int cells = parts() - 2;
        return part < cells
                ? CatalogueTable.DATASETS
                : part == cells ? CatalogueTable.DATASETS_WIDE : CatalogueTable.DATASETS_UNPLACED;
    }

    /** All rows. */
    public Stream<CatalogueRow> rows() {
        return IntStream.range(0, parts()).boxed().flatMap(part -> rows(part).stream());
    }

    private List<CatalogueRow> rows(int part) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + part);
        CatalogueTable table = table(part);
        int cells = parts() - 2;
        int count = (int)
                (table.isHats()
                        ? rows * (part + 1L) / cells - rows * part / cells
                        : Math.clamp(rows / RARE, 1, MOST_RARE));
        int shift = 2 * (Healpix.MAX_ORDER - order);
        long[] places = random.longs(
                        count,
                        table.isHats() ? (long) part << shift : 0,
                        table.isHats() ? (part + 1L) << shift : Healpix.cellCount(Healpix.MAX_ORDER))
                .toArray();
        if (table.isPlaced()) {
            Arrays.sort(places);
        }
        List<CatalogueRow> all = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            SkyPoint centre = Healpix.centreOf(Healpix.MAX_ORDER, places[i]);
            all.add(CatalogueRow.of(record(random, table, centre, part + "." + i), FOLDER, ORIGIN, TIME));
        }
        // a position near the edge of a cell may have been rounded into another
        all.removeIf(row -> CatalogueTable.of(row) != table || (table.isHats() && row.cell() >> shift != part));
        all.sort((a, b) -> Long.compare(a.cell(), b.cell()));
        return all;
    }

    private static ObsCoreRecord record(SplittableRandom random, CatalogueTable table, SkyPoint centre, String id) {
        double[] numbers = new double[LAYOUT.numbers()];
        Arrays.fill(numbers, Double.NaN);
        @Nullable String[] texts = new @Nullable String[LAYOUT.texts()];
        // seven digits, as archives write them
        double raDeg = Math.rint(centre.raDeg() * 1e7) / 1e7;
        double decDeg = Math.rint(centre.decDeg() * 1e7) / 1e7;
        boolean wide = table == CatalogueTable.DATASETS_WIDE;
        double sizeDeg = wide ? random.nextDouble(3, 40) : 0.02 * Math.pow(25, random.nextDouble());
        int kind = random.nextInt(200);
        if (table.isPlaced()) {
            numbers[LAYOUT.slot(ObsCoreColumn.s_ra)] = raDeg;
            numbers[LAYOUT.slot(ObsCoreColumn.s_dec)] = decDeg;
        }
        if (wide || kind % 5 < 2) {
            numbers[LAYOUT.slot(ObsCoreColumn.s_fov)] = 2 * sizeDeg;
        }
        texts[LAYOUT.slot(ObsCoreColumn.s_region)] =
                wide ? circle(raDeg, decDeg, sizeDeg) : region(random, kind, raDeg, decDeg, sizeDeg);
        double mjd = random.nextInt(50_000, 61_000) + random.nextInt(86_400) / 86_400.0;
        double seconds = random.nextInt(30, 1800);
        numbers[LAYOUT.slot(ObsCoreColumn.t_min)] = mjd;
        numbers[LAYOUT.slot(ObsCoreColumn.t_max)] = mjd + seconds / 86_400;
        numbers[LAYOUT.slot(ObsCoreColumn.t_exptime)] = seconds;
        int band = random.nextInt(5);
        numbers[LAYOUT.slot(ObsCoreColumn.em_min)] = (3.5 + band) * 1e-7;
        numbers[LAYOUT.slot(ObsCoreColumn.em_max)] = (4.6 + band) * 1e-7;
        numbers[LAYOUT.slot(ObsCoreColumn.calib_level)] = 2;
        numbers[LAYOUT.slot(ObsCoreColumn.access_estsize)] = random.nextInt(1000, 40_000);
        texts[LAYOUT.slot(ObsCoreColumn.dataproduct_type)] = "image";
        texts[LAYOUT.slot(ObsCoreColumn.obs_collection)] = "survey " + band;
        texts[LAYOUT.slot(ObsCoreColumn.obs_id)] = "field-" + id;
        texts[LAYOUT.slot(ObsCoreColumn.obs_publisher_did)] = "ivo://made.up/data?" + id;
        texts[LAYOUT.slot(ObsCoreColumn.access_url)] = "https://archive.made.up/data/" + id + ".fits.fz";
        texts[LAYOUT.slot(ObsCoreColumn.access_format)] = "image/fits";
        texts[LAYOUT.slot(ObsCoreColumn.target_name)] = "field " + id;
        texts[LAYOUT.slot(ObsCoreColumn.facility_name)] = "Made-up Observatory";
        texts[LAYOUT.slot(ObsCoreColumn.instrument_name)] = "camera " + band;
        return new ObsCoreRecord(LAYOUT, numbers, texts);
    }

    private static @Nullable String region(
            SplittableRandom random, int kind, double raDeg, double decDeg, double sizeDeg) {
        return switch (kind) {
            case 0 -> "POLYGON ICRS damaged";
            case 1 -> "POSITION ICRS " + raDeg + " " + decDeg;
            case 2 -> "MOC 8/" + Healpix.cellOf(8, SkyPoint.ofDegrees(raDeg, decDeg));
            case 3 -> text("Ellipse ICRS %.6f %.6f %.6f %.6f 30", raDeg, decDeg, sizeDeg, sizeDeg / 3);
            default ->
                kind < 20
                        ? null
                        : kind < 50
                                ? circle(raDeg, decDeg, sizeDeg)
                                : rectangle(raDeg, decDeg, sizeDeg, random.nextDouble(Math.PI));
        };
    }

    private static String circle(double raDeg, double decDeg, double radiusDeg) {
        return text("CIRCLE ICRS %.6f %.6f %.6f", raDeg, decDeg, radiusDeg);
    }

    /** The field of a camera, turned. */
    private static String rectangle(double raDeg, double decDeg, double sizeDeg, double angle) {
        StringBuilder text = new StringBuilder("POLYGON ICRS");
        double stretch = Math.cos(Math.toRadians(Math.min(89, Math.abs(decDeg))));
        for (int corner = 0; corner < 4; corner++) {
            double at = angle + (corner % 2 == 0 ? 0.6 : -0.6) + Math.PI * (corner / 2) + (corner % 2) * Math.PI;
            double dec = Math.max(-89.9, Math.min(89.9, decDeg + sizeDeg * Math.sin(at)));
            double ra = (raDeg + sizeDeg * Math.cos(at) / stretch + 720) % 360;
            text.append(' ').append(Math.rint(ra * 1e7) / 1e7).append(' ').append(Math.rint(dec * 1e7) / 1e7);
        }
        return text.toString();
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
