package org.skytrawl.harvest.groups;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Origin;
import org.skytrawl.model.Service;

/** Fates as bytes: the number of the row, then the numbers of the resources; none for a row that is lost. Used by one thread. */
final class FateBytes {
    private final List<Ivoid> ivoids;
    private final TreeMap<Ivoid, Integer> numbers = new TreeMap<>();

    /** @param services in the order of their numbers */
    FateBytes(List<Service> services) {
        this.ivoids = services.stream().map(Service::ivoid).distinct().toList();
        ivoids.forEach(ivoid -> numbers.put(ivoid, numbers.size()));
    }

    void lost(long row, ByteSink fates) throws IOException, InterruptedException {
        fates.add(ByteBuffer.allocate(Long.BYTES).putLong(row).array());
    }

    void kept(long row, List<Origin> origins, ByteSink fates) throws IOException, InterruptedException {
        List<Integer> resources = origins.stream()
                .map(origin -> numbers.getOrDefault(origin.ivoid(), -1))
                .distinct()
                .toList();
        ByteBuffer out = ByteBuffer.allocate(Long.BYTES + Integer.BYTES * resources.size())
                .putLong(row);
        resources.forEach(out::putInt);
        fates.add(out.array());
    }

    static long row(byte[] fate) {
        return ByteBuffer.wrap(fate).getLong();
    }

    Fate fate(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).position(Long.BYTES);
        List<Ivoid> origins = new ArrayList<>();
        while (in.hasRemaining()) {
            origins.add(ivoids.get(in.getInt()));
        }
        return origins.isEmpty() ? Fate.LOST : new Fate.Kept(origins);
    }
}
