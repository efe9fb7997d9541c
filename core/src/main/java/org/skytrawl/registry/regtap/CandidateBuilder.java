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
import org.skytrawl.model.Declared;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Service;
import org.skytrawl.model.ServiceKey;
import org.skytrawl.model.StandardId;
import org.skytrawl.model.TableModel;
import org.skytrawl.registry.Candidate;
import org.skytrawl.registry.Notes;
import org.skytrawl.registry.regtap.RegistryRows.Interface;

/** Makes candidates from rows of a registry. Pure; used once. */
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
            // a capability with web pages only stays, to be skipped with a reason
            interfaces
                    .computeIfAbsent(capability.rows().getFirst().ivoid(), key -> new ArrayList<>(2))
                    .addAll(callable.isEmpty() ? capability.rows().subList(0, 1) : callable);
        }
        for (RegistryRows.Relationship row : rows.relationships()) {
            if (row.relatedId() != null) {
                servedBy.computeIfAbsent(row.ivoid(), key -> new ArrayList<>(1)).add(new Ivoid(row.relatedId()));
            }
        }
        details = new CapabilityDetails(rows.details(), notes);
        coverage = CoverageRows.of(rows, notes);
    }

    public static List<Candidate> build(RegistryRows rows, Notes notes) {
        CandidateBuilder builder = new CandidateBuilder(rows, notes);
        Map<Protocol, List<ObsTapEntry>> entries = new TreeMap<>();
        for (Protocol protocol : Protocol.known()) {
            TableModel model = protocol.table();
            if (model != null) {
                entries.put(protocol, builder.tableEntries(protocol, model, rows.tables()));
            }
        }
        // tables are matched when all queried names are known
        ListedTables listed = new ListedTables(rows.tables(), entries.values());
        entries.forEach((protocol, own) -> builder.addTables(protocol, own, listed));
        builder.interfaces.forEach((ivoid, own) -> builder.addCapabilities(ivoid, own, listed));
        builder.candidates.sort(Comparator.comparing(Candidate::service, ServiceOrder.BEST_FIRST));
        return List.copyOf(builder.candidates);
    }

    private void addCapabilities(String ivoid, List<Interface> own, ListedTables listed) {
        Map<Protocol, List<Interface>> byProtocol = new TreeMap<>();
        for (Interface row : own) {
            Protocol protocol = Protocol.ofCapability(row.standardId(), row.version());
            if (protocol != null) {
                byProtocol.computeIfAbsent(protocol, key -> new ArrayList<>(2)).add(row);
            }
        }
        byProtocol.forEach((protocol, rows) -> {
            List<Interface> main = rows.stream()
                    .filter(row -> !StandardId.isAuxiliary(row.standardId()))
                    .toList();
            for (Capability capability : capabilities(main.isEmpty() ? rows : main)) {
                InterfaceChoice chosen = InterfaceChoice.of(capability.rows());
                Service service = Service.of(
                                List.of(new Ivoid(ivoid)), title(ivoid), protocol, chosen.accessUrl(), null)
                        .with(details.of(ivoid, capability.capIndex()).withCoverage(coverage.of(ivoid)))
                        .withMirrorUrls(chosen.mirrorUrls());
                candidates.add(new Candidate(
                        service, servedBy.getOrDefault(ivoid, List.of()), listed.by(ivoid), chosen.unusable()));
            }
        });
    }

    private List<ObsTapEntry> tableEntries(Protocol protocol, TableModel model, List<RegistryRows.Table> tables) {
        List<ObsTapEntry> entries = new ArrayList<>();
        for (RegistryRows.Table table : tables) {
            RegistryRows.Resource resource = resources.get(table.ivoid());
            if (table.utype() != null
                    && table.utype().startsWith(model.utype())
                    && resource != null
                    && "vs:catalogresource".equals(resource.type())
                    && !table.name().isEmpty()) {
                tapCapabilities(protocol, table.ivoid()).stream()
                        .findFirst()
                        .ifPresent(tap -> entries.add(ObsTapEntry.of(table.ivoid(), tap, table.name(), true)));
            }
        }
        for (String ivoid : details.declaring(model)) {
            tapCapabilities(protocol, ivoid).stream()
                    .filter(tap -> details.declares(ivoid, tap.capIndex(), model))
                    .findFirst()
                    .ifPresent(tap -> entries.add(ObsTapEntry.of(ivoid, tap, model.tableName(), false)));
        }
        return entries;
    }

    private List<Capability> tapCapabilities(Protocol protocol, String ivoid) {
        List<Interface> rows = interfaces.getOrDefault(ivoid, List.of()).stream()
                .filter(row -> protocol.isSpokenBy(row.standardId(), row.version()))
                .sorted(Comparator.comparing(row -> StandardId.isAuxiliary(row.standardId())))
                .toList();
        return capabilities(rows);
    }

    private void addTables(Protocol protocol, List<ObsTapEntry> entries, ListedTables listed) {
        Map<ServiceKey, List<ObsTapEntry>> services = new LinkedHashMap<>();
        for (ObsTapEntry entry : entries) {
            services.computeIfAbsent(entry.key(protocol), key -> new ArrayList<>(1))
                    .add(entry);
        }
        for (List<ObsTapEntry> same : services.values()) {
            same.sort(ObsTapEntry.NAMING_FIRST);
            ObsTapEntry first = same.getFirst();
            List<String> ivoids =
                    same.stream().map(ObsTapEntry::ivoid).distinct().toList();
            Service service = Service.of(
                            ivoids.stream().map(Ivoid::new).toList(),
                            title(first.ivoid()),
                            protocol,
                            ObsTapEntry.accessUrl(same),
                            ObsTapEntry.tableName(same))
                    .with(declared(same))
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

    private Declared declared(List<ObsTapEntry> same) {
        return Declared.NOTHING
                .withCoverage(coverage(same))
                .withMaxRecords(maxRecords(same))
                .withProductTypes(productTypes(same))
                .withTheory(same.stream().allMatch(entry -> details.isTheory(entry.ivoid(), entry.capIndex())));
    }

    /** What all the tables declare; if none declares any, what all their TAP services declare. */
    private Set<String> productTypes(List<ObsTapEntry> same) {
        List<Set<String>> ofTables = productTypes(same, true);
        return union(ofTables.stream().allMatch(Set::isEmpty) ? productTypes(same, false) : ofTables);
    }

    private List<Set<String>> productTypes(List<ObsTapEntry> same, boolean ofTables) {
        return same.stream()
                .filter(entry -> entry.isTable() == ofTables)
                .map(entry -> details.productTypes(entry.ivoid()))
                .toList();
    }

    /** Empty, that is unknown, if one of them is. */
    private static Set<String> union(List<Set<String>> all) {
        Set<String> union = new TreeSet<>();
        for (Set<String> one : all) {
            if (one.isEmpty()) {
                return Set.of();
            }
            union.addAll(one);
        }
        return union;
    }

    /** What tables declare; on axes where none does, what their TAP services declare. */
    private Coverage coverage(List<ObsTapEntry> same) {
        return coverage(same, true).orElse(coverage(same, false));
    }

    private Coverage coverage(List<ObsTapEntry> same, boolean ofTables) {
        Set<String> counting = new TreeSet<>();
        same.stream().filter(entry -> entry.isTable() == ofTables).forEach(entry -> counting.add(entry.ivoid()));
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

    /** A statement in only one of several records does not hold for their common table. */
    private static <T> List<T> common(List<? extends Collection<T>> all) {
        List<T> common = new ArrayList<>(all.getFirst());
        all.subList(1, all.size()).forEach(other -> common.retainAll(new HashSet<>(other)));
        return common;
    }

    private String title(String ivoid) {
        RegistryRows.Resource resource = resources.get(ivoid);
        return resource == null || resource.title() == null ? ivoid : resource.title();
    }

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

    /** The queried tables that each record lists, in lower case. */
    private static final class ListedTables {
        private final Map<String, Set<String>> names = new HashMap<>();

        ListedTables(List<RegistryRows.Table> tables, Collection<List<ObsTapEntry>> entries) {
            Set<String> queried = new TreeSet<>();
            entries.forEach(
                    own -> own.forEach(entry -> queried.add(entry.table().toLowerCase(Locale.ROOT))));
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
