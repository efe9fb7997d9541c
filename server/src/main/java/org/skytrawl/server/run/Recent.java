package org.skytrawl.server.run;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The values that were used last, up to a weight; the very last one stays whatever its weight. Thread-safe. */
final class Recent<V> {
    private final long mostWeight;
    private final ToLongFunction<V> weight;
    private final Map<String, V> values = new LinkedHashMap<>(16, 0.75f, true);
    private long weightNow;

    Recent(long mostWeight, ToLongFunction<V> weight) {
        this.mostWeight = mostWeight;
        this.weight = weight;
    }

    synchronized @Nullable V get(String key) {
        return values.get(key);
    }

    synchronized void put(String key, V value) {
        remove(key);
        values.put(key, value);
        weightNow += weight.applyAsLong(value);
        Iterator<V> oldest = values.values().iterator();
        while (weightNow > mostWeight && values.size() > 1) {
            weightNow -= weight.applyAsLong(oldest.next());
            oldest.remove();
        }
    }

    synchronized void remove(String key) {
        V old = values.remove(key);
        if (old != null) {
            weightNow -= weight.applyAsLong(old);
        }
    }
}
