package org.skytrawl.simvo.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.universe.Coverage;
import org.skytrawl.simvo.universe.Resource;
import org.skytrawl.simvo.universe.Span;
import org.skytrawl.simvo.universe.Universe;
import org.skytrawl.simvo.votable.Table;

/** A universe as a relational registry tells of it: the rows of all tables of RegTAP. */
final class RegistryContent {
    /** Planck's constant times the speed of light, J m (exact, SI 2019). */
    private static final double JOULE_METRES = 6.62607015e-34 * 299_792_458.0;

    private static final String AUTHORITY = "ivo://sim.skytrawl/";

    /** The record of the registry itself. */
    static final String REGISTRY = AUTHORITY + "registry";

    private static final String PUBLISHER = AUTHORITY + "org";
    private static final String CREATED = "2024-03-01T12:00:00";
    private static final String UPDATED = "2026-02-01T12:00:00";

    private final Map<String, TableRows> tables = new TreeMap<>();
    private final Map<String, Resource> resources = new TreeMap<>();

    private RegistryContent(Universe universe, String registryUrl, List<RecordNode> records) {
        RegTapTables.all().forEach(table -> tables.put(table.name(), new TableRows(table)));
        universe.resources().forEach(resource -> resources.put(resource.ivoid(), resource));
        for (Resource resource : ownRecords(registryUrl)) {
            resources.put(resource.ivoid(), resource);
        }
        CapabilityRows capabilities = new CapabilityRows(this);
        TablesetRows tablesets = new TablesetRows(this);
        for (Resource resource : resources.values()) {
            add(resource);
            addCoverage(resource);
            capabilities.add(resource);
            tablesets.add(resource);
        }
        tablesets.addTapTables(universe);
        records.forEach(record -> RecordRows.add(this, record));
        RecordTapTables.add(this, records);
    }

    /**
     * All rows of each table, for {@code TapDatabase}.
     *
     * @param records that the registry has besides those of the universe
     * @throws IllegalArgumentException if something of them cannot be read
     */
    static Map<Table, List<@Nullable Object[]>> of(Universe universe, String registryUrl, List<RecordNode> records) {
        Map<Table, List<@Nullable Object[]>> all = new java.util.LinkedHashMap<>();
        new RegistryContent(universe, registryUrl, records)
                .tables
                .values()
                .forEach(rows -> all.put(rows.table(), rows.rows()));
        return all;
    }

    /** The registry itself, and who runs all of it. */
    private static List<Resource> ownRecords(String registryUrl) {
        Resource.Capability tap = new Resource.Capability(Resource.Kind.TAP, registryUrl, -1);
        return List.of(
                new Resource(
                        REGISTRY,
                        "vs:catalogservice",
                        "The registry of the simulated VO",
                        Coverage.NONE,
                        List.of(),
                        List.of(),
                        List.of(tap)),
                new Resource(
                        PUBLISHER,
                        "vr:organisation",
                        "The Simulated Observatory",
                        Coverage.NONE,
                        List.of(),
                        List.of(),
                        List.of()));
    }

    TableRows rows(String table) {
        TableRows rows = tables.get(table);
        if (rows == null) {
            throw new IllegalArgumentException("RegTAP has no table " + table);
        }
        return rows;
    }

    private void add(Resource resource) {
        String ivoid = resource.ivoid();
        String creator = "Simulant, S." + (ivoid.hashCode() % 2 == 0 ? "; Echo, E." : "");
        rows("resource")
                .add(
                        "ivoid",
                        ivoid,
                        "res_type",
                        resource.type(),
                        "created",
                        CREATED,
                        "short_name",
                        shortName(ivoid),
                        "res_title",
                        resource.title(),
                        "updated",
                        UPDATED,
                        "content_level",
                        "research#amateur",
                        "res_description",
                        "Simulated: " + resource.title() + ". Images & more of a generated universe.",
                        "reference_url",
                        "http://sim.example/about/" + ivoid.substring("ivo://".length()),
                        "creator_seq",
                        creator,
                        "content_type",
                        resource.type().equals("vr:organisation") ? "organisation" : "archive#survey",
                        "source_format",
                        "bibcode",
                        "source_value",
                        "2026sim..book....." + "A",
                        "res_version",
                        "1",
                        "waveband",
                        waveband(resource.coverage().wavelengthM()),
                        "rights",
                        "public",
                        "rights_uri",
                        "http://spdx.org/licenses/CC0-1.0");
        for (String role : List.of("publisher", "contact")) {
            rows("res_role")
                    .add(
                            "ivoid",
                            ivoid,
                            "role_name",
                            "Simulated " + role,
                            "base_role",
                            role,
                            "email",
                            "sim@sim.example");
        }
        for (String name : creator.split("; ", -1)) {
            rows("res_role").add("ivoid", ivoid, "role_name", name, "base_role", "creator");
        }
        rows("res_subject").add("ivoid", ivoid, "res_subject", "virtual-observatories");
        rows("res_subject").add("ivoid", ivoid, "res_subject", "surveys");
        rows("subject_uat").add("ivoid", ivoid, "uat_concept", "surveys");
        for (String concept : concepts(resource.coverage().wavelengthM())) {
            rows("res_subject").add("ivoid", ivoid, "res_subject", concept);
            rows("subject_uat").add("ivoid", ivoid, "uat_concept", concept);
        }
        rows("res_date").add("ivoid", ivoid, "date_value", CREATED, "value_role", "created");
        rows("res_date").add("ivoid", ivoid, "date_value", UPDATED, "value_role", "updated");
        rows("validation").add("ivoid", ivoid, "validated_by", REGISTRY, "val_level", 2);
        rows("alt_identifier")
                .add("ivoid", ivoid, "alt_identifier", "doi:10.5072/" + ivoid.substring("ivo://".length()));
        for (String server : resource.servedBy()) {
            Resource other = resources.get(server);
            rows("relationship")
                    .add(
                            "ivoid",
                            ivoid,
                            "relationship_type",
                            "isservedby",
                            "related_id",
                            server,
                            "related_name",
                            other == null ? null : other.title());
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
            rows("stc_spatial").add("ivoid", resource.ivoid(), "coverage", coverage.moc());
        }
        if (band != null) {
            // the longest wave has the least energy
            rows("stc_spectral")
                    .add(
                            "ivoid", resource.ivoid(),
                            "spectral_start", single(JOULE_METRES / band.hi()),
                            "spectral_end", single(JOULE_METRES / band.lo()));
        }
        if (time != null) {
            rows("stc_temporal")
                    .add("ivoid", resource.ivoid(), "time_start", single(time.lo()), "time_end", single(time.hi()));
        }
    }

    /** In the single precision that RegTAP has. */
    private static double single(double value) {
        return (float) value;
    }

    /** What the Unified Astronomy Thesaurus calls the science of the wavebands; for some of them it has no concept. */
    private static List<String> concepts(@Nullable Span wavelengthM) {
        String wavebands = waveband(wavelengthM);
        List<String> concepts = new ArrayList<>();
        for (String waveband : wavebands == null ? new String[0] : wavebands.split("#", -1)) {
            switch (waveband) {
                case "gamma-ray", "x-ray", "optical", "infrared", "millimeter", "radio" ->
                    concepts.add(waveband + "-astronomy");
                case "uv" -> concepts.add("ultraviolet-astronomy");
                default -> {
                    // extreme ultraviolet is no concept of its own
                }
            }
        }
        return concepts;
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
