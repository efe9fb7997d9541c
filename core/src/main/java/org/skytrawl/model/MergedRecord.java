package org.skytrawl.model;

import java.util.List;

/**
 * The identity of a record that was merged into another one, where it differs from the kept record. Later merging needs
 * it: another service may know the dataset by this URL only.
 *
 * @param identity the record, reduced to {@link #COLUMNS}
 */
public record MergedRecord(Ivoid ivoid, Protocol protocol, ObsCoreRecord identity) {
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
