package org.skytrawl.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.ObsCoreColumn;

/**
 * Rows as a large ObsTAP service sends them: URL, DID, title, observation, outline, position and times of each row are its
 * own, names of collections and instruments are the same for many. A row's number tells all of it.
 */
final class ObsCoreRow {
    /** ObsCore's mandatory columns and seven others that are common. */
    static final List<ObsCoreColumn> COLUMNS = columns();

    private static final String[] INSTRUMENTS = {"WFI", "OmegaCAM", "VIRCAM", "HAWK-I", "FORS2"};
    private static final double[] BANDS_M = {3.6e-7, 4.4e-7, 5.5e-7, 6.6e-7, 8e-7, 1.25e-6, 2.2e-6};
    private static final double HALF_WIDTH_DEG = 0.25;

    private final long row;
    private final double raDeg;
    private final double decDeg;
    private final double mjd;
    private final double exposureS;
    private final int instrument;
    private final double bandM;

    ObsCoreRow(long row) {
        SplittableRandom random = new SplittableRandom(row * 31 + 7);
        this.row = row;
        this.raDeg = rounded(random.nextDouble(360), 1e6);
        this.decDeg = rounded(Math.toDegrees(Math.asin(random.nextDouble(-1, 1))) * 0.99, 1e6);
        this.mjd = rounded(random.nextDouble(51_000, 60_000), 1e7);
        this.exposureS = rounded(random.nextDouble(1, 1800), 1e3);
        this.instrument = random.nextInt(INSTRUMENTS.length);
        this.bandM = BANDS_M[random.nextInt(BANDS_M.length)];
    }

    private static List<ObsCoreColumn> columns() {
        List<ObsCoreColumn> columns = new ArrayList<>();
        for (ObsCoreColumn column : ObsCoreColumn.values()) {
            boolean isCommon = switch (column) {
                case obs_title, obs_creator_name, obs_release_date, data_rights, proposal_id, s_pixel_scale, em_ucd ->
                    true;
                default -> column.isMandatory();
            };
            if (isCommon) {
                columns.add(column);
            }
        }
        return List.copyOf(columns);
    }

    /** The cell of a column: a {@code String}, {@code Double} or {@code Long}, or null. */
    @Nullable
    Object cell(ObsCoreColumn column) {
        return switch (column.type()) {
            case TEXT -> text(column);
            case REAL -> real(column);
            case INTEGER -> integer(column);
        };
    }

    private @Nullable String text(ObsCoreColumn column) {
        return switch (column) {
            case dataproduct_type -> "image";
            case target_name -> "FIELD-" + row % 5000;
            case obs_id -> name();
            case obs_title -> INSTRUMENTS[instrument] + " science frame " + row + ", field " + row % 5000;
            case obs_collection -> "Survey " + (char) ('A' + instrument);
            case obs_creator_name -> "Survey Consortium " + instrument;
            case obs_release_date -> "2021-0" + (1 + row % 9) + "-15T00:00:00";
            case obs_publisher_did -> "ivo://archive.example.org/~?survey/raw/" + name() + ".fits";
            case access_url -> "https://archive.example.org/getproduct/survey/raw/" + name() + ".fits?format=fz&ext=1";
            case access_format -> "application/fits";
            case data_rights -> "public";
            case s_region -> polygon();
            case o_ucd -> "phot.flux;em.opt";
            case em_ucd -> "em.wl";
            case facility_name -> "Example Observatory";
            case instrument_name -> INSTRUMENTS[instrument];
            case proposal_id -> "0" + row % 97 + ".A-" + row % 997;
            default -> null;
        };
    }

    private String name() {
        return INSTRUMENTS[instrument] + ".2019." + row;
    }

    private String polygon() {
        double halfRa = HALF_WIDTH_DEG / Math.cos(Math.toRadians(decDeg));
        double west = rounded((raDeg + halfRa) % 360, 1e6);
        double east = rounded((raDeg - halfRa + 360) % 360, 1e6);
        double south = rounded(decDeg - HALF_WIDTH_DEG, 1e6);
        double north = rounded(decDeg + HALF_WIDTH_DEG, 1e6);
        return "POLYGON ICRS " + west + ' ' + south + ' ' + west + ' ' + north + ' ' + east + ' ' + north + ' ' + east
                + ' ' + south;
    }

    private @Nullable Double real(ObsCoreColumn column) {
        return switch (column) {
            case s_ra -> raDeg;
            case s_dec -> decDeg;
            case s_fov -> 0.7071;
            case s_resolution -> rounded(0.6 + row % 100 / 100.0, 1e2);
            case s_pixel_scale -> 0.238;
            case t_min -> mjd;
            case t_max -> rounded(mjd + exposureS / 86_400, 1e7);
            case t_exptime -> exposureS;
            case em_min -> bandM * 0.9;
            case em_max -> bandM * 1.1;
            case em_res_power -> 5.0;
            default -> null;
        };
    }

    private @Nullable Long integer(ObsCoreColumn column) {
        return switch (column) {
            case calib_level -> 1 + row % 3;
            case access_estsize -> 20_000 + row * 37 % 120_000;
            case s_xel1 -> 2142L;
            case s_xel2 -> 4128L;
            case em_xel, t_xel -> 1L;
            default -> null;
        };
    }

    private static double rounded(double value, double scale) {
        return Math.rint(value * scale) / scale;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "row %d at %s %s", row, raDeg, decDeg);
    }
}
