package org.skytrawl.bench;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/** Looks at the heap at each garbage collection: the most that was in use, and the most that was still in use after one. */
final class PeakHeap {
    private final AtomicLong before = new AtomicLong();
    private final AtomicLong after = new AtomicLong();

    PeakHeap() {
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (collector instanceof NotificationEmitter emitter) {
                emitter.addNotificationListener(
                        (notification, handback) -> {
                            if (notification.getUserData() instanceof CompositeData data) {
                                note(GarbageCollectionNotificationInfo.from(data));
                            }
                        },
                        null,
                        null);
            }
        }
    }

    private void note(GarbageCollectionNotificationInfo collection) {
        before.accumulateAndGet(bytes(collection.getGcInfo().getMemoryUsageBeforeGc()), Math::max);
        after.accumulateAndGet(bytes(collection.getGcInfo().getMemoryUsageAfterGc()), Math::max);
    }

    private static long bytes(Map<String, MemoryUsage> pools) {
        long bytes = 0;
        for (Map.Entry<String, MemoryUsage> pool : pools.entrySet()) {
            if (!pool.getKey().contains("Code")
                    && !pool.getKey().contains("Class")
                    && !pool.getKey().contains("Meta")) {
                bytes += pool.getValue().getUsed();
            }
        }
        return bytes;
    }

    /** The most in use when a collection began, garbage included, in MB. */
    long mostMb() {
        return before.get() >> 20;
    }

    /** The most in use when a collection had ended, in MB: of a young one still with garbage of the old generation. */
    long mostKeptMb() {
        return after.get() >> 20;
    }
}
