package org.skytrawl.protocol.sia;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.protocol.mapping.AnswerFields;
import org.skytrawl.protocol.mapping.ColumnFallbacks;
import org.skytrawl.protocol.mapping.ObsCoreCells.Source;
import org.skytrawl.protocol.mapping.ObsCoreMapper;
import org.skytrawl.protocol.mapping.UcdColumn;

/** Finds the columns of an SIA1 answer that correspond to ObsCore columns. */
final class Sia1Columns {
    /** VOX and UCD1 of SIA 1.0. */
    private static final List<UcdColumn> OF_SIA1 = List.of(
            new UcdColumn("vox:image_accessreference", ObsCoreColumn.access_url),
            new UcdColumn("vox:image_format", ObsCoreColumn.access_format),
            new UcdColumn("vox:image_title", ObsCoreColumn.obs_title),
            new UcdColumn("vox:image_filesize", ObsCoreColumn.access_estsize, "byte"),
            new UcdColumn("vox:image_mjdateobs", ObsCoreColumn.t_min),
            new UcdColumn("pos_eq_ra_main", ObsCoreColumn.s_ra),
            new UcdColumn("pos_eq_dec_main", ObsCoreColumn.s_dec),
            new UcdColumn("inst_id", ObsCoreColumn.instrument_name));

    private static final List<UcdColumn> NEWER_POSITION = List.of(
            new UcdColumn("pos.eq.ra;meta.main", ObsCoreColumn.s_ra),
            new UcdColumn("pos.eq.dec;meta.main", ObsCoreColumn.s_dec));

    private Sia1Columns() {}

    /**
     * By the UCDs of SIA 1.0, then ObsCore names, newer UCDs and {@link ColumnFallbacks}; the first of several columns with one
     * meaning.
     */
    static Map<ObsCoreColumn, Source> of(AnswerFields fields) {
        Map<ObsCoreColumn, Source> named = ObsCoreMapper.byName(fields);
        Map<ObsCoreColumn, Source> sources = new EnumMap<>(ObsCoreColumn.class);
        UcdColumn.add(fields, OF_SIA1, Sia1Columns::any, sources);
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
        UcdColumn.add(fields, NEWER_POSITION, Sia1Columns::any, sources);
        UcdColumn.add(fields, UcdColumn.NEWER, Sia1Columns::any, sources);
        for (int i = 0; i < fields.size(); i++) {
            if (fields.utype(i).endsWith("curation.publisherdid")) {
                sources.putIfAbsent(ObsCoreColumn.obs_publisher_did, new Source(i, null));
            }
        }
        new ColumnFallbacks(fields, Sia1Columns::any).addTo(sources);
        return sources;
    }

    /** SIA1 has no utypes that could give a column another meaning. */
    private static boolean any(int index) {
        return true;
    }
}
