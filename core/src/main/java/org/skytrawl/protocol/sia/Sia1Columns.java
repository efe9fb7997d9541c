package org.skytrawl.protocol.sia;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.protocol.mapping.AnswerFields;
import org.skytrawl.protocol.mapping.ObsCoreCells.Source;
import org.skytrawl.protocol.mapping.ObsCoreMapper;
import org.skytrawl.protocol.mapping.ObsCoreUnit;

/** Finds the columns of an SIA1 answer that correspond to ObsCore columns. */
final class Sia1Columns {
    /** VOX and UCD1 of SIA 1.0. */
    private static final List<Ucd> OF_SIA1 = List.of(
            new Ucd("vox:image_accessreference", ObsCoreColumn.access_url, null),
            new Ucd("vox:image_format", ObsCoreColumn.access_format, null),
            new Ucd("vox:image_title", ObsCoreColumn.obs_title, null),
            new Ucd("vox:image_filesize", ObsCoreColumn.access_estsize, "byte"),
            new Ucd("vox:image_mjdateobs", ObsCoreColumn.t_min, null),
            new Ucd("pos_eq_ra_main", ObsCoreColumn.s_ra, null),
            new Ucd("pos_eq_dec_main", ObsCoreColumn.s_dec, null),
            new Ucd("inst_id", ObsCoreColumn.instrument_name, null));

    /** The UCD1+ of newer services. */
    private static final List<Ucd> NEWER = List.of(
            new Ucd("pos.eq.ra;meta.main", ObsCoreColumn.s_ra, null),
            new Ucd("pos.eq.dec;meta.main", ObsCoreColumn.s_dec, null),
            new Ucd("meta.id;instr", ObsCoreColumn.instrument_name, null),
            new Ucd("meta.id;instr.tel", ObsCoreColumn.facility_name, null),
            new Ucd("meta.id;src", ObsCoreColumn.target_name, null),
            new Ucd("time.duration;obs.exposure", ObsCoreColumn.t_exptime, null),
            new Ucd("meta.ref.ivoid", ObsCoreColumn.obs_publisher_did, null));

    /** @param defaultUnit the unit if the FIELD has none; null for ObsCore's */
    private record Ucd(
            String ucd, ObsCoreColumn column, @Nullable String defaultUnit) {}

    private Sia1Columns() {}

    /**
     * By the UCDs of SIA 1.0, then ObsCore names, newer UCDs and {@link Sia1Fallbacks}; the first of several columns with one
     * meaning.
     */
    static Map<ObsCoreColumn, Source> of(AnswerFields fields) {
        Map<ObsCoreColumn, Source> named = ObsCoreMapper.byName(fields);
        Map<ObsCoreColumn, Source> sources = new EnumMap<>(ObsCoreColumn.class);
        add(fields, OF_SIA1, sources);
        // do not mix two kinds of position
        if (sources.containsKey(ObsCoreColumn.s_ra) != sources.containsKey(ObsCoreColumn.s_dec)
                && named.keySet().containsAll(List.of(ObsCoreColumn.s_ra, ObsCoreColumn.s_dec))) {
            sources.keySet().removeAll(List.of(ObsCoreColumn.s_ra, ObsCoreColumn.s_dec));
        }
        // an observation date beside a t_max is neither start nor end
        if (named.containsKey(ObsCoreColumn.t_max)) {
            sources.remove(ObsCoreColumn.t_min);
        }
        named.forEach(sources::putIfAbsent);
        add(fields, NEWER, sources);
        for (int i = 0; i < fields.size(); i++) {
            if (fields.utype(i).endsWith("curation.publisherdid")) {
                sources.putIfAbsent(ObsCoreColumn.obs_publisher_did, new Source(i, null));
            }
        }
        Sia1Fallbacks.add(fields, sources);
        return sources;
    }

    private static void add(AnswerFields fields, List<Ucd> ucds, Map<ObsCoreColumn, Source> sources) {
        for (Ucd ucd : ucds) {
            int index = fields.withUcd(ucd.ucd());
            if (index >= 0) {
                String unit = fields.get(index).unit();
                boolean isDeclared = ObsCoreUnit.isDeclared(unit);
                sources.putIfAbsent(ucd.column(), new Source(index, isDeclared ? unit : ucd.defaultUnit()));
            }
        }
    }

    /** The column declared as the outline of each image, or -1. */
    static int declaredRegion(AnswerFields fields) {
        for (int i = 0; i < fields.size(); i++) {
            String xtype = fields.get(i).xtype();
            boolean isShape = xtype != null
                    && List.of("polygon", "circle", "shape", "moc", "adql:region")
                            .contains(xtype.strip().toLowerCase(Locale.ROOT));
            if (isShape || fields.ucd(i).startsWith("pos.outline")) {
                return i;
            }
        }
        return -1;
    }
}
