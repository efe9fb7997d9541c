package org.skytrawl.registry.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.skytrawl.registry.query.SomeRegistries.FULL;
import static org.skytrawl.registry.query.SomeRegistries.WITHOUT_FUNCTIONS;
import static org.skytrawl.registry.query.SomeRegistries.WITHOUT_MOC;
import static org.skytrawl.registry.query.SomeRegistries.WITHOUT_UNION;
import static org.skytrawl.registry.query.SomeRegistries.without;
import static org.skytrawl.registry.query.SomeRegistries.withoutColumn;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.skytrawl.model.Cone;
import org.skytrawl.model.Interval;
import org.skytrawl.model.MocRegion;
import org.skytrawl.model.PolygonRegion;
import org.skytrawl.registry.RegistryFailure;
import org.skytrawl.registry.access.RegistryFeatures;
import org.skytrawl.registry.query.RegistryCondition.LocalCheck;
import org.skytrawl.registry.search.Author;
import org.skytrawl.registry.search.DataModel;
import org.skytrawl.registry.search.Ivoids;
import org.skytrawl.registry.search.SearchConstraint;
import org.skytrawl.registry.search.ServiceType;
import org.skytrawl.registry.search.SpatialCoverage;
import org.skytrawl.registry.search.SpatialCoverage.Relation;
import org.skytrawl.registry.search.SpectralCoverage;
import org.skytrawl.registry.search.TemporalCoverage;
import org.skytrawl.registry.search.UatConcept;
import org.skytrawl.registry.search.UatVocabulary;
import org.skytrawl.registry.search.UatVocabularyTest;
import org.skytrawl.registry.search.UcdPatterns;
import org.skytrawl.registry.search.Waveband;
import org.skytrawl.registry.search.Words;
import org.skytrawl.sky.Healpix;
import org.skytrawl.sky.Moc;
import org.skytrawl.sky.SkyPoint;

/** Each constraint as ADQL, to the letter. */
class ConstraintAdqlTest {
    private static final String DECLARED = "coverage IS NOT NULL AND (ref_system_name IS NULL OR ref_system_name = '')";

    /** What is said to a registry that can be told all of it. */
    private static String said(SearchConstraint constraint, RegistryFeatures features) throws RegistryFailure {
        RegistryCondition condition = new ConstraintAdql(features).of(constraint);
        assertThat(condition.checks()).isEmpty();
        return String.valueOf(condition.adql());
    }

    @Test
    void wordsInAUnion() throws RegistryFailure {
        assertThat(said(Words.of("Barnard's"), FULL))
                .isEqualTo("ivoid IN (SELECT ivoid FROM rr.resource WHERE 1 = ivo_hasword(res_title, 'Barnard''s')"
                        + " UNION SELECT ivoid FROM rr.resource WHERE 1 = ivo_hasword(res_description, 'Barnard''s')"
                        + " UNION SELECT ivoid FROM rr.res_subject WHERE 1 = ivo_nocasematch(res_subject,"
                        + " '%Barnard''s%'))");
    }

    @Test
    void wordsWithoutUnionAreAllSought() throws RegistryFailure {
        assertThat(said(Words.of("dwarf nova"), WITHOUT_UNION))
                .isEqualTo("(1 = ivo_hasword(res_title, 'dwarf') OR 1 = ivo_hasword(res_description, 'dwarf') OR ivoid"
                        + " IN (SELECT ivoid FROM rr.res_subject WHERE 1 = ivo_nocasematch(res_subject, '%dwarf%')))"
                        + " AND (1 = ivo_hasword(res_title, 'nova') OR 1 = ivo_hasword(res_description, 'nova') OR ivoid"
                        + " IN (SELECT ivoid FROM rr.res_subject WHERE 1 = ivo_nocasematch(res_subject, '%nova%')))");
    }

    @Test
    void aWordWithWildcardsIsComparedHereAsWell() throws RegistryFailure {
        RegistryCondition condition = new ConstraintAdql(WITHOUT_UNION).of(Words.of("h_alpha"));
        assertThat(condition.adql())
                .isEqualTo("(1 = ivo_hasword(res_title, 'h_alpha') OR 1 = ivo_hasword(res_description, 'h_alpha') OR"
                        + " ivoid IN (SELECT ivoid FROM rr.res_subject WHERE 1 = ivo_nocasematch(res_subject,"
                        + " '%h_alpha%')))");
        assertThat(condition.checks()).singleElement().satisfies(check -> {
            assertThat(check.why()).contains("% and _");
            assertThat(check.wanted())
                    .extracting(LocalCheck.Wanted::where)
                    .containsExactly(
                            "1 = ivo_hasword(res_title, 'h_alpha') OR 1 = ivo_hasword(res_description, 'h_alpha')",
                            "1 = ivo_nocasematch(res_subject, '%h_alpha%')");
        });
    }

    @Test
    void wordsAreLookedForHereWhereTheRegistryCannot() throws RegistryFailure {
        RegistryCondition condition = new ConstraintAdql(WITHOUT_FUNCTIONS).of(Words.of("nova", "dwarf"));
        assertThat(condition.adql()).isNull();
        assertThat(condition.checks()).hasSize(2).first().satisfies(check -> {
            assertThat(check.why()).contains("ivo_hasword");
            assertThat(check.wanted())
                    .extracting(LocalCheck.Wanted::table)
                    .containsExactly("rr.resource", "rr.res_subject");
        });
    }

    @Test
    void wordsThatAreNone() {
        assertThatThrownBy(Words::of)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one");
        assertThatThrownBy(() -> Words.of("survey %%"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'%%'");
        assertThatThrownBy(() -> Words.of("a\u0000b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("control");
    }

    @Test
    void author() throws RegistryFailure {
        assertThat(said(new Author("O'Neill, %"), FULL))
                .isEqualTo("ivoid IN (SELECT ivoid FROM rr.res_role WHERE base_role = 'creator' AND role_name LIKE"
                        + " 'O''Neill, %')");
    }

    @Test
    void serviceTypes() throws RegistryFailure {
        assertThat(said(ServiceType.of("scs", "TAP"), FULL))
                .isEqualTo("ivoid IN (SELECT ivoid FROM rr.capability WHERE standard_id IN"
                        + " ('ivo://ivoa.net/std/conesearch', 'ivo://ivoa.net/std/tap'))");
        assertThat(said(ServiceType.of("sia1").withAuxiliary(true), FULL))
                .isEqualTo("ivoid IN (SELECT ivoid FROM rr.capability WHERE standard_id IN ('ivo://ivoa.net/std/sia',"
                        + " 'ivo://ivoa.net/std/sia#aux'))");
        assertThat(said(ServiceType.of("ivo://ivoa.net/std/SODA#sync-1.0"), FULL))
                .isEqualTo("ivoid IN (SELECT ivoid FROM rr.capability WHERE standard_id IN"
                        + " ('ivo://ivoa.net/std/soda#sync-1.0'))");
        assertThat(said(ServiceType.of("ivo://ivoa.net/std/sia#query-2.0").withAuxiliary(true), FULL))
                .isEqualTo("ivoid IN (SELECT ivoid FROM rr.capability WHERE standard_id IN"
                        + " ('ivo://ivoa.net/std/sia#query-2.0', 'ivo://ivoa.net/std/sia#query-aux-2.0'))");
    }

    @Test
    void serviceTypeSia2IsAlsoVersion2UnderTheOldIdentifier() throws RegistryFailure {
        assertThat(said(ServiceType.of("sia2"), FULL))
                .isEqualTo("(ivoid IN (SELECT ivoid FROM rr.capability WHERE standard_id LIKE"
                        + " 'ivo://ivoa.net/std/sia#query-2.%') OR ivoid IN (SELECT ivoid FROM rr.capability NATURAL"
                        + " JOIN rr.interface WHERE standard_id IN ('ivo://ivoa.net/std/sia') AND (std_version = '2' OR"
                        + " std_version LIKE '2.%')))");
        assertThat(said(ServiceType.of("sia2", "ssap").withAuxiliary(true), FULL))
                .isEqualTo("(ivoid IN (SELECT ivoid FROM rr.capability WHERE standard_id IN ('ivo://ivoa.net/std/ssa',"
                        + " 'ivo://ivoa.net/std/ssa#aux') OR standard_id LIKE 'ivo://ivoa.net/std/sia#query-2.%' OR"
                        + " standard_id LIKE 'ivo://ivoa.net/std/sia#query-aux-2.%') OR ivoid IN (SELECT ivoid FROM"
                        + " rr.capability NATURAL JOIN rr.interface WHERE standard_id IN ('ivo://ivoa.net/std/sia',"
                        + " 'ivo://ivoa.net/std/sia#aux') AND (std_version = '2' OR std_version LIKE '2.%')))");
    }

    @Test
    void serviceTypesThatAreNone() {
        assertThatThrownBy(() -> ServiceType.of("siap"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "'siap' is not one of conesearch, line, scs, sia, sia1, sia2, slap, ssa, ssap, table,"
                                + " tap");
    }

    @Test
    void wavebands() throws RegistryFailure {
        assertThat(said(Waveband.of("X-Ray", "euv"), FULL))
                .isEqualTo("(1 = ivo_hashlist_has(waveband, 'x-ray') OR 1 = ivo_hashlist_has(waveband, 'euv'))");
        RegistryCondition condition = new ConstraintAdql(WITHOUT_FUNCTIONS).of(Waveband.of("uv"));
        assertThat(condition.adql()).isEqualTo("waveband IS NOT NULL");
        assertThat(condition.checks())
                .singleElement()
                .satisfies(check -> assertThat(check.why()).contains("ivo_hashlist_has"));
        assertThatThrownBy(() -> Waveband.of("visible"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "'visible' is not one of Photon, Radio, Millimeter, Infrared, Optical, UV, EUV, X-ray,"
                                + " Gamma-ray, Neutrino");
    }

    @Test
    void dataModels() throws RegistryFailure {
        assertThat(said(DataModel.of("ObsCore"), FULL))
                .isEqualTo("ivoid IN (SELECT ivoid FROM rr.res_detail WHERE detail_xpath ="
                        + " '/capability/dataModel/@ivo-id' AND 1 = ivo_nocasematch(detail_value,"
                        + " 'ivo://ivoa.net/std/obscore%'))");
        assertThat(said(DataModel.of("obscore_new"), FULL))
                .isEqualTo("res_type = 'vs:catalogresource' AND ivoid IN (SELECT ivoid FROM rr.res_table WHERE"
                        + " table_utype LIKE 'ivo://ivoa.net/std/obscore#table-1.%')");
        assertThat(said(DataModel.of("epntap"), FULL))
                .isEqualTo("ivoid IN (SELECT ivoid FROM rr.res_table WHERE table_utype LIKE"
                        + " 'ivo://ivoa.net/std/epntap#table-2.%' OR table_utype LIKE"
                        + " 'ivo://vopdc.obspm/std/epncore#schema-2.%')");
        assertThat(said(DataModel.of("regtap"), FULL))
                .isEqualTo("ivoid IN (SELECT ivoid FROM rr.res_detail WHERE detail_xpath ="
                        + " '/capability/dataModel/@ivo-id' AND 1 = ivo_nocasematch(detail_value,"
                        + " 'ivo://ivoa.net/std/regtap#1.%'))");
        RegistryCondition condition = new ConstraintAdql(WITHOUT_FUNCTIONS).of(DataModel.of("obscore"));
        assertThat(condition.adql())
                .isEqualTo("ivoid IN (SELECT ivoid FROM rr.res_detail WHERE detail_xpath ="
                        + " '/capability/dataModel/@ivo-id')");
        assertThat(condition.checks()).hasSize(1);
        assertThatThrownBy(() -> DataModel.of("caom"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'caom' is not one of obscore, obscore_new, epntap, regtap");
    }

    @Test
    void ivoids() throws RegistryFailure {
        assertThat(said(Ivoids.of("ivo://A/B", "ivo://a/b", "ivo://c/d'e"), FULL))
                .isEqualTo("ivoid IN ('ivo://a/b', 'ivo://c/d''e')");
    }

    @Test
    void ucds() throws RegistryFailure {
        assertThat(said(UcdPatterns.of("phot.mag;em.opt.%", "src.redshift"), FULL))
                .isEqualTo("ivoid IN (SELECT ivoid FROM rr.table_column WHERE ucd LIKE 'phot.mag;em.opt.%' OR ucd LIKE"
                        + " 'src.redshift')");
    }

    @Test
    void uatConcepts() throws Exception {
        UatVocabulary small = UatVocabularyTest.small();
        assertThat(said(UatConcept.of(small, "sky-surveys", 1, 0), FULL))
                .isEqualTo(
                        "ivoid IN (SELECT ivoid FROM rr.subject_uat WHERE uat_concept IN ('sky-surveys', 'surveys'))");
    }

    @Test
    void uatConceptsWhereSubjectsAreNotMappedAreSaidToBeFewer() throws Exception {
        RegistryCondition condition = new ConstraintAdql(without("rr.subject_uat"))
                .of(UatConcept.of(UatVocabularyTest.small(), "surveys", 0, 0));
        assertThat(condition.adql())
                .isEqualTo("ivoid IN (SELECT ivoid FROM rr.res_subject WHERE res_subject IN ('surveys'))");
        assertThat(condition.checks()).singleElement().satisfies(check -> {
            assertThat(check.why()).contains("no table rr.subject_uat");
            assertThat(check.wanted()).isEmpty();
            assertThat(check.test().accepts(List.of(), note -> {})).isTrue();
        });
    }

    @Test
    void spatialCoverage() throws RegistryFailure {
        SpatialCoverage place = SpatialCoverage.of(MocRegion.parse("6/40-43,200"));
        String moc = "MOC('5/10 6/200')";
        assertThat(said(place, FULL))
                .isEqualTo("ivoid IN (SELECT ivoid FROM rr.stc_spatial WHERE " + DECLARED
                        + " AND 1 = INTERSECTS(coverage, " + moc + "))");
        assertThat(said(place.withRelation(Relation.COVERS), FULL))
                .isEqualTo("ivoid IN (SELECT ivoid FROM rr.stc_spatial WHERE " + DECLARED + " AND 1 = CONTAINS(" + moc
                        + ", coverage))");
        assertThat(said(place.withRelation(Relation.ENCLOSED), FULL))
                .isEqualTo("ivoid IN (SELECT ivoid FROM rr.stc_spatial WHERE " + DECLARED
                        + " AND 1 = INTERSECTS(coverage, " + moc + ") AND 1 = CONTAINS(coverage, " + moc
                        + ")) AND ivoid NOT IN (SELECT ivoid FROM rr.stc_spatial"
                        + " WHERE " + DECLARED + " AND 0 = CONTAINS(coverage, " + moc + "))");
        assertThat(said(place.withInclusive(true), FULL))
                .isEqualTo("(ivoid IN (SELECT ivoid FROM rr.stc_spatial WHERE " + DECLARED
                        + " AND 1 = INTERSECTS(coverage, " + moc
                        + ")) OR ivoid NOT IN (SELECT ivoid FROM rr.stc_spatial"
                        + " WHERE " + DECLARED + " AND 1 = INTERSECTS(coverage, MOC('0/0-11'))))");
        assertThat(said(SpatialCoverage.point(10.68, 41.27), withoutColumn("rr.stc_spatial", "ref_system_name")))
                .isEqualTo("ivoid IN (SELECT ivoid FROM rr.stc_spatial WHERE coverage IS NOT NULL AND 1 ="
                        + " INTERSECTS(coverage, MOC('29/" + Healpix.cellOf(29, SkyPoint.ofDegrees(10.68, 41.27))
                        + "')))");
    }

    @Test
    void spatialCoverageIsComparedHereWhereTheRegistryCannot() throws RegistryFailure {
        SpatialCoverage place = SpatialCoverage.of(new Cone(10, 20, 3));
        RegistryCondition condition = new ConstraintAdql(WITHOUT_MOC).of(place);
        assertThat(condition.adql()).isEqualTo("ivoid IN (SELECT ivoid FROM rr.stc_spatial WHERE " + DECLARED + ")");
        assertThat(condition.checks())
                .singleElement()
                .satisfies(check -> assertThat(check.why()).contains("MOC"));
        assertThat(new ConstraintAdql(WITHOUT_MOC).of(place.withInclusive(true)).adql())
                .isNull();
        assertThatThrownBy(() -> new ConstraintAdql(without("rr.stc_spatial")).of(place))
                .isInstanceOf(RegistryFailure.class)
                .hasMessage("it has no table rr.stc_spatial");
        assertThatThrownBy(() -> new ConstraintAdql(without("rr.stc_spatial")).of(place.withInclusive(true)))
                .isInstanceOf(RegistryFailure.class);
    }

    @Test
    void placesThatAreNone() {
        assertThatThrownBy(() -> SpatialCoverage.of(MocRegion.parse("6/")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("empty");
        assertThatThrownBy(() -> SpatialCoverage.of(MocRegion.parse("6/x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("6/x");
        assertThatThrownBy(() -> SpatialCoverage.of(PolygonRegion.ofDegrees(1, 2, 3, 4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 vertices");
    }

    @Test
    void spectralCoverageInJoules() throws RegistryFailure {
        String declared = "(spectral_start IS NOT NULL OR spectral_end IS NOT NULL)";
        // hc is 1.98644586e-25 J m: 500 nm are 3.97e-19 J, 400 nm 4.97e-19 J
        assertThat(said(SpectralCoverage.of("400nm..500nm"), FULL))
                .isEqualTo("ivoid IN (SELECT ivoid FROM rr.stc_spectral WHERE " + declared
                        + " AND (spectral_start IS NULL OR spectral_start <= 4.966119608986965E-19)"
                        + " AND (spectral_end IS NULL OR spectral_end >= 3.972887741406143E-19))");
        assertThat(said(SpectralCoverage.of("2keV..").withInclusive(true), FULL))
                .isEqualTo("(ivoid IN (SELECT ivoid FROM rr.stc_spectral WHERE " + declared
                        + " AND (spectral_end IS NULL OR spectral_end >= 3.2043500636467316E-16)) OR ivoid NOT IN (SELECT"
                        + " ivoid FROM rr.stc_spectral WHERE " + declared + "))");
        assertThatThrownBy(() -> new ConstraintAdql(without("rr.stc_spectral")).of(SpectralCoverage.of("2keV")))
                .isInstanceOf(RegistryFailure.class)
                .hasMessage("it has no table rr.stc_spectral");
    }

    @Test
    void temporalCoverageInMjd() throws RegistryFailure {
        String declared = "(time_start IS NOT NULL OR time_end IS NOT NULL)";
        assertThat(said(TemporalCoverage.of("50000..51000"), FULL))
                .isEqualTo("ivoid IN (SELECT ivoid FROM rr.stc_temporal WHERE " + declared
                        + " AND (time_start IS NULL OR time_start <= 51000.111)"
                        + " AND (time_end IS NULL OR time_end >= 49999.89))");
        assertThat(said(new TemporalCoverage(new Interval(Double.NEGATIVE_INFINITY, 51000), false), FULL))
                .isEqualTo("ivoid IN (SELECT ivoid FROM rr.stc_temporal WHERE " + declared
                        + " AND (time_start IS NULL OR time_start <= 51000.111))");
    }

    @Test
    void comparesPlacesWithTooManyCellsHere() throws Exception {
        StringBuilder text = new StringBuilder("29/");
        for (long cell = 0; cell < 40_000; cell += 2) {
            text.append(cell * 1_000_003).append(' ');
        }
        Moc moc = Moc.parse(text.toString());
        SpatialCoverage place = SpatialCoverage.of(new MocRegion(moc));
        for (Relation relation : Relation.values()) {
            RegistryCondition condition = new ConstraintAdql(FULL).of(place.withRelation(relation));
            String adql = java.util.Objects.requireNonNull(condition.adql());
            assertThat(adql)
                    .startsWith("ivoid IN (SELECT ivoid FROM rr.stc_spatial WHERE " + DECLARED
                            + " AND 1 = INTERSECTS(coverage, MOC('");
            assertThat(adql).hasSizeLessThan(20_300);
            Moc around = Moc.parse(adql.substring(adql.indexOf("MOC('") + 5, adql.lastIndexOf("'")));
            assertThat(moc.minus(around)).isEqualTo(Moc.EMPTY);
            assertThat(condition.checks())
                    .singleElement()
                    .satisfies(check -> assertThat(check.why())
                            .isEqualTo("the place has too many cells for a query: it is compared here"));
        }
    }
}
