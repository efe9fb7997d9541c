package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.skytrawl.cli.WholeTables.number;
import static org.skytrawl.cli.WholeTables.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.skytrawl.model.Cone;
import org.skytrawl.model.Interval;
import org.skytrawl.model.MocRegion;
import org.skytrawl.model.PolygonRegion;
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
import org.skytrawl.registry.search.UcdPatterns;
import org.skytrawl.registry.search.Waveband;
import org.skytrawl.registry.search.Words;

/** Searches of every kind of constraint, each with what it must find in the registry of a simulated VO. */
final class SearchTruthCases {
    private static final double JOULE_METRES = 6.62607015e-34 * 299_792_458.0;

    private SearchTruthCases() {}

    /** A search, and how to find the same in the tables. */
    record Case(String name, List<SearchConstraint> constraints, Function<WholeTables, Set<String>> truth) {
        Case(String name, SearchConstraint constraint, Function<WholeTables, Set<String>> truth) {
            this(name, List.of(constraint), truth);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** All of them. */
    static Stream<Case> cases() {
        return Stream.of(words(), plain(), services(), models(), places(), bounds(), together())
                .flatMap(List::stream);
    }

    private static List<Case> words() {
        return List.of(
                new Case("a word of the title", Words.of("OBSCORE"), all -> has(all, "obscore")),
                new Case("part of a subject", Words.of("millimeter"), all -> has(all, "millimeter")),
                new Case("two words", Words.of("obscore x-ray"), all -> both(has(all, "obscore"), has(all, "x-ray"))));
    }

    /** A word in title or description, or any part of a subject. */
    private static Set<String> has(WholeTables all, String word) {
        Set<String> found = all.with(
                "resource",
                row -> Arrays.asList((text(row, "res_title") + " " + text(row, "res_description"))
                                .toLowerCase(java.util.Locale.ROOT)
                                .split("[^a-z0-9-]+"))
                        .contains(word));
        found.addAll(all.with("res_subject", row -> text(row, "res_subject").contains(word)));
        return found;
    }

    private static List<Case> plain() {
        return List.of(
                new Case(
                        "author",
                        new Author("Ech_, %"),
                        all -> all.with(
                                "res_role",
                                row -> text(row, "base_role").equals("creator")
                                        && text(row, "role_name").startsWith("Ech"))),
                new Case(
                        "waveband",
                        Waveband.of("UV", "Radio"),
                        all -> all.with("resource", row -> {
                            List<String> bands = List.of(text(row, "waveband").split("#"));
                            return bands.contains("uv") || bands.contains("radio");
                        })),
                new Case(
                        "ivoids",
                        Ivoids.of("ivo://SIM.skytrawl/registry", "ivo://sim.skytrawl/org", "ivo://nobody/x"),
                        all -> Set.of("ivo://sim.skytrawl/org", "ivo://sim.skytrawl/registry")),
                new Case(
                        "UCDs",
                        UcdPatterns.of("POS.eq.ra%", "nothing.of.this"),
                        all -> all.with("table_column", row -> text(row, "ucd").startsWith("pos.eq.ra"))),
                new Case(
                        "concepts",
                        new UatConcept(Set.of("x-ray-astronomy", "gamma-ray-astronomy")),
                        all -> all.with(
                                "subject_uat",
                                row -> Set.of("x-ray-astronomy", "gamma-ray-astronomy")
                                        .contains(text(row, "uat_concept")))));
    }

    private static List<Case> services() {
        return List.of(
                new Case("sia1", ServiceType.of("sia1"), all -> standard(all, "ivo://ivoa.net/std/sia")),
                new Case(
                        "sia1 with auxiliary",
                        ServiceType.of("sia1").withAuxiliary(true),
                        all -> with(
                                standard(all, "ivo://ivoa.net/std/sia"), standard(all, "ivo://ivoa.net/std/sia#aux"))),
                new Case("sia2", ServiceType.of("SIA2"), all -> sia2(all, "query-2.", "")),
                new Case(
                        "sia2 with auxiliary",
                        ServiceType.of("sia2").withAuxiliary(true),
                        all -> with(sia2(all, "query-2.", "#aux"), sia2(all, "query-aux-2.", ""))),
                new Case("tap", ServiceType.of("tap"), all -> standard(all, "ivo://ivoa.net/std/tap")),
                new Case(
                        "tap with auxiliary",
                        ServiceType.of("tap").withAuxiliary(true),
                        all -> with(
                                standard(all, "ivo://ivoa.net/std/tap"), standard(all, "ivo://ivoa.net/std/tap#aux"))),
                new Case(
                        "scs or a full identifier",
                        ServiceType.of("scs", "ivo://ivoa.net/std/SIA#query-2.0"),
                        all -> with(
                                standard(all, "ivo://ivoa.net/std/conesearch"),
                                standard(all, "ivo://ivoa.net/std/sia#query-2.0"))));
    }

    private static Set<String> standard(WholeTables all, String id) {
        return all.with("capability", row -> text(row, "standard_id").equals(id));
    }

    /** By the key of the identifier, or an interface of version 2 under the one of SIA1. */
    private static Set<String> sia2(WholeTables all, String key, String auxiliary) {
        Set<String> found =
                all.with("capability", row -> text(row, "standard_id").startsWith("ivo://ivoa.net/std/sia#" + key));
        for (Map<String, Object> capability : all.rows("capability")) {
            String id = text(capability, "standard_id");
            if (id.equals("ivo://ivoa.net/std/sia") || id.equals("ivo://ivoa.net/std/sia" + auxiliary)) {
                for (Map<String, Object> each : all.rows("interface")) {
                    if (text(each, "ivoid").equals(text(capability, "ivoid"))
                            && text(each, "cap_index").equals(text(capability, "cap_index"))
                            && text(each, "std_version").matches("2(\\..*)?")) {
                        found.add(text(each, "ivoid"));
                    }
                }
            }
        }
        return found;
    }

    private static List<Case> models() {
        return List.of(
                new Case("obscore", DataModel.of("obscore"), all -> model(all, "ivo://ivoa.net/std/obscore")),
                new Case("regtap", DataModel.of("regtap"), all -> model(all, "ivo://ivoa.net/std/regtap#1.")),
                new Case(
                        "obscore_new",
                        DataModel.of("obscore_new"),
                        all -> both(
                                all.with(
                                        "res_table",
                                        row -> text(row, "table_utype")
                                                .startsWith("ivo://ivoa.net/std/obscore#table-1.")),
                                all.with(
                                        "resource", row -> text(row, "res_type").equals("vs:catalogresource")))),
                new Case(
                        "epntap, of which there is none",
                        List.of(DataModel.of("epntap")),
                        all -> all.with(
                                "res_table", row -> text(row, "table_utype").contains("epn"))));
    }

    private static Set<String> model(WholeTables all, String id) {
        return all.with(
                "res_detail",
                row -> text(row, "detail_xpath").equals("/capability/dataModel/@ivo-id")
                        && text(row, "detail_value")
                                .toLowerCase(java.util.Locale.ROOT)
                                .startsWith(id));
    }

    private static List<Case> places() {
        List<Case> cases = new ArrayList<>();
        cases.add(place("point", SpatialCoverage.point(10.68, 41.27)));
        cases.add(place("circle", SpatialCoverage.of(new Cone(10.68, 41.27, 2))));
        cases.add(place("polygon", SpatialCoverage.of(PolygonRegion.ofDegrees(83, -6, 85, -6, 85, -4, 83, -4))));
        for (Relation relation : Relation.values()) {
            // the neighbourhood of M31 in cells of order 5, or where one is to cover it, a part of that
            SpatialCoverage moc = SpatialCoverage.of(
                            MocRegion.parse(relation == Relation.COVERS ? "6/2622-2623" : "4/163-169 5/655 677 688"))
                    .withRelation(relation);
            cases.add(place("MOC " + relation, moc));
            cases.add(place("MOC " + relation + " or undeclared", moc.withInclusive(true)));
        }
        return cases;
    }

    private static Case place(String name, SpatialCoverage constraint) {
        PlainMoc asked = PlainMoc.of(constraint.place().cover().toAscii());
        if (constraint.relation() == Relation.ENCLOSED && !asked.isExact()) {
            throw new AssertionError("the place is too fine to say what it encloses");
        }
        Predicate<Map<String, Object>> declares = row ->
                !text(row, "coverage").isEmpty() && text(row, "ref_system_name").isEmpty();
        Predicate<Map<String, Object>> matches = row -> {
            PlainMoc coverage = PlainMoc.of(text(row, "coverage"));
            assertThat(coverage.isExact()).isTrue();
            return switch (constraint.relation()) {
                case COVERS -> coverage.covers(asked);
                case ENCLOSED -> asked.covers(coverage);
                case OVERLAPS -> coverage.overlaps(asked);
            };
        };
        return new Case(
                "place: " + name,
                constraint,
                all -> all.declared("stc_spatial", declares, matches, constraint.inclusive()));
    }

    private static List<Case> bounds() {
        List<Case> cases = new ArrayList<>();
        for (boolean inclusive : new boolean[] {false, true}) {
            for (String band : List.of("500nm", "1nm..100nm", "10cm..", "..1e-12m")) {
                SpectralCoverage constraint = SpectralCoverage.of(band).withInclusive(inclusive);
                Interval asked = constraint.wavelengthM();
                cases.add(new Case(
                        "spectrum " + band + (inclusive ? " or undeclared" : ""),
                        constraint,
                        all -> all.declared(
                                "stc_spectral",
                                row -> true,
                                row -> JOULE_METRES / number(row, "spectral_end") <= asked.hi()
                                        && JOULE_METRES / number(row, "spectral_start") >= asked.lo(),
                                inclusive)));
            }
            for (String time : List.of("48030", "..48100", "60400..", "35000..36000")) {
                TemporalCoverage constraint = TemporalCoverage.of(time).withInclusive(inclusive);
                cases.add(new Case(
                        "time " + time + (inclusive ? " or undeclared" : ""),
                        constraint,
                        all -> all.declared(
                                "stc_temporal",
                                row -> true,
                                row -> number(row, "time_start")
                                                <= constraint.mjd().hi()
                                        && number(row, "time_end")
                                                >= constraint.mjd().lo(),
                                inclusive)));
            }
        }
        return cases;
    }

    private static List<Case> together() {
        return List.of(new Case(
                "several at once",
                List.of(
                        ServiceType.of("sia1", "sia2"),
                        new Author("Echo%"),
                        SpatialCoverage.of(new Cone(10.68, 41.27, 2)).withInclusive(true),
                        TemporalCoverage.of("50000..").withInclusive(true)),
                all -> {
                    Set<String> sia = standard(all, "ivo://ivoa.net/std/sia");
                    sia.addAll(sia2(all, "query-2.", ""));
                    Set<String> found = both(
                            sia,
                            all.with("res_role", row -> text(row, "role_name").equals("Echo, E.")));
                    found = both(
                            found,
                            place(
                                            "",
                                            SpatialCoverage.of(new Cone(10.68, 41.27, 2))
                                                    .withInclusive(true))
                                    .truth()
                                    .apply(all));
                    return both(
                            found,
                            all.declared("stc_temporal", row -> true, row -> number(row, "time_end") >= 50_000, true));
                }));
    }

    private static Set<String> both(Set<String> one, Set<String> other) {
        Set<String> both = new TreeSet<>(one);
        both.retainAll(other);
        return both;
    }

    private static Set<String> with(Set<String> one, Set<String> other) {
        Set<String> all = new TreeSet<>(one);
        all.addAll(other);
        return all;
    }
}
