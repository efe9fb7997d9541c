package org.skytrawl.harvest.answer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.harvest.catalogue.Catalogue;
import org.skytrawl.harvest.catalogue.CatalogueColumns;
import org.skytrawl.harvest.catalogue.CatalogueFile;
import org.skytrawl.harvest.read.StoredRows;
import org.skytrawl.harvest.state.HarvestException;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.Service;
import org.skytrawl.stored.StoredAnswers;

/**
 * Reads the rows of a catalogue that may match a question, on several threads: each file once, in it only the cells around the
 * region. Tables of datasets and of others are read alike, since answers are made from records. Used once.
 */
final class CatalogueScan {
    /** The blocks and decoded pages of a file that is read. */
    private static final long BYTES_OF_A_THREAD = 96L << 20;

    private static final int MOST_THREADS = 16;
    private static final int LOOK_EVERY_ROWS = 128;

    private static final List<String> COLUMNS = Stream.concat(
                    Stream.of(StoredRows.HEALPIX, CatalogueColumns.SERVICE),
                    Arrays.stream(ObsCoreColumn.values()).map(ObsCoreColumn::name))
            .toList();

    private final Map<String, Service> services;
    private final StoredAnswers.Receiver receiver;
    private final Touch.@Nullable Place place;
    private final Queue<CatalogueFile> left = new ConcurrentLinkedQueue<>();
    private final AtomicLong bytesRead = new AtomicLong();
    private final AtomicReference<@Nullable Throwable> trouble = new AtomicReference<>();

    /**
     * @param services by the name of their folder; rows of others are passed over
     * @param place null for the whole sky
     */
    CatalogueScan(
            Catalogue catalogue,
            Map<String, Service> services,
            Touch.@Nullable Place place,
            StoredAnswers.Receiver receiver) {
        this.services = services;
        this.place = place;
        this.receiver = receiver;
        left.addAll(catalogue.files());
    }

    /** Blocks until all is read, or the receiver is over. @throws HarvestException if a file cannot be read */
    void run() {
        List<Thread> threads = new ArrayList<>();
        for (int i = 1; i < threads(left.size()); i++) {
            threads.add(
                    Thread.ofPlatform().daemon().name("skytrawl-stored-" + i).start(this::work));
        }
        work();
        for (Thread thread : threads) {
            join(thread);
        }
        switch (trouble.get()) {
            case null -> {}
            case HarvestException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
    }

    static int threads(int files) {
        long byMemory = Runtime.getRuntime().maxMemory() / 4 / BYTES_OF_A_THREAD;
        long most = Math.min(Math.min(Runtime.getRuntime().availableProcessors(), MOST_THREADS), byMemory);
        return (int) Math.max(1, Math.min(most, files));
    }

    /** The threads end soon after the receiver is over, so that this is bounded by the run. */
    private static void join(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isOver() {
        return trouble.get() != null || receiver.isOver();
    }

    private void work() {
        try {
            for (CatalogueFile file = left.poll(); file != null && !isOver(); file = left.poll()) {
                read(file);
            }
        } catch (Throwable e) {
            // thrown by run(), to the caller
            trouble.compareAndSet(null, e);
        }
    }

    private void read(CatalogueFile file) {
        List<StoredRows.Cells> cells = null;
        if (place != null && file.table().isPlaced()) {
            cells = CellRanges.of(file, new Touch(place, file.maxReachDeg()));
            if (cells.isEmpty()) {
                return;
            }
        }
        try (StoredRows rows = file.open(cells, COLUMNS, bytesRead)) {
            for (long row = 0; rows.next(); row++) {
                if (row % LOOK_EVERY_ROWS == 0 && isOver()) {
                    return;
                }
                String folder = rows.text(CatalogueColumns.SERVICE);
                Service service = folder == null ? null : services.get(folder);
                if (service != null) {
                    receiver.row(service, rows.record());
                }
            }
        }
    }

    /** Bytes that were read from the disk. */
    long bytesRead() {
        return bytesRead.get();
    }
}
