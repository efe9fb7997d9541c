package org.skytrawl.simvo.registry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.universe.Coverage;
import org.skytrawl.simvo.universe.Resource;
import org.skytrawl.simvo.universe.Span;
import org.skytrawl.simvo.universe.Universe;
import org.skytrawl.simvo.votable.Table;

/** A universe in a relational registry: the rows of all tables of RegTAP. */
final class RegistryContent {
    /** Planck's constant times the speed of light, J m (exact, SI 2019). */
    private static final double JOULE_METRES = 6.62607015e-34 * 299_792_458.0;

    private static final String AUTHORITY = "ivo://sim.skytrawl/";
    static final String REGISTRY = AUTHORITY + "registry";
    private static final String PUBLISHER = AUTHORITY + "org";
    private static final String CREATED = "2024-03-01T12:00:00";
    private static final String UPDATED = "2026-02-01T12:00:00";

    private final Map<String, List<@Nullable Object[]>> rows = new TreeMap<>();
    private final Map<String, Resource> resources = new TreeMap<>();

    private RegistryContent(Universe universe, String registryUrl, List<RecordNode> records) {
        RegTapTables.all().forEach(table -> rows.put(table.name(), new ArrayList<>()));
        universe.resources().forEach(resource -> resources.put(resource.ivoid(), resource));
        ownRecords(registryUrl).forEach(resource -> resources.put(resource.ivoid(), resource));
        ResourceRows ofResources = new ResourceRows(this, universe);
        for (Resource resource : resources.values()) {
            add(resource);
            addCoverage(resource);
            ofResources.addCapabilities(resource);
            ofResources.addTables(resource);
        }
        ofResources.addTapTables(universe);
        records.forEach(record -> RecordRows.add(this, record));
        RecordTableRows.addTapTables(this, records);
    }

    /** @param records that the registry has besides those of the universe */
    static Map<Table, List<@Nullable Object[]>> of(Universe universe, String registryUrl, List<RecordNode> records) {
        Map<Table, List<@Nullable Object[]>> all = new LinkedHashMap<>();
        new RegistryContent(universe, registryUrl, records)
                .rows.forEach((table, rows) -> all.put(RegTapTables.named(table), rows));
        return all;
    }

    private static List<Resource> ownRecords(String registryUrl) {
        Resource.Capability tap = new Resource.Capability(Resource.Kind.TAP, registryUrl, -1);
        return List.of(
                own(REGISTRY, "vs:catalogservice", "The registry of the simulated VO", tap),
                own(PUBLISHER, "vr:organisation", "The Simulated Observatory"));
    }

    private static Resource own(String ivoid, String type, String title, Resource.Capability... capabilities) {
        return new Resource(ivoid, type, title, Coverage.NONE, List.of(), List.of(), List.of(capabilities));
    }

    Row row(String table) {
        return new Row(RegTapTables.named(table), rows.get(table));
    }

    Row row(String table, String ivoid) {
        return row(table).set("ivoid", ivoid);
    }

    /** A row while it is written. Columns that are not set are NULL. */
    static final class Row {
        private final Table table;
        private final @Nullable Object[] values;

        private Row(Table table, @Nullable List<@Nullable Object[]> rows) {
            this.table = table;
            this.values = new @Nullable Object[table.columns().size()];
            Objects.requireNonNull(rows).add(values);
        }

        Row set(String column, @Nullable Object value) {
            for (int i = 0; i < values.length; i++) {
                if (table.columns().get(i).name().equals(column)) {
                    values[i] = value;
                    return this;
                }
            }
            throw new IllegalArgumentException(table.name() + " has no column " + column);
        }

        /** @param columns each with the path of its value ({@link RecordNode#value}), such as {@code utype=~utype} */
        Row read(RecordNode node, String columns) {
            for (String column : columns.strip().split("\\s+", -1)) {
                int equals = column.indexOf('=');
                set(column.substring(0, equals), node.value(column.substring(equals + 1)));
            }
            return this;
        }

        /** @param columns each with its value, such as {@code std=1} */
        Row with(String columns) {
            for (String column : columns.strip().split("\\s+", -1)) {
                int equals = column.indexOf('=');
                set(column.substring(0, equals), column.substring(equals + 1));
            }
            return this;
        }
    }

    private void add(Resource resource) {
        String ivoid = resource.ivoid();
        String creator = "Simulant, S." + (ivoid.hashCode() % 2 == 0 ? "; Echo, E." : "");
        row("resource", ivoid)
                .set("res_type", resource.type())
                .set("created", CREATED)
                .set("short_name", shortName(ivoid))
                .set("res_title", resource.title())
                .set("updated", UPDATED)
                .set("res_description", "Simulated: " + resource.title() + ". Images & more of a generated universe.")
                .set("reference_url", "http://sim.example/about/" + ivoid.substring("ivo://".length()))
                .set("creator_seq", creator)
                .set("content_type", resource.type().equals("vr:organisation") ? "organisation" : "archive#survey")
                .set("waveband", waveband(resource.coverage().wavelengthM()))
                .with("""
                        content_level=research#amateur source_format=bibcode source_value=2026sim..book.....A
                        res_version=1 rights=public rights_uri=http://spdx.org/licenses/CC0-1.0""");
        for (String role : List.of("publisher", "contact")) {
            row("res_role", ivoid)
                    .set("role_name", "Simulated " + role)
                    .set("base_role", role)
                    .set("email", "sim@sim.example");
        }
        for (String name : creator.split("; ", -1)) {
            row("res_role", ivoid).set("role_name", name).set("base_role", "creator");
        }
        row("res_subject", ivoid).set("res_subject", "virtual-observatories");
        row("res_subject", ivoid).set("res_subject", "surveys");
        row("subject_uat", ivoid).set("uat_concept", "surveys");
        for (String concept : concepts(resource.coverage().wavelengthM())) {
            row("res_subject", ivoid).set("res_subject", concept);
            row("subject_uat", ivoid).set("uat_concept", concept);
        }
        row("res_date", ivoid).set("date_value", CREATED).set("value_role", "created");
        row("res_date", ivoid).set("date_value", UPDATED).set("value_role", "updated");
        row("validation", ivoid).set("validated_by", REGISTRY).set("val_level", 2);
        row("alt_identifier", ivoid).set("alt_identifier", "doi:10.5072/" + ivoid.substring("ivo://".length()));
        for (String server : resource.servedBy()) {
            Resource other = resources.get(server);
            row("relationship", ivoid)
                    .set("relationship_type", "isservedby")
                    .set("related_id", server)
                    .set("related_name", other == null ? null : other.title());
        }
    }

    private static String shortName(String ivoid) {
        String name = ivoid.substring(AUTHORITY.length());
        return name.substring(0, Math.min(16, name.length()));
    }

    private void addCoverage(Resource resource) {
        Coverage coverage = resource.coverage();
        Span band = coverage.wavelengthM();
        Span time = coverage.mjd();
        if (coverage.moc() != null) {
            row("stc_spatial", resource.ivoid()).set("coverage", coverage.moc());
        }
        if (band != null) {
            // the longest wave has the lowest energy
            row("stc_spectral", resource.ivoid())
                    .set("spectral_start", single(JOULE_METRES / band.hi()))
                    .set("spectral_end", single(JOULE_METRES / band.lo()));
        }
        if (time != null) {
            row("stc_temporal", resource.ivoid())
                    .set("time_start", single(time.lo()))
                    .set("time_end", single(time.hi()));
        }
    }

    private static double single(double value) {
        return (float) value;
    }

    private static List<String> concepts(@Nullable Span wavelengthM) {
        String wavebands = waveband(wavelengthM);
        // extreme ultraviolet is no concept of its own
        return Arrays.stream((wavebands == null ? "" : wavebands).split("#", -1))
                .filter(waveband -> !waveband.isEmpty() && !waveband.equals("euv"))
                .map(waveband -> (waveband.equals("uv") ? "ultraviolet" : waveband) + "-astronomy")
                .toList();
    }

    private static @Nullable String waveband(@Nullable Span wavelengthM) {
        if (wavelengthM == null) {
            return null;
        }
        String[] names = {"gamma-ray", "x-ray", "euv", "uv", "optical", "infrared", "millimeter", "radio"};
        double[] ends = {1e-11, 1e-8, 1e-7, 3e-7, 1e-6, 1e-4, 1e-2, Double.POSITIVE_INFINITY};
        List<String> within = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            double begin = i == 0 ? 0 : ends[i - 1];
            if (wavelengthM.lo() < ends[i] && wavelengthM.hi() > begin) {
                within.add(names[i]);
            }
        }
        return String.join("#", within);
    }
}
