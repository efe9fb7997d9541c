package org.skytrawl.server.view;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The values used last, up to a number. Thread-safe. */
final class BoundedCache<K, V> {
    private final Map<K, V> values;

    BoundedCache(int most) {
        this.values = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    /** Computes a value without a lock: it may take long, and a second time does no harm. */
    V get(K key, Supplier<V> compute) {
        V known = known(key);
        if (known != null) {
            return known;
        }
        V value = compute.get();
        synchronized (values) {
            values.put(key, value);
        }
        return value;
    }

    private @Nullable V known(K key) {
        synchronized (values) {
            return values.get(key);
        }
    }
}
