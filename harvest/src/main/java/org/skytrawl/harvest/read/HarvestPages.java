package org.skytrawl.harvest.read;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.skytrawl.harvest.state.Entry;
import org.skytrawl.harvest.state.FileSums;
import org.skytrawl.harvest.state.HarvestException;
import org.skytrawl.harvest.state.HarvestFolder;
import org.skytrawl.harvest.state.ServiceStore;
import org.skytrawl.model.Service;

/**
 * The pages of a harvest as they were when this was made. Immutable.
 *
 * @param pages by service, in the order of the list of services
 */
public record HarvestPages(List<Page> pages) {
    /**
     * One page.
     *
     * @param number its place in the list
     * @param service that gave it
     * @param time of the request
     */
    public record Page(int number, Service service, Path file, FileSums sums, Instant time, long rows) {
        /**
         * Opens the file; its rows have always the same order.
         *
         * @param wanted names of columns; null for all
         * @throws HarvestException if it is not the file that was written
         */
        public StoredRows open(@Nullable Collection<String> wanted, AtomicLong bytesRead) {
            return StoredRows.open(file, sums, null, wanted, bytesRead);
        }
    }

    public HarvestPages {
        pages = List.copyOf(pages);
    }

    /** @throws HarvestException if a journal cannot be read */
    public static HarvestPages of(HarvestFolder folder) {
        List<Page> pages = new ArrayList<>();
        for (Service service : folder.services()) {
            ServiceStore store = folder.store(service);
            for (Entry.Page page : store.state().pages()) {
                pages.add(new Page(pages.size(), service, store.file(page), page.sums(), page.time(), page.rows()));
            }
        }
        return new HarvestPages(pages);
    }

    public long rows() {
        return pages.stream().mapToLong(Page::rows).sum();
    }
}
