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
import org.skytrawl.model.Declared;
import org.skytrawl.model.ProductTypes;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.TableModel;
import org.skytrawl.registry.Notes;
import org.skytrawl.registry.access.RegTapQuery;

/** What capabilities and resources declare in {@code rr.res_detail}: data models of tables, limits, kinds of data. */
public final class CapabilityDetails {
    /** SimpleDALRegExt, {@code DataSource}: not from an observation. */
    private static final Set<String> THEORY = Set.of("theory", "artificial");

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
    private final Map<Key, Double> radiiDeg = new HashMap<>();
    private final Set<Key> theoretical = new HashSet<>();
    private final Set<Key> observed = new HashSet<>();
    private final Map<String, Set<String>> productTypes = new HashMap<>();
    private final Set<String> unreadableTypes = new HashSet<>();
    private final Notes notes;

    public CapabilityDetails(List<RegistryRows.Detail> rows, Notes notes) {
        this.notes = notes;
        for (RegistryRows.Detail row : rows) {
            Key key = new Key(row.ivoid(), row.capIndex());
            String value = row.value().strip().toLowerCase(Locale.ROOT);
            switch (row.xpath()) {
                case RegTapQuery.DATA_MODEL -> dataModel(key, value);
                case RegTapQuery.MAX_RECORDS, RegTapQuery.OUTPUT_LIMIT -> limit(key, value);
                case RegTapQuery.MAX_SEARCH_RADIUS -> radius(key, value);
                case RegTapQuery.DATA_SOURCE -> (THEORY.contains(value) ? theoretical : observed).add(key);
                case RegTapQuery.PRODUCT_TYPE -> productType(row.ivoid(), value);
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

    /** Whole numbers and decimal fractions, in degrees. 0, 180 and more mean that there is no limit. */
    private void radius(Key key, String value) {
        if (!value.matches("\\+?(\\d{1,18}(\\.\\d{0,18})?|\\.\\d{1,18})(e[+-]?\\d{1,2})?")) {
            notes.add("unreadable maxSearchRadius, counted as undeclared", key.ivoid() + ": " + value);
            return;
        }
        double radiusDeg = Double.parseDouble(value);
        if (radiusDeg > 0 && radiusDeg <= 180) {
            radiiDeg.merge(key, radiusDeg, Math::min);
        }
    }

    private void productType(String ivoid, String value) {
        String type = ProductTypes.declared(value);
        if (type == null) {
            unreadableTypes.add(ivoid);
            notes.add("unreadable productTypeServed, counted as undeclared", ivoid + ": " + value);
        } else {
            productTypes.computeIfAbsent(ivoid, first -> new TreeSet<>()).add(type);
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

    /** All but the coverage. */
    public Declared of(String ivoid, @Nullable Integer capIndex) {
        return Declared.NOTHING
                .withMaxRecords(maxRecords(ivoid, capIndex))
                .withMaxSearchRadiusDeg(radiiDeg.get(new Key(ivoid, capIndex)))
                .withProductTypes(productTypes(ivoid))
                .withTheory(isTheory(ivoid, capIndex));
    }

    /** Empty also if one of the types cannot be read: the others would exclude too much. */
    Set<String> productTypes(String ivoid) {
        return unreadableTypes.contains(ivoid) ? Set.of() : productTypes.getOrDefault(ivoid, Set.of());
    }

    /** Whether it declares the sources of its data, and all of them are theory. */
    boolean isTheory(String ivoid, @Nullable Integer capIndex) {
        Key key = new Key(ivoid, capIndex);
        return theoretical.contains(key) && !observed.contains(key);
    }

    /** Null if the capability declares no limit, or one in bytes. */
    @Nullable
    public Long maxRecords(String ivoid, @Nullable Integer capIndex) {
        Key key = new Key(ivoid, capIndex);
        return limitsInBytes.contains(key) ? null : limits.get(key);
    }
}
