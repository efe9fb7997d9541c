package org.skytrawl.merge;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.CanonicalUrl;
import org.skytrawl.model.MergedRecord;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;

/** What of a record says which dataset it describes, in the form in which {@link RecordIdentity} compares it. */
public final class RecordKeys {
    /** Position, band and time. */
    public static final List<ObsCoreColumn> EXTENT =
            MergedRecord.COLUMNS.stream().filter(column -> !column.isText()).toList();

    /** All columns on which it depends which records are one dataset; which of them is kept depends on all columns. */
    public static final Set<ObsCoreColumn> COLUMNS;

    /** From this number of records with one identity on, it does not matter how many of them are alike. */
    public static final int MANY = Contradictions.MOST_PAIRWISE + 1;

    /** Prefix of unusable access URLs. No key of a usable one begins like this. */
    private static final String UNUSABLE = "?";

    static {
        Set<ObsCoreColumn> columns = EnumSet.copyOf(MergedRecord.COLUMNS);
        columns.addAll(Set.of(ObsCoreColumn.s_region, ObsCoreColumn.s_fov, ObsCoreColumn.dataproduct_type));
        COLUMNS = Collections.unmodifiableSet(columns);
    }

    private RecordKeys() {}

    /** The publisher DID; null if it identifies nothing. */
    public static @Nullable String did(ObsCoreRecord record) {
        return PublisherDid.of(record.text(ObsCoreColumn.obs_publisher_did));
    }

    /** The access URL; null if there is none. */
    public static @Nullable String url(ObsCoreRecord record) {
        String text = PublisherDid.known(record.text(ObsCoreColumn.access_url));
        if (text == null) {
            return null;
        }
        String key = CanonicalUrl.of(text);
        return key != null ? key : UNUSABLE + text;
    }

    /** Whether an {@link #url} can identify a dataset. */
    public static boolean isUsable(String url) {
        return !url.startsWith(UNUSABLE);
    }

    /** Whether the position is known. Where it is not, {@code s_region} is a part of the extent. */
    public static boolean hasCentre(ObsCoreRecord record) {
        return Double.isFinite(record.number(ObsCoreColumn.s_ra)) && Math.abs(record.number(ObsCoreColumn.s_dec)) <= 90;
    }

    /** A number of the extent: equal for equal ones. Unifies zeros and NaNs. */
    public static long bits(double value) {
        return Double.doubleToLongBits(value + 0.0);
    }
}
