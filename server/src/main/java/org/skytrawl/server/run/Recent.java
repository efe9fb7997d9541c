package org.skytrawl.server.run;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The values that were used last, up to a weight; the very last one stays whatever its weight. Thread-safe. */
public final class Recent<V> {
    private final long mostWeight;
    private final ToLongFunction<V> weight;
    private final Map<String, Weighed<V>> values = new LinkedHashMap<>(16, 0.75f, true);
    private long weightNow;

    private record Weighed<V>(V value, long weight) {}

    /** @param weight of a value, when it is put or weighed */
    public Recent(long mostWeight, ToLongFunction<V> weight) {
        this.mostWeight = mostWeight;
        this.weight = weight;
    }

    public synchronized @Nullable V get(String key) {
        Weighed<V> known = values.get(key);
        return known == null ? null : known.value;
    }

    public synchronized void put(String key, V value) {
        remove(key);
        Weighed<V> weighed = new Weighed<>(value, weight.applyAsLong(value));
        values.put(key, weighed);
        weightNow += weighed.weight;
        Iterator<Weighed<V>> oldest = values.values().iterator();
        while (weightNow > mostWeight && values.size() > 1) {
            weightNow -= oldest.next().weight;
            oldest.remove();
        }
    }

    /** Weighs a value again that has changed, if it is still here. */
    @SuppressWarnings("ReferenceEquality")
    public synchronized void weigh(String key, V value) {
        Weighed<V> known = values.get(key);
        if (known != null && known.value == value && known.weight != weight.applyAsLong(value)) {
            put(key, value);
        }
    }

    public synchronized void remove(String key) {
        Weighed<V> old = values.remove(key);
        if (old != null) {
            weightNow -= old.weight;
        }
    }

    /** Of all values. */
    public synchronized long weight() {
        return weightNow;
    }
}
