package org.skytrawl.registry.regtap;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Coverage;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Service;
import org.skytrawl.model.ServiceKey;
import org.skytrawl.registry.Candidate;
import org.skytrawl.registry.Notes;
import org.skytrawl.registry.access.StandardIds;
import org.skytrawl.registry.regtap.RegistryRows.Interface;

/** Makes candidates out of a registry's rows. Pure; one object makes them once. */
public final class CandidateBuilder {
    private final Map<String, RegistryRows.Resource> resources = new HashMap<>();
    private final Map<String, List<Interface>> interfaces = new TreeMap<>();
    private final Map<String, List<Ivoid>> servedBy = new HashMap<>();
    private final CapabilityDetails details;
    private final CoverageRows coverage;
    private final List<Candidate> candidates = new ArrayList<>();

    private CandidateBuilder(RegistryRows rows, Notes notes) {
        rows.resources().forEach(row -> resources.putIfAbsent(row.ivoid(), row));
        for (Capability capability : capabilitiesWithTheirPages(rows.interfaces())) {
            List<Interface> callable = capability.rows().stream()
                    .filter(row -> "vs:paramhttp".equals(row.type()))
                    .toList();
            // a capability of web pages only stays, to be skipped with a reason
            interfaces
                    .computeIfAbsent(capability.rows().getFirst().ivoid(), key -> new ArrayList<>(2))
                    .addAll(callable.isEmpty() ? capability.rows().subList(0, 1) : callable);
        }
        for (RegistryRows.Relationship row : rows.relationships()) {
            if (row.relatedId() != null) {
                servedBy.computeIfAbsent(row.ivoid(), key -> new ArrayList<>(1)).add(new Ivoid(row.relatedId()));
            }
        }
        details = new CapabilityDetails(rows.details());
        coverage = CoverageRows.of(rows, notes);
    }

    /** The candidates, the better protocol first, then by ivoid and access URL. */
    public static List<Candidate> build(RegistryRows rows, Notes notes) {
        CandidateBuilder builder = new CandidateBuilder(rows, notes);
        List<ObsTapEntry> entries = builder.obsTapEntries(rows.tables());
        // tables are matched after all names are known: a record lists only what somebody queries
        ListedTables listed = new ListedTables(rows.tables(), entries);
        builder.addObsTap(entries, listed);
        builder.interfaces.forEach((ivoid, own) -> builder.addSia(ivoid, own, listed));
        builder.candidates.sort(Comparator.comparing(Candidate::service, ServiceOrder.BEST_FIRST));
        return List.copyOf(builder.candidates);
    }

    private void addSia(String ivoid, List<Interface> own, ListedTables listed) {
        for (Protocol protocol : List.of(Protocol.SIA2, Protocol.SIA1)) {
            List<Interface> main = new ArrayList<>();
            List<Interface> auxiliary = new ArrayList<>();
            for (Interface row : own) {
                if (StandardIds.sia(row.standardId(), row.version()) == protocol) {
                    (StandardIds.isAuxiliary(row.standardId()) ? auxiliary : main).add(row);
                }
            }
            for (Capability capability : capabilities(main.isEmpty() ? auxiliary : main)) {
                InterfaceChoice chosen = InterfaceChoice.of(capability.rows());
                Service service = Service.of(
                                List.of(new Ivoid(ivoid)), title(ivoid), protocol, chosen.accessUrl(), null)
                        .withCoverage(coverage.of(ivoid))
                        .withMaxRecords(details.maxRecords(ivoid, capability.capIndex()))
                        .withMirrorUrls(chosen.mirrorUrls());
                candidates.add(new Candidate(
                        service, servedBy.getOrDefault(ivoid, List.of()), listed.by(ivoid), chosen.unusable()));
            }
        }
    }

    /** Both the tables registered by themselves and the TAP services that declare the data model. */
    private List<ObsTapEntry> obsTapEntries(List<RegistryRows.Table> tables) {
        List<ObsTapEntry> entries = new ArrayList<>();
        for (RegistryRows.Table table : tables) {
            RegistryRows.Resource resource = resources.get(table.ivoid());
            boolean obsCore = table.utype() != null && table.utype().startsWith(StandardIds.OBSCORE_UTYPE);
            if (obsCore
                    && resource != null
                    && "vs:catalogresource".equals(resource.type())
                    && !table.name().isEmpty()) {
                tapCapabilities(table.ivoid()).stream()
                        .findFirst()
                        .ifPresent(tap -> entries.add(ObsTapEntry.of(table.ivoid(), tap, table.name(), true)));
            }
        }
        for (String ivoid : details.obsCoreServices()) {
            tapCapabilities(ivoid).stream()
                    .filter(tap -> details.declaresObsCore(ivoid, tap.capIndex()))
                    .findFirst()
                    .ifPresent(tap -> entries.add(ObsTapEntry.of(ivoid, tap, StandardIds.OBSCORE_TABLE, false)));
        }
        return entries;
    }

    /** Main ones first. */
    private List<Capability> tapCapabilities(String ivoid) {
        List<Interface> rows = interfaces.getOrDefault(ivoid, List.of()).stream()
                .filter(row -> StandardIds.isTap(row.standardId()))
                .sorted(Comparator.comparing(row -> StandardIds.isAuxiliary(row.standardId())))
                .toList();
        return capabilities(rows);
    }

    private void addObsTap(List<ObsTapEntry> entries, ListedTables listed) {
        Map<ServiceKey, List<ObsTapEntry>> services = new LinkedHashMap<>();
        for (ObsTapEntry entry : entries) {
            services.computeIfAbsent(entry.key(), key -> new ArrayList<>(1)).add(entry);
        }
        for (List<ObsTapEntry> same : services.values()) {
            same.sort(ObsTapEntry.NAMING_FIRST);
            ObsTapEntry first = same.getFirst();
            Set<String> ivoids = new java.util.LinkedHashSet<>();
            same.forEach(entry -> ivoids.add(entry.ivoid()));
            Service service = Service.of(
                            ivoids.stream().map(Ivoid::new).toList(),
                            title(first.ivoid()),
                            Protocol.OBSTAP,
                            ObsTapEntry.accessUrl(same),
                            ObsTapEntry.tableName(same))
                    .withCoverage(coverage(same))
                    .withMaxRecords(maxRecords(same))
                    .withMirrorUrls(ObsTapEntry.mirrorUrls(same));
            candidates.add(new Candidate(
                    service,
                    common(ivoids.stream()
                            .map(ivoid -> servedBy.getOrDefault(ivoid, List.of()))
                            .toList()),
                    new TreeSet<>(common(ivoids.stream().map(listed::by).toList())),
                    first.chosen().unusable()));
        }
    }

    private Coverage coverage(List<ObsTapEntry> same) {
        boolean anyTable = same.stream().anyMatch(ObsTapEntry::isTable);
        Set<String> counting = new TreeSet<>();
        same.stream().filter(entry -> entry.isTable() == anyTable).forEach(entry -> counting.add(entry.ivoid()));
        return counting.stream().map(coverage::of).reduce(Coverage::union).orElse(Coverage.UNDECLARED);
    }

    private @Nullable Long maxRecords(List<ObsTapEntry> same) {
        Long least = null;
        for (ObsTapEntry entry : same) {
            Long declared = details.maxRecords(entry.ivoid(), entry.capIndex());
            least = least == null || (declared != null && declared < least) ? declared : least;
        }
        return least;
    }

    /** What is in all of them: what only one of several records says does not hold for their common table. */
    private static <T> List<T> common(List<? extends Collection<T>> all) {
        List<T> common = new ArrayList<>(all.getFirst());
        all.subList(1, all.size()).forEach(other -> common.retainAll(new HashSet<>(other)));
        return common;
    }

    private String title(String ivoid) {
        RegistryRows.Resource resource = resources.get(ivoid);
        return resource == null || resource.title() == null ? ivoid : resource.title();
    }

    /** One capability of a resource, with the rows of its interfaces. */
    record Capability(@Nullable Integer capIndex, List<Interface> rows) {}

    private static List<Capability> capabilitiesWithTheirPages(List<Interface> rows) {
        Map<String, List<Interface>> byIvoid = new LinkedHashMap<>();
        rows.forEach(row ->
                byIvoid.computeIfAbsent(row.ivoid(), key -> new ArrayList<>(2)).add(row));
        return byIvoid.values().stream()
                .flatMap(own -> capabilities(own).stream())
                .toList();
    }

    private static List<Capability> capabilities(List<Interface> rows) {
        Map<Integer, List<Interface>> byIndex = new LinkedHashMap<>();
        for (Interface row : rows) {
            byIndex.computeIfAbsent(row.capIndex() == null ? -1 : row.capIndex(), key -> new ArrayList<>(1))
                    .add(row);
        }
        return byIndex.values().stream()
                .map(own -> new Capability(own.getFirst().capIndex(), own))
                .toList();
    }

    /** The names in lower case of the queried ObsCore tables that each record lists. */
    private static final class ListedTables {
        private final Map<String, Set<String>> names = new HashMap<>();

        ListedTables(List<RegistryRows.Table> tables, List<ObsTapEntry> entries) {
            Set<String> queried = new TreeSet<>();
            entries.forEach(entry -> queried.add(entry.table().toLowerCase(Locale.ROOT)));
            for (RegistryRows.Table table : tables) {
                String name = table.name().toLowerCase(Locale.ROOT);
                if (queried.contains(name)) {
                    names.computeIfAbsent(table.ivoid(), key -> new TreeSet<>()).add(name);
                }
            }
        }

        Set<String> by(String ivoid) {
            return names.getOrDefault(ivoid, Set.of());
        }
    }
}
