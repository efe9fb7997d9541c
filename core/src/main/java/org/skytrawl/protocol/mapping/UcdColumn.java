package org.skytrawl.protocol.mapping;

import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.protocol.mapping.ObsCoreCells.Source;

/**
 * The ObsCore column that a UCD means.
 *
 * @param ucd in lower case
 * @param defaultUnit the unit if the FIELD has none; null for ObsCore's
 */
public record UcdColumn(
        String ucd, ObsCoreColumn column, @Nullable String defaultUnit) {
    /** The UCD1+ of certain meaning, without positions. */
    public static final List<UcdColumn> NEWER = List.of(
            new UcdColumn("meta.id;instr", ObsCoreColumn.instrument_name),
            new UcdColumn("meta.id;instr.tel", ObsCoreColumn.facility_name),
            new UcdColumn("meta.id;src", ObsCoreColumn.target_name),
            new UcdColumn("time.duration;obs.exposure", ObsCoreColumn.t_exptime),
            new UcdColumn("meta.ref.ivoid", ObsCoreColumn.obs_publisher_did));

    public UcdColumn(String ucd, ObsCoreColumn column) {
        this(ucd, column, null);
    }

    /**
     * Adds sources for ObsCore columns that have none; of several columns with one UCD the first.
     *
     * @param isFree whether a column, by index, has no other meaning
     */
    public static void add(
            AnswerFields fields, List<UcdColumn> ucds, IntPredicate isFree, Map<ObsCoreColumn, Source> sources) {
        for (UcdColumn one : ucds) {
            int index = fields.withUcd(one.ucd);
            if (index >= 0 && isFree.test(index)) {
                sources.putIfAbsent(one.column, Source.of(fields, index, one.defaultUnit));
            }
        }
    }
}
