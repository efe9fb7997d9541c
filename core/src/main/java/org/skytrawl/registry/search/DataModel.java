package org.skytrawl.registry.search;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.skytrawl.registry.RegistryFailure;
import org.skytrawl.registry.access.RegistryFeatures;

/** The resource declares a data model, or has a table of it. */
public record DataModel(Model model) implements SearchConstraint {
    private static final String XPATH = "/capability/dataModel/@ivo-id";

    /** The known data models. */
    public enum Model {
        /** ObsCore as a data model of a TAP service (ObsCore 1.1 section 5), under any identifier in use. */
        OBSCORE,
        /** ObsCore as the utype of a table that is a resource of its own. */
        OBSCORE_NEW,
        /** EPN-TAP tables, including those from before the standard. */
        EPNTAP,
        /** A relational registry (RegTAP). */
        REGTAP;

        /** The name that {@link #of} reads, such as {@code obscore_new}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param name in any case
     * @throws IllegalArgumentException if it is unknown
     */
    public static DataModel of(String name) {
        String word = name.strip().toLowerCase(Locale.ROOT).replace('-', '_');
        return new DataModel(Arrays.stream(Model.values())
                .filter(model -> model.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("data model '" + name + "' is not one of "
                        + Arrays.stream(Model.values()).map(Model::word).collect(Collectors.joining(", ")))));
    }

    RegistryCondition on(RegistryFeatures features) throws RegistryFailure {
        return switch (model) {
            case OBSCORE -> declared(features, "ivo://ivoa.net/std/obscore");
            case REGTAP -> declared(features, "ivo://ivoa.net/std/regtap#1.");
            case OBSCORE_NEW -> {
                Adql.needs(features, "rr.resource", "res_type");
                // TAP services list the table too, but do not hold the data
                yield RegistryCondition.of("res_type = 'vs:catalogresource' AND "
                        + table(features, "ivo://ivoa.net/std/obscore#table-1."));
            }
            case EPNTAP ->
                RegistryCondition.of(table(
                        features, "ivo://ivoa.net/std/epntap#table-2.", "ivo://vopdc.obspm/std/epncore#schema-2."));
        };
    }

    private static String table(RegistryFeatures features, String... utypes) throws RegistryFailure {
        Adql.needs(features, "rr.res_table", "table_utype");
        return Adql.having(
                "rr.res_table",
                Arrays.stream(utypes)
                        .map(utype -> "table_utype LIKE " + Adql.literal(utype + "%"))
                        .collect(Collectors.joining(" OR ")));
    }

    /** The registry does not change the case of details (RegTAP 1.1 section 8). */
    private static RegistryCondition declared(RegistryFeatures features, String id) throws RegistryFailure {
        Adql.needs(features, "rr.res_detail", "detail_xpath", "detail_value");
        String models = "detail_xpath = " + Adql.literal(XPATH);
        if (features.hasFunction("ivo_nocasematch")) {
            return RegistryCondition.of(Adql.having(
                    "rr.res_detail",
                    models + " AND 1 = ivo_nocasematch(detail_value, " + Adql.literal(id + "%") + ")"));
        }
        LocalCheck check = new LocalCheck(
                "it has no function ivo_nocasematch: data models are compared here",
                List.of(new LocalCheck.Wanted("rr.res_detail", List.of("ivoid", "detail_value"), models)),
                (rows, notes) -> rows.getFirst().stream().anyMatch(row -> {
                    String value = row.text(1);
                    return value != null && value.toLowerCase(Locale.ROOT).startsWith(id);
                }));
        return new RegistryCondition(Adql.having("rr.res_detail", models), List.of(check));
    }
}
