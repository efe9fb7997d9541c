package org.skytrawl.simvo.tap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The queries that pyVO makes of a registry. */
class RegistryQueriesTest {
    private static SmallTap tap;

    @BeforeAll
    static void open() {
        tap = new SmallTap();
    }

    @AfterAll
    static void close() {
        tap.close();
    }

    private static List<List<String>> rows(String adql) {
        return Asked.query(tap.registry, adql).rows();
    }

    /** pyVO 1.2, registry.search(keywords, servicetype, waveband). */
    @Test
    void answersASearchByKeywordServiceTypeAndWaveband() {
        Asked answer = Asked.query(tap.registry, """
                SELECT DISTINCT rr.interface.*, rr.capability.*, rr.resource.*
                    FROM rr.capability
                    NATURAL JOIN rr.interface
                    NATURAL JOIN rr.resource
                    WHERE intf_role = 'std' AND rr.interface.ivoid IN (
                        SELECT isub0.ivoid FROM rr.res_subject AS isub0
                        WHERE isub0.res_subject ILIKE '%galax%'
                         UNION\s
                        SELECT ires0.ivoid FROM rr.resource AS ires0
                        WHERE 1=ivo_hasword(ires0.res_description, 'nothing')
                        OR 1=ivo_hasword(ires0.res_title, 'survey 4')
                        ) AND standard_id IN ('ivo://ivoa.net/std/sia')
                        AND 1 = ivo_hashlist_has(rr.resource.waveband, 'optical')
                """);
        assertThat(answer.column()).containsExactlyInAnyOrder("ivo://sim/r0", "ivo://sim/r2", "ivo://sim/r4");
        assertThat(answer.names()).contains("ivoid", "access_url", "standard_id", "res_title");
    }

    /** pyVO 1.3 and later. */
    @Test
    void gathersTheInterfacesOfEachResource() {
        Asked answer = Asked.query(tap.registry, """
                SELECT
                ivoid, res_type, res_title, res_description, waveband,
                ivo_string_agg(COALESCE(access_url, ''), ':::py VO sep:::') AS access_urls,
                ivo_string_agg(COALESCE(standard_id, ''), ':::py VO sep:::') AS standard_ids
                FROM
                rr.resource
                NATURAL LEFT OUTER JOIN rr.capability
                NATURAL LEFT OUTER JOIN rr.interface
                WHERE
                (ivoid IN (SELECT ivoid FROM rr.res_subject WHERE res_subject ILIKE '%quasar%' UNION SELECT ivoid FROM
                rr.resource WHERE 1=ivo_hasword(res_title, 'zzz')))
                AND (1 = ivo_nocasematch(res_type, 'VS:Catalog%'))
                GROUP BY
                ivoid, res_type, res_title, res_description, waveband
                """);
        assertThat(answer.rows()).hasSize(3).allSatisfy(row -> {
            String number = row.getFirst().substring("ivo://sim/r".length());
            List<String> urls = List.of(row.get(5).split(":::py VO sep:::"));
            List<String> ids = List.of(row.get(6).split(":::py VO sep:::"));
            assertThat(urls)
                    .containsExactlyInAnyOrder(
                            "http://127.0.0.1:1/r" + number + "/1", "http://127.0.0.1:1/r" + number + "/2");
            assertThat(ids.get(urls.getFirst().endsWith("/1") ? 0 : 1)).isEqualTo("ivo://ivoa.net/std/sia");
        });
    }

    @Test
    void findsResourcesByPlace() {
        String covering = "SELECT DISTINCT ivoid FROM rr.stc_spatial WHERE 1 = ";
        assertThat(rows(covering + "CONTAINS(MOC(6, CIRCLE(45, 0.5, 0.1)), coverage)"))
                .containsExactly(List.of("ivo://sim/r0"));
        assertThat(rows(covering + "INTERSECTS(MOC('6/100-4000'), coverage)"))
                .containsExactlyInAnyOrder(List.of("ivo://sim/r0"), List.of("ivo://sim/r1"));
        assertThat(rows(covering + "CONTAINS(coverage, MOC('6/4000-4200'))")).containsExactly(List.of("ivo://sim/r1"));
    }

    @Test
    void comparesIntervals() {
        assertThat(
                        rows(
                                "SELECT ivo_interval_overlaps(1, 2, 2, 3), ivo_interval_overlaps(1, 2, 2.5, 3) FROM rr.resource"))
                .first()
                .isEqualTo(List.of("1", "0"));
    }

    @Test
    void matchesWholeWordsInAnyCase() {
        assertThat(AdqlFunctions.hasWord("Images of Galaxies, deep", "galaxies IMAGES"))
                .isOne();
        assertThat(AdqlFunctions.hasWord("Images of Galaxies", "galax")).isZero();
        assertThat(AdqlFunctions.noCaseMatch("ivo://ivoa.net/std/ObsCore#core-1.1", "ivo://ivoa.net/std/obscore%"))
                .isOne();
        assertThat(AdqlFunctions.noCaseMatch("a.c", "abc")).isZero();
        assertThat(AdqlFunctions.hashListHas("Optical#x-ray", "optical")).isOne();
        assertThat(AdqlFunctions.hashListHas("optical#x-ray", "ray")).isZero();
    }
}
