package org.skytrawl.harvest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.RecordLayout;

/** Records as archives have them: fields with many datasets, all kinds of outlines, some without a position. */
public final class MadeRecords {
    private static final RecordLayout ALL = new RecordLayout(List.of(ObsCoreColumn.values()));

    private final Random random;

    public MadeRecords(long seed) {
        this.random = new Random(seed);
    }

    /** A record of the given columns and values in turn. */
    public static ObsCoreRecord of(Object... columnsAndValues) {
        double[] numbers = new double[ALL.numbers()];
        java.util.Arrays.fill(numbers, Double.NaN);
        @Nullable String[] texts = new @Nullable String[ALL.texts()];
        for (int i = 0; i < columnsAndValues.length; i += 2) {
            ObsCoreColumn column = (ObsCoreColumn) columnsAndValues[i];
            if (column.isText()) {
                texts[ALL.slot(column)] = String.valueOf(columnsAndValues[i + 1]);
            } else {
                numbers[ALL.slot(column)] = ((Number) columnsAndValues[i + 1]).doubleValue();
            }
        }
        return new ObsCoreRecord(ALL, numbers, texts);
    }

    public List<ObsCoreRecord> list(String archive, int from, int to) {
        List<ObsCoreRecord> records = new ArrayList<>();
        for (int i = from; i < to; i++) {
            records.add(record(archive, i));
        }
        return records;
    }

    /** One with an identifier that tells its archive and number. */
    public ObsCoreRecord record(String archive, int number) {
        List<Object> values = new ArrayList<>(List.of(
                ObsCoreColumn.dataproduct_type, number % 3 == 0 ? "spectrum" : "image",
                ObsCoreColumn.calib_level, number % 4,
                ObsCoreColumn.obs_id, archive + "-" + number,
                ObsCoreColumn.obs_collection, archive.toUpperCase(Locale.ROOT),
                ObsCoreColumn.obs_publisher_did, "ivo://" + archive + "/data?" + number,
                ObsCoreColumn.access_url, "https://" + archive + ".example/get/" + number + ".fits",
                ObsCoreColumn.access_format, "application/fits",
                ObsCoreColumn.access_estsize, 100 + number,
                ObsCoreColumn.t_min, 50_000 + random.nextDouble() * 8_000));
        if (random.nextInt(20) > 0) {
            double raDeg = random.nextDouble() * 360;
            double decDeg = Math.toDegrees(Math.asin(2 * random.nextDouble() - 1));
            if (random.nextInt(3) == 0) {
                // a field with many datasets
                raDeg = 53.1 + random.nextGaussian() * 0.1;
                decDeg = -27.8 + random.nextGaussian() * 0.1;
            }
            values.addAll(List.of(ObsCoreColumn.s_ra, raDeg, ObsCoreColumn.s_dec, decDeg));
            place(raDeg, decDeg, values);
        }
        return of(values.toArray());
    }

    private void place(double raDeg, double decDeg, List<Object> values) {
        double sizeDeg = Math.exp(random.nextGaussian()) * 0.1;
        switch (random.nextInt(8)) {
            case 0 -> {}
            case 1, 2 -> values.addAll(List.of(ObsCoreColumn.s_fov, sizeDeg));
            case 3 -> values.addAll(List.of(ObsCoreColumn.s_region, "no region at all", ObsCoreColumn.s_fov, 8));
            case 4 ->
                values.addAll(List.of(
                        ObsCoreColumn.s_region,
                        String.format(Locale.ROOT, "CIRCLE ICRS %.6f %.6f %.6f", raDeg, decDeg, sizeDeg * 20)));
            default ->
                values.addAll(List.of(
                        ObsCoreColumn.s_region,
                        String.format(
                                Locale.ROOT,
                                "POLYGON ICRS %.6f %.6f %.6f %.6f %.6f %.6f",
                                raDeg,
                                clamped(decDeg + sizeDeg),
                                raDeg + sizeDeg,
                                clamped(decDeg - sizeDeg),
                                raDeg - sizeDeg,
                                clamped(decDeg - sizeDeg))));
        }
    }

    private static double clamped(double decDeg) {
        return Math.max(-89.9, Math.min(89.9, decDeg));
    }
}
