package org.skytrawl.registry.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.CoverageJudge;
import org.skytrawl.model.Interval;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.SpectralUnit;
import org.skytrawl.model.StandardId;
import org.skytrawl.registry.RegistryFailure;
import org.skytrawl.registry.access.RegistryFeatures;
import org.skytrawl.registry.query.RegistryCondition.LocalCheck;
import org.skytrawl.registry.search.Author;
import org.skytrawl.registry.search.DataModel;
import org.skytrawl.registry.search.Ivoids;
import org.skytrawl.registry.search.SearchConstraint;
import org.skytrawl.registry.search.ServiceType;
import org.skytrawl.registry.search.SpatialCoverage;
import org.skytrawl.registry.search.SpectralCoverage;
import org.skytrawl.registry.search.TemporalCoverage;
import org.skytrawl.registry.search.UatConcept;
import org.skytrawl.registry.search.UcdPatterns;
import org.skytrawl.registry.search.Waveband;
import org.skytrawl.registry.search.Words;
import org.skytrawl.sky.Moc;
import org.skytrawl.sky.ShapeFormatException;

/** Translates constraints for a registry with these features. A registry that lacks a table or column fails. */
record ConstraintAdql(RegistryFeatures features) {
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final String HAS_WORD = "ivo_hasword";
    private static final String NO_CASE_MATCH = "ivo_nocasematch";
    private static final String SPATIAL = "rr.stc_spatial";

    /** Characters in a query. */
    private static final int MOST_OF_MOC = 20_000;

    RegistryCondition all(List<SearchConstraint> constraints) throws RegistryFailure {
        Adql.needs(features, "rr.resource", "ivoid");
        List<RegistryCondition> all = new ArrayList<>();
        for (SearchConstraint constraint : constraints) {
            all.add(of(constraint));
        }
        return RegistryCondition.all(all);
    }

    RegistryCondition of(SearchConstraint constraint) throws RegistryFailure {
        return switch (constraint) {
            case Words it -> words(it.words());
            case Author it -> {
                Adql.needs(features, "rr.res_role", "role_name", "base_role");
                yield having("rr.res_role", "base_role = 'creator' AND role_name LIKE " + Adql.literal(it.pattern()));
            }
            case ServiceType it -> services(it);
            case Waveband it -> wavebands(it.wavebands());
            case DataModel it -> dataModel(it.model());
            case Ivoids it ->
                RegistryCondition.of(
                        Adql.in("ivoid", it.ivoids().stream().map(Ivoid::value).toList()));
            case UcdPatterns it -> {
                Adql.needs(features, "rr.table_column", "ucd");
                yield having("rr.table_column", Adql.like("ucd", it.patterns().stream()));
            }
            case UatConcept it -> concepts(it.concepts());
            case SpatialCoverage it -> place(it);
            case SpectralCoverage it -> spectrum(it);
            case TemporalCoverage it ->
                overlapping(
                        "rr.stc_temporal",
                        "time_start",
                        "time_end",
                        it.mjd().widened(CoverageJudge.RELATIVE_SLACK, CoverageJudge.TIME_SLACK_D),
                        it.inclusive());
        };
    }

    private static RegistryCondition having(String table, String where) {
        return RegistryCondition.of(Adql.having(table, where));
    }

    private RegistryCondition words(List<String> words) throws RegistryFailure {
        Adql.needs(features, "rr.resource", "res_title", "res_description");
        Adql.needs(features, "rr.res_subject", "res_subject");
        return RegistryCondition.all(words.stream().map(this::word).toList());
    }

    private RegistryCondition word(String word) {
        String inTitle = "1 = " + HAS_WORD + "(res_title, " + Adql.literal(word) + ")";
        String inDescription = "1 = " + HAS_WORD + "(res_description, " + Adql.literal(word) + ")";
        String inSubject = "1 = " + NO_CASE_MATCH + "(res_subject, " + Adql.literal("%" + word + "%") + ")";
        boolean knowsWords = features.hasFunction(HAS_WORD);
        boolean knowsCase = features.hasFunction(NO_CASE_MATCH);
        String adql = null;
        String why = "it has no function " + (knowsWords ? NO_CASE_MATCH : HAS_WORD) + ": words are looked for here";
        if (knowsWords && knowsCase) {
            adql = features.hasUnion()
                    ? "ivoid IN (SELECT ivoid FROM rr.resource WHERE " + inTitle
                            + " UNION SELECT ivoid FROM rr.resource WHERE " + inDescription
                            + " UNION SELECT ivoid FROM rr.res_subject WHERE " + inSubject + ")"
                    : "(" + inTitle + " OR " + inDescription + " OR " + Adql.having("rr.res_subject", inSubject) + ")";
            // ADQL 2.0 has no escape in LIKE
            if (word.indexOf('%') < 0 && word.indexOf('_') < 0) {
                return RegistryCondition.of(adql);
            }
            why = "ADQL reads % and _ in a word as wildcards: subjects are compared here";
        }
        LocalCheck.Wanted texts = new LocalCheck.Wanted(
                "rr.resource",
                knowsWords ? List.of("ivoid") : List.of("ivoid", "res_title", "res_description"),
                knowsWords ? inTitle + " OR " + inDescription : null);
        LocalCheck.Wanted subjects =
                new LocalCheck.Wanted("rr.res_subject", List.of("ivoid", "res_subject"), knowsCase ? inSubject : null);
        Set<String> tokens = tokens(word);
        String lower = word.toLowerCase(Locale.ROOT);
        return new RegistryCondition(
                adql,
                List.of(new LocalCheck(
                        why,
                        List.of(texts, subjects),
                        (rows, notes) -> rows.get(0).stream()
                                        .anyMatch(row -> knowsWords
                                                || tokens(row.text("res_title")).containsAll(tokens)
                                                || tokens(row.text("res_description"))
                                                        .containsAll(tokens))
                                || rows.get(1).stream()
                                        .map(row -> row.lower("res_subject"))
                                        .anyMatch(text -> text != null && text.contains(lower)))));
    }

    private static Set<String> tokens(@Nullable String text) {
        return text == null
                ? Set.of()
                : BETWEEN_WORDS
                        .splitAsStream(text.toLowerCase(Locale.ROOT))
                        .filter(token -> !token.isEmpty())
                        .collect(Collectors.toSet());
    }

    private RegistryCondition services(ServiceType type) throws RegistryFailure {
        Adql.needs(features, "rr.capability", "standard_id");
        List<StandardId> wanted = type.standards();
        boolean auxiliary = type.auxiliary();
        List<String> capability = new ArrayList<>();
        Set<String> ids =
                texts(wanted, auxiliary, id -> !id.anyMinor() && id.interfaceVersion() == null, StandardId::value);
        if (!ids.isEmpty()) {
            capability.add(Adql.in("standard_id", ids));
        }
        texts(wanted, auxiliary, StandardId::anyMinor, StandardId::beforeMinor)
                .forEach(start -> capability.add("standard_id LIKE '" + start + "%'"));
        List<String> conditions = new ArrayList<>();
        if (!capability.isEmpty()) {
            conditions.add(Adql.having("rr.capability", String.join(" OR ", capability)));
        }
        Set<String> versions = wanted.stream()
                .map(StandardId::interfaceVersion)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
        for (String version : versions) {
            Adql.needs(features, "rr.interface", "std_version");
            Set<String> ofVersion =
                    texts(wanted, auxiliary, id -> version.equals(id.interfaceVersion()), StandardId::value);
            conditions.add(Adql.having(
                    "rr.capability NATURAL JOIN rr.interface",
                    Adql.in("standard_id", ofVersion) + " AND (std_version = '" + version + "' OR std_version LIKE '"
                            + version + ".%')"));
        }
        return RegistryCondition.of(Adql.any(conditions));
    }

    private static Set<String> texts(
            List<StandardId> ids, boolean auxiliary, Predicate<StandardId> which, Function<StandardId, String> text) {
        return ids.stream()
                .filter(which)
                .flatMap(id -> auxiliary ? Stream.of(id, id.auxiliary()) : Stream.of(id))
                .map(text)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private RegistryCondition wavebands(Set<String> wavebands) throws RegistryFailure {
        Adql.needs(features, "rr.resource", "waveband");
        if (features.hasFunction("ivo_hashlist_has")) {
            return RegistryCondition.of(Adql.any(wavebands.stream()
                    .map(term -> "1 = ivo_hashlist_has(waveband, " + Adql.literal(term) + ")")
                    .toList()));
        }
        // RegTAP 1.1 section 8 says lower case, but some registries have other case: no LIKE
        return new RegistryCondition(
                "waveband IS NOT NULL",
                List.of(new LocalCheck(
                        "it has no function ivo_hashlist_has: wavebands are compared here",
                        List.of(new LocalCheck.Wanted(
                                "rr.resource", List.of("ivoid", "waveband"), "waveband IS NOT NULL")),
                        (rows, notes) -> rows.getFirst().stream()
                                .flatMap(row -> row.parts("waveband").stream())
                                .anyMatch(one -> wavebands.contains(one.toLowerCase(Locale.ROOT))))));
    }

    private RegistryCondition dataModel(DataModel.Model model) throws RegistryFailure {
        return switch (model) {
            case OBSCORE -> declared("ivo://ivoa.net/std/obscore");
            case REGTAP -> declared("ivo://ivoa.net/std/regtap#1.");
            case OBSCORE_NEW -> {
                Adql.needs(features, "rr.resource", "res_type");
                // TAP services list the table too, but do not hold the data
                yield RegistryCondition.of(
                        "res_type = 'vs:catalogresource' AND " + table("ivo://ivoa.net/std/obscore#table-1."));
            }
            case EPNTAP ->
                RegistryCondition.of(
                        table("ivo://ivoa.net/std/epntap#table-2.", "ivo://vopdc.obspm/std/epncore#schema-2."));
        };
    }

    private String table(String... utypes) throws RegistryFailure {
        Adql.needs(features, "rr.res_table", "table_utype");
        return Adql.having(
                "rr.res_table", Adql.like("table_utype", Arrays.stream(utypes).map(utype -> utype + "%")));
    }

    /** The registry does not change the case of details (RegTAP 1.1 section 8). */
    private RegistryCondition declared(String id) throws RegistryFailure {
        Adql.needs(features, "rr.res_detail", "detail_xpath", "detail_value");
        String models = "detail_xpath = " + Adql.literal(ReadTable.DATA_MODEL);
        if (features.hasFunction(NO_CASE_MATCH)) {
            return having(
                    "rr.res_detail", models + " AND 1 = ivo_nocasematch(detail_value, " + Adql.literal(id + "%") + ")");
        }
        return new RegistryCondition(
                Adql.having("rr.res_detail", models),
                List.of(new LocalCheck(
                        "it has no function ivo_nocasematch: data models are compared here",
                        List.of(new LocalCheck.Wanted("rr.res_detail", List.of("ivoid", "detail_value"), models)),
                        (rows, notes) -> rows.getFirst().stream()
                                .map(row -> row.lower("detail_value"))
                                .anyMatch(value -> value != null && value.startsWith(id)))));
    }

    private RegistryCondition concepts(Set<String> concepts) throws RegistryFailure {
        if (features.hasColumn("rr.subject_uat", "uat_concept")) {
            return having("rr.subject_uat", Adql.in("uat_concept", concepts));
        }
        Adql.needs(features, "rr.res_subject", "res_subject");
        // the check tests nothing, but its note says that there may be more, and which registry knows
        LocalCheck note = new LocalCheck(
                "it has no table rr.subject_uat: only subjects that are spelled exactly like the concepts are found",
                List.of(),
                (rows, notes) -> true);
        return new RegistryCondition(Adql.having("rr.res_subject", Adql.in("res_subject", concepts)), List.of(note));
    }

    private RegistryCondition spectrum(SpectralCoverage it) throws RegistryFailure {
        // The registry has energies in joules (RegTAP 1.2 section 8), so the ends swap. Wavelength 0 is the open end of
        // energies; abs, as -0 would give minus infinity.
        double most = SpectralUnit.J.toWavelengthM(Math.abs(it.wavelengthM().lo()));
        double least = Double.isInfinite(it.wavelengthM().hi())
                ? Double.NEGATIVE_INFINITY
                : SpectralUnit.J.toWavelengthM(it.wavelengthM().hi());
        return overlapping(
                "rr.stc_spectral",
                "spectral_start",
                "spectral_end",
                new Interval(least, most).widened(CoverageJudge.RELATIVE_SLACK, 0),
                it.inclusive());
    }

    /**
     * Resources with an interval that overlaps this one. Each end is compared alone, as functions return NULL if an end is
     * NULL, that is, open.
     *
     * @param asked in the unit of the registry, widened for its single precision
     */
    private RegistryCondition overlapping(String table, String start, String end, Interval asked, boolean inclusive)
            throws RegistryFailure {
        Adql.needs(features, table, start, end);
        String declared = "(" + start + " IS NOT NULL OR " + end + " IS NOT NULL)";
        String below = Double.isInfinite(asked.hi())
                ? ""
                : " AND (" + start + " IS NULL OR " + start + " <= " + asked.hi() + ")";
        String above =
                Double.isInfinite(asked.lo()) ? "" : " AND (" + end + " IS NULL OR " + end + " >= " + asked.lo() + ")";
        return RegistryCondition.of(
                Adql.orUndeclared(Adql.having(table, declared + below + above), table, declared, inclusive));
    }

    private RegistryCondition place(SpatialCoverage it) throws RegistryFailure {
        Adql.needs(features, SPATIAL, "coverage");
        Moc cover = it.place().cover();
        boolean knowsFrame = features.hasColumn(SPATIAL, "ref_system_name");
        String declared =
                "coverage IS NOT NULL" + (knowsFrame ? " AND (ref_system_name IS NULL OR ref_system_name = '')" : "");
        boolean knowsMocs = features.hasMoc() && features.hasGeometry();
        // an empty MOC declares nothing: it does not overlap even the whole sky
        String notEmpty = declared + " AND 1 = INTERSECTS(coverage, MOC('0/0-11'))";
        String ascii = cover.toAscii(MOST_OF_MOC);
        if (knowsMocs && ascii != null) {
            String matching = matching(it.relation(), declared, "MOC(" + Adql.literal(ascii) + ")");
            return RegistryCondition.of(Adql.orUndeclared(matching, SPATIAL, notEmpty, it.inclusive()));
        }
        String overlapping = null;
        if (knowsMocs) {
            // also what covers the place, and what it encloses, overlaps cells around it
            String around = matching(
                    SpatialCoverage.Relation.OVERLAPS,
                    declared,
                    "MOC(" + Adql.literal(cover.shortened(MOST_OF_MOC).toAscii()) + ")");
            overlapping = Adql.orUndeclared(around, SPATIAL, notEmpty, it.inclusive());
        }
        LocalCheck check = new LocalCheck(
                knowsMocs
                        ? "the place has too many cells for a query: it is compared here"
                        : "it cannot compare MOCs: places are compared here",
                List.of(new LocalCheck.Wanted(
                        SPATIAL,
                        knowsFrame ? List.of("ivoid", "coverage", "ref_system_name") : List.of("ivoid", "coverage"),
                        "coverage IS NOT NULL")),
                (rows, notes) -> accepts(it, rows.getFirst(), cover, notes));
        String adql = it.inclusive() ? null : Adql.having(SPATIAL, declared);
        return new RegistryCondition(overlapping == null ? adql : overlapping, List.of(check));
    }

    private static String matching(SpatialCoverage.Relation relation, String declared, String moc) {
        String some = declared + " AND 1 = ";
        return switch (relation) {
            case COVERS -> Adql.having(SPATIAL, some + "CONTAINS(" + moc + ", coverage)");
            // an empty MOC is enclosed by every place, but overlaps none
            case ENCLOSED ->
                Adql.having(SPATIAL, some + "INTERSECTS(coverage, " + moc + ") AND 1 = CONTAINS(coverage, " + moc + ")")
                        + " AND " + Adql.lacking(SPATIAL, declared + " AND 0 = CONTAINS(coverage, " + moc + ")");
            case OVERLAPS -> Adql.having(SPATIAL, some + "INTERSECTS(coverage, " + moc + ")");
        };
    }

    private static boolean accepts(SpatialCoverage it, List<Rows.Row> rows, Moc cover, Consumer<String> notes) {
        Set<Boolean> holds = new HashSet<>();
        for (Rows.Row row : rows) {
            String coverage = row.text("coverage");
            if (coverage == null || row.text("ref_system_name") != null) {
                continue;
            }
            try {
                Moc moc = Moc.parse(coverage);
                // an empty MOC declares nothing, and must not count as enclosed
                if (!moc.isEmpty()) {
                    holds.add(holds(it.relation(), moc, cover));
                }
            } catch (ShapeFormatException e) {
                notes.accept("coverage of " + row.text("ivoid") + " cannot be read and counts as undeclared: "
                        + e.getMessage());
                return it.inclusive();
            }
        }
        if (holds.isEmpty()) {
            return it.inclusive();
        }
        return it.relation() == SpatialCoverage.Relation.ENCLOSED ? !holds.contains(false) : holds.contains(true);
    }

    private static boolean holds(SpatialCoverage.Relation relation, Moc coverage, Moc place) {
        return switch (relation) {
            case COVERS -> place.minus(coverage).isEmpty();
            case ENCLOSED -> coverage.minus(place).isEmpty();
            case OVERLAPS -> coverage.overlaps(place);
        };
    }
}
