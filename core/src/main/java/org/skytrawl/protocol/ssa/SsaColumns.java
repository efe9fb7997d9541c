package org.skytrawl.protocol.ssa;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.protocol.mapping.AnswerFields;
import org.skytrawl.protocol.mapping.ColumnFallbacks;
import org.skytrawl.protocol.mapping.ObsCoreCells.Source;
import org.skytrawl.protocol.mapping.ObsCoreMapper;
import org.skytrawl.protocol.mapping.ObsCoreUnit;
import org.skytrawl.protocol.mapping.UcdColumn;

/** Finds the columns of an SSA answer that are copied to ObsCore columns, and those with positions by UCD. */
final class SsaColumns {
    private static final String DEG = "deg";

    /** SSA 1.1 section 4.2.5. */
    private static final List<Utype> OF_SSA = List.of(
            new Utype("access.reference", ObsCoreColumn.access_url),
            new Utype("access.format", ObsCoreColumn.access_format),
            new Utype("access.size", ObsCoreColumn.access_estsize),
            new Utype("dataset.type", ObsCoreColumn.dataproduct_type),
            new Utype("type", ObsCoreColumn.dataproduct_type),
            new Utype("dataid.title", ObsCoreColumn.obs_title),
            new Utype("dataid.collection", ObsCoreColumn.obs_collection),
            new Utype("dataid.creator", ObsCoreColumn.obs_creator_name),
            new Utype("dataid.creatordid", ObsCoreColumn.obs_creator_did),
            new Utype("dataid.date", ObsCoreColumn.obs_creation_date),
            new Utype("dataid.instrument", ObsCoreColumn.instrument_name),
            new Utype("curation.publisherdid", ObsCoreColumn.obs_publisher_did),
            new Utype("curation.publisherid", ObsCoreColumn.publisher_id),
            new Utype("curation.reference", ObsCoreColumn.bib_reference),
            new Utype("curation.rights", ObsCoreColumn.data_rights),
            new Utype("target.name", ObsCoreColumn.target_name),
            new Utype("target.class", ObsCoreColumn.target_class),
            new Utype("char.spatialaxis.coverage.bounds.extent", ObsCoreColumn.s_fov, DEG),
            new Utype("char.spatialaxis.coverage.support.area", ObsCoreColumn.s_region),
            new Utype("char.spatialaxis.resolution", ObsCoreColumn.s_resolution, DEG),
            new Utype("char.spatialaxis.accuracy.staterror", ObsCoreColumn.s_stat_error, DEG),
            new Utype("char.spatialaxis.calibration", ObsCoreColumn.s_calib_status),
            new Utype("char.spatialaxis.ucd", ObsCoreColumn.s_ucd),
            new Utype("char.spatialaxis.unit", ObsCoreColumn.s_unit),
            new Utype("char.timeaxis.coverage.bounds.start", ObsCoreColumn.t_min),
            new Utype("char.timeaxis.coverage.bounds.stop", ObsCoreColumn.t_max),
            new Utype("char.timeaxis.coverage.bounds.min", ObsCoreColumn.t_min),
            new Utype("char.timeaxis.coverage.bounds.max", ObsCoreColumn.t_max),
            new Utype("char.timeaxis.coverage.support.extent", ObsCoreColumn.t_exptime),
            new Utype("char.timeaxis.resolution", ObsCoreColumn.t_resolution),
            new Utype("char.timeaxis.accuracy.staterror", ObsCoreColumn.t_stat_error),
            new Utype("char.timeaxis.calibration", ObsCoreColumn.t_calib_status),
            new Utype("char.spectralaxis.respower", ObsCoreColumn.em_res_power),
            new Utype("char.spectralaxis.accuracy.staterror", ObsCoreColumn.em_stat_error, Utype.MUST_BE_DECLARED),
            new Utype("char.spectralaxis.calibration", ObsCoreColumn.em_calib_status),
            new Utype("char.spectralaxis.ucd", ObsCoreColumn.em_ucd),
            new Utype("char.spectralaxis.unit", ObsCoreColumn.em_unit),
            new Utype("char.fluxaxis.ucd", ObsCoreColumn.o_ucd),
            new Utype("fluxaxis.ucd", ObsCoreColumn.o_ucd),
            new Utype("char.fluxaxis.unit", ObsCoreColumn.o_unit),
            new Utype("char.fluxaxis.calibration", ObsCoreColumn.o_calib_status),
            new Utype("char.fluxaxis.accuracy.staterror", ObsCoreColumn.o_stat_error));

    /** Of services from before SSA 1.0. */
    private static final List<UcdColumn> OLD = List.of(
            new UcdColumn("data_link", ObsCoreColumn.access_url),
            new UcdColumn("vox:image_accessreference", ObsCoreColumn.access_url),
            new UcdColumn("vox:spectrum_format", ObsCoreColumn.access_format),
            new UcdColumn("vox:image_format", ObsCoreColumn.access_format),
            new UcdColumn("vox:image_title", ObsCoreColumn.obs_title),
            new UcdColumn("vox:image_filesize", ObsCoreColumn.access_estsize, "byte"),
            new UcdColumn("vox:obs_start_time", ObsCoreColumn.t_min),
            new UcdColumn("vox:obs_end_time", ObsCoreColumn.t_max),
            new UcdColumn("inst_id", ObsCoreColumn.instrument_name));

    /** Right ascension and declination. */
    private static final List<List<String>> POSITIONS = List.of(
            List.of("pos.eq.ra;meta.main", "pos.eq.dec;meta.main"), List.of("pos_eq_ra_main", "pos_eq_dec_main"));

    /** @param defaultUnit the unit if the FIELD has none; null for ObsCore's */
    private record Utype(
            String utype, ObsCoreColumn column, @Nullable String defaultUnit) {
        /** There is no default: the column is not used without a unit. */
        static final String MUST_BE_DECLARED = "";

        Utype(String utype, ObsCoreColumn column) {
            this(utype, column, null);
        }
    }

    private final Map<ObsCoreColumn, Source> sources = new EnumMap<>(ObsCoreColumn.class);
    private final List<int[]> positions = new ArrayList<>();
    private final boolean hasOneDate;

    /** @param derived columns that are read otherwise than by copying */
    SsaColumns(AnswerFields fields, SsaUtypes utypes, Set<Integer> derived) {
        Set<Integer> known = new HashSet<>(derived);
        for (Utype one : OF_SSA) {
            int index = utypes.index(one.utype);
            if (index >= 0 && isUsable(fields, index, one)) {
                sources.putIfAbsent(one.column, Source.of(fields, index, one.defaultUnit));
                known.add(index);
            }
        }
        Map<ObsCoreColumn, Source> named = ObsCoreMapper.byName(fields);
        ObsCoreMapper.byUtype(fields).forEach(named::putIfAbsent);
        named.forEach((column, source) -> {
            if (!known.contains(source.index())) {
                sources.putIfAbsent(column, source);
            }
        });
        IntPredicate isFree = index ->
                !known.contains(index) && !utypes.isOfModel(index) && ObsCoreColumn.of(fields.name(index)) == null;
        UcdColumn.add(fields, OLD, isFree, sources);
        UcdColumn.add(fields, UcdColumn.NEWER, isFree, sources);
        for (List<String> pair : POSITIONS) {
            int ra = fields.withUcd(pair.getFirst());
            int dec = fields.withUcd(pair.getLast());
            if (ra >= 0 && dec >= 0 && isFree.test(ra) && isFree.test(dec)) {
                positions.add(new int[] {ra, dec});
            }
        }
        this.hasOneDate = addFallbacks(fields, isFree, utypes);
    }

    private static boolean isUsable(AnswerFields fields, int index, Utype one) {
        return !Utype.MUST_BE_DECLARED.equals(one.defaultUnit)
                || ObsCoreUnit.isDeclared(fields.get(index).unit());
    }

    /** Returns whether they give one date for the whole of the observation. */
    private boolean addFallbacks(AnswerFields fields, IntPredicate isFree, SsaUtypes utypes) {
        Map<ObsCoreColumn, Source> all = new EnumMap<>(sources);
        all.remove(ObsCoreColumn.s_ra);
        all.remove(ObsCoreColumn.s_dec);
        new ColumnFallbacks(fields, isFree).addTo(all);
        Source ra = all.remove(ObsCoreColumn.s_ra);
        Source dec = all.remove(ObsCoreColumn.s_dec);
        if (ra != null && dec != null) {
            positions.add(new int[] {ra.index(), dec.index()});
        }
        boolean hasDate = sources.containsKey(ObsCoreColumn.t_min) || utypes.index(SsaTimes.LOCATION) >= 0;
        if (hasDate) {
            all.keySet().removeAll(Set.of(ObsCoreColumn.t_min, ObsCoreColumn.t_max));
        }
        all.forEach(sources::putIfAbsent);
        return !hasDate && sources.containsKey(ObsCoreColumn.t_min) && !sources.containsKey(ObsCoreColumn.t_max);
    }

    Map<ObsCoreColumn, Source> sources() {
        return sources;
    }

    /** Columns with a right ascension and a declination by UCD or name, the best first. */
    List<int[]> positions() {
        return positions;
    }

    /** Whether {@code t_min} is the only date, so that it is {@code t_max} too. */
    boolean hasOneDate() {
        return hasOneDate;
    }
}
