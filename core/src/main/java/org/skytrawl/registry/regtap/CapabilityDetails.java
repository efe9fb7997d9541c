package org.skytrawl.registry.regtap;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.TableModel;
import org.skytrawl.registry.access.RegTapQuery;

/** What capabilities declare in {@code rr.res_detail}: data models of their tables, and limits for records. */
public final class CapabilityDetails {
    /** Comparable, as very many keys may have the same hash. */
    private record Key(String ivoid, @Nullable Integer capIndex) implements Comparable<Key> {
        private static final Comparator<Key> ORDER = Comparator.comparing(Key::ivoid)
                .thenComparing(Key::capIndex, Comparator.nullsFirst(Comparator.naturalOrder()));

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    private final Map<TableModel, Set<Key>> declaring = new HashMap<>();
    private final Map<Key, Long> limits = new HashMap<>();
    private final Set<Key> limitsInBytes = new HashSet<>();

    public CapabilityDetails(List<RegistryRows.Detail> rows) {
        for (RegistryRows.Detail row : rows) {
            Key key = new Key(row.ivoid(), row.capIndex());
            String value = row.value().strip().toLowerCase(Locale.ROOT);
            switch (row.xpath()) {
                case RegTapQuery.DATA_MODEL -> dataModel(key, value);
                case RegTapQuery.MAX_RECORDS, RegTapQuery.OUTPUT_LIMIT -> limit(key, value);
                case RegTapQuery.OUTPUT_LIMIT_UNIT -> {
                    if (!value.startsWith("row")) {
                        limitsInBytes.add(key);
                    }
                }
                default -> {
                    // the query selects no others
                }
            }
        }
    }

    private void dataModel(Key key, String value) {
        for (Protocol protocol : Protocol.known()) {
            TableModel model = protocol.table();
            if (model != null && value.startsWith(model.dataModel())) {
                declaring.computeIfAbsent(model, first -> new TreeSet<>()).add(key);
            }
        }
    }

    private void limit(Key key, String value) {
        // some services write 0 for no limit
        if (value.matches("[1-9]\\d{0,17}")) {
            limits.merge(key, Long.parseLong(value), Math::min);
        }
    }

    public List<String> declaring(TableModel model) {
        return declaring.getOrDefault(model, Set.of()).stream()
                .map(Key::ivoid)
                .distinct()
                .toList();
    }

    /** A declaration without capability index holds for the whole resource. */
    public boolean declares(String ivoid, @Nullable Integer capIndex, TableModel model) {
        Set<Key> keys = declaring.getOrDefault(model, Set.of());
        return keys.contains(new Key(ivoid, capIndex)) || keys.contains(new Key(ivoid, null));
    }

    /** Null if the capability declares no limit, or one in bytes. */
    @Nullable
    public Long maxRecords(String ivoid, @Nullable Integer capIndex) {
        Key key = new Key(ivoid, capIndex);
        return limitsInBytes.contains(key) ? null : limits.get(key);
    }
}
