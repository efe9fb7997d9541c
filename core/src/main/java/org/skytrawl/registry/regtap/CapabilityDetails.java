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
import org.skytrawl.registry.access.RegTapQuery;
import org.skytrawl.registry.access.StandardIds;

/** What capabilities declare in {@code rr.res_detail}: the ObsCore data model, and how many records they return. */
public final class CapabilityDetails {
    /** Has an order for the case that the hashes of very many meet. */
    private record Key(String ivoid, @Nullable Integer capIndex) implements Comparable<Key> {
        private static final Comparator<Key> ORDER = Comparator.comparing(Key::ivoid)
                .thenComparing(Key::capIndex, Comparator.nullsFirst(Comparator.naturalOrder()));

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    private final Set<Key> obsCore = new HashSet<>();
    private final Set<String> obsCoreServices = new TreeSet<>();
    private final Map<Key, Long> limits = new HashMap<>();
    private final Set<Key> limitsInBytes = new HashSet<>();

    public CapabilityDetails(List<RegistryRows.Detail> rows) {
        for (RegistryRows.Detail row : rows) {
            Key key = new Key(row.ivoid(), row.capIndex());
            String value = row.value().strip().toLowerCase(Locale.ROOT);
            switch (row.xpath()) {
                case RegTapQuery.DATA_MODEL -> {
                    if (value.startsWith(StandardIds.OBSCORE_MODEL)) {
                        obsCore.add(key);
                        obsCoreServices.add(row.ivoid());
                    }
                }
                case RegTapQuery.MAX_RECORDS, RegTapQuery.OUTPUT_LIMIT -> limit(key, value);
                case RegTapQuery.OUTPUT_LIMIT_UNIT -> {
                    if (!value.startsWith("row")) {
                        limitsInBytes.add(key);
                    }
                }
                default -> {
                    // the query asks for no others
                }
            }
        }
    }

    private void limit(Key key, String value) {
        // 0 stands for no limit in the wild
        if (value.matches("[1-9]\\d{0,17}")) {
            limits.merge(key, Long.parseLong(value), Math::min);
        }
    }

    /** The resources that declare the data model in some capability, in order. */
    public Set<String> obsCoreServices() {
        return obsCoreServices;
    }

    /** Whether this capability declares it; one that has no index stands for all of its resource. */
    public boolean declaresObsCore(String ivoid, @Nullable Integer capIndex) {
        return obsCore.contains(new Key(ivoid, capIndex)) || obsCore.contains(new Key(ivoid, null));
    }

    /** The most records a capability returns, or null if it does not say. */
    @Nullable
    public Long maxRecords(String ivoid, @Nullable Integer capIndex) {
        Key key = new Key(ivoid, capIndex);
        return limitsInBytes.contains(key) ? null : limits.get(key);
    }
}
