package org.skytrawl.model;

import java.util.List;

/**
 * What a record that was merged away identified its dataset by, where that differs from the record that was kept. A later
 * merging needs it: another service may know the dataset by this URL only.
 *
 * @param ivoid resource of the service that gave it
 * @param protocol the protocol it was asked by
 * @param identity the record, with no columns but {@link #COLUMNS}
 */
public record MergedRecord(Ivoid ivoid, Protocol protocol, ObsCoreRecord identity) {
    /** All that merging looks at. */
    public static final List<ObsCoreColumn> COLUMNS = List.of(
            ObsCoreColumn.obs_publisher_did,
            ObsCoreColumn.access_url,
            ObsCoreColumn.access_format,
            ObsCoreColumn.s_ra,
            ObsCoreColumn.s_dec,
            ObsCoreColumn.em_min,
            ObsCoreColumn.em_max,
            ObsCoreColumn.t_min,
            ObsCoreColumn.t_max);
}
