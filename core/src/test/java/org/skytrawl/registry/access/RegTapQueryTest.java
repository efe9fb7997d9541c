package org.skytrawl.registry.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RegTapQueryTest {
    private static final String CANDIDATES =
            "(ivoid IN (SELECT ivoid FROM rr.capability WHERE standard_id LIKE 'ivo://ivoa.net/std/sia%'"
                    + " OR standard_id LIKE 'ivo://ivoa.net/std/ssa%') OR ivoid IN (SELECT ivoid FROM rr.res_table WHERE table_utype LIKE"
                    + " 'ivo://ivoa.net/std/obscore#table-1.%')"
                    + " OR ivoid IN (SELECT ivoid FROM rr.res_detail WHERE detail_xpath ="
                    + " '/capability/dataModel/@ivo-id'))";

    @Test
    void asksForTheSchema() {
        assertThat(RegTapQuery.schema().adql(null))
                .isEqualTo("SELECT table_name, column_name FROM TAP_SCHEMA.columns WHERE (table_name LIKE 'rr.%')"
                        + " ORDER BY table_name");
        assertThat(RegTapQuery.schema().adql("rr.interface"))
                .endsWith(" AND table_name >= 'rr.interface' ORDER BY table_name");
    }

    @Test
    void asksForResources() {
        assertThat(RegTapQuery.RESOURCES.adql(null))
                .isEqualTo(
                        "SELECT ivoid, res_type, res_title FROM rr.resource WHERE (" + CANDIDATES + ") ORDER BY ivoid");
    }

    @Test
    void asksWhenResourcesWereUpdated() {
        assertThat(RegTapQuery.UPDATED.adql(null))
                .isEqualTo("SELECT ivoid, updated FROM rr.resource WHERE (" + CANDIDATES + ") ORDER BY ivoid");
    }

    @Test
    void asksForInterfacesWithTheirCapabilities() {
        assertThat(RegTapQuery.interfaces(true, true).adql(null))
                .isEqualTo("SELECT ivoid, cap_index, standard_id, intf_type, intf_role, std_version, access_url,"
                        + " authenticated_only, mirror_url FROM rr.capability NATURAL LEFT OUTER JOIN rr.interface WHERE"
                        + " ((standard_id LIKE 'ivo://ivoa.net/std/sia%' OR standard_id LIKE 'ivo://ivoa.net/std/ssa%'"
                        + " OR standard_id LIKE 'ivo://ivoa.net/std/tap%')"
                        + " AND " + CANDIDATES + ") ORDER BY ivoid");
        assertThat(RegTapQuery.interfaces(true, false).adql(null)).contains("authenticated_only FROM");
        assertThat(RegTapQuery.interfaces(false, true).adql(null)).contains(" access_url FROM");
    }

    @Test
    void asksForTablesAndDetailsAndRelationships() {
        assertThat(RegTapQuery.TABLES.adql(null))
                .isEqualTo("SELECT ivoid, table_name, table_utype FROM rr.res_table WHERE (table_utype LIKE"
                        + " 'ivo://ivoa.net/std/obscore#table-1.%' OR (ivoid IN (SELECT ivoid FROM rr.relationship WHERE"
                        + " relationship_type = 'isservedby') AND " + CANDIDATES + ")) ORDER BY ivoid");
        assertThat(RegTapQuery.DETAILS.adql(null))
                .isEqualTo(
                        "SELECT ivoid, cap_index, detail_xpath, detail_value FROM rr.res_detail WHERE (detail_xpath IN"
                                + " ('/capability/dataModel/@ivo-id', '/capability/maxRecords', '/capability/outputLimit/hard',"
                                + " '/capability/outputLimit/hard/@unit', '/capability/maxSearchRadius',"
                                + " '/capability/dataSource', '/productTypeServed') AND " + CANDIDATES
                                + ") ORDER BY ivoid");
        assertThat(RegTapQuery.RELATIONSHIPS.adql(null))
                .isEqualTo("SELECT ivoid, related_id FROM rr.relationship WHERE (relationship_type = 'isservedby' AND "
                        + CANDIDATES + ") ORDER BY ivoid");
    }

    @Test
    void asksForCoverage() {
        assertThat(RegTapQuery.spatial(true).adql(null))
                .isEqualTo("SELECT ivoid, coverage, ref_system_name FROM rr.stc_spatial WHERE (" + CANDIDATES
                        + ") ORDER BY ivoid");
        assertThat(RegTapQuery.spatial(false).adql(null)).startsWith("SELECT ivoid, coverage FROM rr.stc_spatial");
        assertThat(RegTapQuery.SPECTRAL.adql(null))
                .startsWith("SELECT ivoid, spectral_start, spectral_end FROM rr.stc_spectral WHERE");
        assertThat(RegTapQuery.TEMPORAL.adql(null))
                .startsWith("SELECT ivoid, time_start, time_end FROM rr.stc_temporal WHERE");
    }

    @Test
    void asksOfSomeResourcesOnly() {
        assertThat(RegTapQuery.RESOURCES
                        .among(List.of("ivo://a/b", "ivo://a/it's"))
                        .adql("ivo://a/b"))
                .isEqualTo("SELECT ivoid, res_type, res_title FROM rr.resource WHERE ((" + CANDIDATES
                        + ") AND ivoid IN ('ivo://a/b', 'ivo://a/it''s')) AND ivoid >= 'ivo://a/b' ORDER BY ivoid");
    }

    @Test
    void goesOnWhereAnAnswerWasCutAndQuotesTheIvoid() {
        assertThat(RegTapQuery.RESOURCES.adql("ivo://a/it's"))
                .endsWith(") AND ivoid >= 'ivo://a/it''s' ORDER BY ivoid");
    }
}
