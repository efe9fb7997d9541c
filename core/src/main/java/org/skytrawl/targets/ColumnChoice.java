package org.skytrawl.targets;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.PlainText;

/**
 * Finds the columns of a target list: those named by the user, else by UCD ({@code meta.main}), by name, by UCD.
 *
 * @param id index of the column, or -1 for the number of the row
 * @param radius index of the column, or -1 for one radius for all
 */
record ColumnChoice(int id, int ra, int dec, int radius) {
    private static final List<String> IDS = words("""
            target target_id targetid target_name targetname id name source_id sourceid main_id obj_id objid object_id objectid
            object obj obj_name objname object_name source source_name designation identifier""");

    /** Pairs that belong together, the clearest first. */
    private static final List<List<String>> POSITIONS = List.of(
            words("ra dec"),
            words("ra de"),
            words("ra decl"),
            words("ra_deg dec_deg"),
            words("ra_deg de_deg"),
            words("radeg dedeg"),
            words("radeg decdeg"),
            words("ra_icrs de_icrs"),
            words("ra_icrs dec_icrs"),
            words("_ra_icrs _de_icrs"),
            words("_ra.icrs _de.icrs"),
            words("raj2000 dej2000"),
            words("raj2000 decj2000"),
            words("ra_j2000 dec_j2000"),
            words("_raj2000 _dej2000"),
            words("_ra _de"),
            words("ra2000 dec2000"),
            words("target_ra target_dec"),
            words("right_ascension declination"),
            words("rightascension declination"),
            words("s_ra s_dec"),
            words("lon lat"),
            words("longitude latitude"));

    private static final List<List<String>> GALACTIC =
            List.of(words("glon glat"), words("gal_lon gal_lat"), words("l b"));
    private static final List<List<String>> B1950 =
            List.of(words("rab1950 deb1950"), words("_rab1950 _deb1950"), words("ra_b1950 dec_b1950"));

    private static final List<String> RADII = words(
            "radius radius_deg search_radius searchradius target_radius sr rad rad_deg error_radius err_radius pos_err_radius");

    /** Also names of magnitudes, so they need the unit of an angle. */
    private static final List<String> RADII_WITH_UNIT = words("r");

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s", -1));
    }

    /** @throws TargetFileException if a column is missing, or there are several: it lists the columns that there are */
    static ColumnChoice of(String file, List<SourceColumn> columns, TargetFileOptions options) {
        Finder finder = new Finder(file, columns);
        TargetColumns named = options.columns();
        int ra;
        int dec;
        if (named.ra() != null && named.dec() != null) {
            ra = finder.named(named.ra());
            dec = finder.named(named.dec());
        } else {
            int[] position = finder.position();
            ra = position[0];
            dec = position[1];
        }
        int id = named.id() == null
                ? finder.id()
                : named.id().equals(TargetColumns.ROW_NUMBER) ? -1 : finder.named(named.id());
        int radius = named.radius() == null ? finder.radius() : finder.named(named.radius());
        if (radius < 0 && options.radiusDeg() == null) {
            throw new TargetFileException(
                    file + " has no column of the radius, and no radius is given for all targets; it has "
                            + SourceColumn.listed(columns));
        }
        return new ColumnChoice(id, ra, dec, radius);
    }

    /** Whether a column with this name would be used if it were there. */
    static boolean isKnown(String name) {
        String key = SourceColumn.named(name).key();
        return IDS.contains(key)
                || RADII.contains(key)
                || POSITIONS.stream().anyMatch(pair -> pair.contains(key))
                || GALACTIC.getFirst().contains(key);
    }

    static boolean isGalactic(SourceColumn column) {
        return column.meaning().startsWith("pos.galactic")
                || column.meaning().startsWith("pos_gal_l")
                || GALACTIC.stream().anyMatch(pair -> pair.contains(column.key()));
    }

    static boolean isB1950(SourceColumn column) {
        return B1950.stream().anyMatch(pair -> pair.contains(column.key()));
    }

    private record Finder(String file, List<SourceColumn> columns) {
        int named(String name) {
            List<Integer> exact = all(column -> column.name().strip().equals(name));
            List<Integer> found = exact.isEmpty()
                    ? all(column -> column.key().equals(name.strip().toLowerCase(Locale.ROOT)))
                    : exact;
            if (found.size() != 1) {
                throw new TargetFileException(file + (found.isEmpty() ? " has no column '" : " has several columns '")
                        + PlainText.of(name, 80) + "'; it has " + SourceColumn.listed(columns));
            }
            return found.getFirst();
        }

        int[] position() {
            int @Nullable [] found = byMeaning("pos.eq.ra;meta.main", "pos.eq.dec;meta.main");
            found = found == null ? byMeaning("pos_eq_ra_main", "pos_eq_dec_main") : found;
            for (List<String> pair : POSITIONS) {
                found = found == null ? byName(pair) : found;
            }
            found = found == null ? ofSkyCoord() : found;
            found = found == null ? byMeaning("pos.eq.ra", "pos.eq.dec") : found;
            found = found == null ? byMeaning("pos_eq_ra", "pos_eq_dec") : found;
            found = found == null ? byMeaning("pos.galactic.lon;meta.main", "pos.galactic.lat;meta.main") : found;
            found = found == null ? byName(GALACTIC.getFirst()) : found;
            found = found == null ? byName(GALACTIC.get(1)) : found;
            found = found == null ? byMeaning("pos.galactic.lon", "pos.galactic.lat") : found;
            for (List<String> pair : B1950) {
                found = found == null ? byName(pair) : found;
            }
            if (found == null) {
                throw new TargetFileException(file
                        + " has no columns of right ascension and declination that are known by name (ra, dec) or UCD; it has "
                        + SourceColumn.listed(columns));
            }
            return found;
        }

        /** Astropy writes a column of positions as {@code NAME.ra} and {@code NAME.dec}. */
        private int @Nullable [] ofSkyCoord() {
            List<Integer> first = all(column -> column.key().endsWith(".ra"));
            List<Integer> second = all(column -> column.key().endsWith(".dec"));
            return pair(first, second);
        }

        int id() {
            List<Integer> main = all(column -> column.meaning().equals("meta.id;meta.main")
                    || column.meaning().equals("id_main"));
            if (main.size() == 1) {
                return main.getFirst();
            }
            for (String name : IDS) {
                int found = single(all(column -> column.key().equals(name)), "id");
                if (found >= 0) {
                    return found;
                }
            }
            if (main.size() > 1) {
                throw ambiguous("id", main);
            }
            List<Integer> ids = all(column -> column.meaning().equals("meta.id"));
            return ids.size() == 1 ? ids.getFirst() : -1;
        }

        int radius() {
            for (String name : RADII) {
                int found = single(all(column -> column.key().equals(name) && isOfAngle(column, false)), "radius");
                if (found >= 0) {
                    return found;
                }
            }
            List<Integer> rest = all(column -> isOfAngle(column, true)
                    && (RADII_WITH_UNIT.contains(column.key())
                            || column.meaning().startsWith("phys.angsize")));
            return rest.size() == 1 ? rest.getFirst() : -1;
        }

        private static boolean isOfAngle(SourceColumn column, boolean mustSay) {
            boolean says = column.unit() != null && !column.unit().isBlank();
            return says ? AngleColumn.isAngle(column.unit()) : !mustSay;
        }

        private int @Nullable [] byMeaning(String first, String second) {
            return pair(
                    all(column -> column.meaning().equals(first)),
                    all(column -> column.meaning().equals(second)));
        }

        private int @Nullable [] byName(List<String> names) {
            return pair(
                    all(column -> column.key().equals(names.get(0))),
                    all(column -> column.key().equals(names.get(1))));
        }

        private int @Nullable [] pair(List<Integer> first, List<Integer> second) {
            if (first.isEmpty() || second.isEmpty()) {
                return null;
            }
            return new int[] {single(first, "right ascension"), single(second, "declination")};
        }

        private int single(List<Integer> found, String what) {
            if (found.size() > 1) {
                throw ambiguous(what, found);
            }
            return found.isEmpty() ? -1 : found.getFirst();
        }

        private TargetFileException ambiguous(String what, List<Integer> found) {
            return new TargetFileException(file + " has several columns that can be the " + what + ": "
                    + SourceColumn.listed(found.stream().map(columns::get).toList()) + "; it has "
                    + SourceColumn.listed(columns));
        }

        private List<Integer> all(Predicate<SourceColumn> wanted) {
            List<Integer> found = new ArrayList<>();
            IntStream.range(0, columns.size())
                    .filter(i -> wanted.test(columns.get(i)))
                    .forEach(found::add);
            return found;
        }
    }
}
