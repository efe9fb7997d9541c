package org.skytrawl.harvest.groups;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.skytrawl.harvest.read.HarvestPages;
import org.skytrawl.harvest.read.StoredRows;
import org.skytrawl.harvest.state.HarvestException;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Service;

/** Numbers the rows of all pages, and the services, and reads them. Used by one thread. */
final class PageScan {
    private final HarvestPages pages;
    private final long[] firstRows;
    private final List<Service> services;
    private final int[] serviceOfPage;

    /** @throws HarvestException if the number of rows of a page cannot be true */
    PageScan(HarvestPages pages) {
        this.pages = pages;
        this.firstRows = new long[pages.pages().size() + 1];
        TreeSet<Service> ordered = new TreeSet<>(Service.BY_REGISTRATION);
        for (int i = 0; i < pages.pages().size(); i++) {
            HarvestPages.Page page = pages.pages().get(i);
            ordered.add(page.service());
            if (page.rows() < 0 || page.rows() > Long.MAX_VALUE - firstRows[i]) {
                throw new HarvestException(page.file() + " cannot have " + page.rows() + " rows");
            }
            firstRows[i + 1] = firstRows[i] + page.rows();
        }
        this.services = List.copyOf(ordered);
        this.serviceOfPage = new int[pages.pages().size()];
        for (int i = 0; i < serviceOfPage.length; i++) {
            serviceOfPage[i] = ordered.headSet(pages.pages().get(i).service()).size();
        }
    }

    /** In the order of {@link Service#BY_REGISTRATION}; their places are their numbers. */
    List<Service> services() {
        return services;
    }

    int pages() {
        return serviceOfPage.length;
    }

    long rows() {
        return firstRows[serviceOfPage.length];
    }

    /** The number of the first row of a page; for the number of pages, that of all rows. */
    long firstRow(int page) {
        return firstRows[page];
    }

    /** Takes one row. */
    interface Taker {
        void take(long row, int service, ObsCoreRecord record) throws IOException, InterruptedException;
    }

    /** Tells which rows are wanted, in ascending order. */
    interface Wanted {
        /** The first wanted row that is not before this one; {@link Long#MAX_VALUE} if there is none. */
        long from(long row) throws IOException, InterruptedException;
    }

    /**
     * Reads all rows in the order of their numbers.
     *
     * @param columns null for all
     * @throws HarvestException if a page is damaged, or has not the rows that were counted
     */
    void all(@Nullable Collection<String> columns, Taker taker) throws IOException, InterruptedException {
        all(0, pages(), columns, taker);
    }

    /**
     * Reads all rows of some pages.
     *
     * @param from number of a page, included
     * @param to number of a page, excluded
     */
    void all(int from, int to, @Nullable Collection<String> columns, Taker taker)
            throws IOException, InterruptedException {
        scan(from, to, columns, row -> row, taker, true);
    }

    /** Reads the wanted rows. Pages without any are not opened. */
    void some(@Nullable Collection<String> columns, Wanted wanted, Taker taker)
            throws IOException, InterruptedException {
        scan(0, pages(), columns, wanted, taker, false);
    }

    private void scan(
            int from, int to, @Nullable Collection<String> columns, Wanted wanted, Taker taker, boolean opensAll)
            throws IOException, InterruptedException {
        AtomicLong bytesRead = new AtomicLong();
        try {
            for (int i = from; i < to; i++) {
                if (opensAll || wanted.from(firstRows[i]) < firstRows[i + 1]) {
                    page(i, columns, wanted, taker, bytesRead);
                }
            }
        } catch (HarvestException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof InterruptedException || cause instanceof ClosedByInterruptException) {
                    // what reads files does not clear the flag, or not always
                    var unused = Thread.interrupted();
                    throw Scratch.interrupted();
                }
            }
            throw e;
        }
    }

    private void page(
            int number, @Nullable Collection<String> columns, Wanted wanted, Taker taker, AtomicLong bytesRead)
            throws IOException, InterruptedException {
        HarvestPages.Page page = pages.pages().get(number);
        long row = firstRows[number];
        long next = wanted.from(row);
        try (StoredRows rows = page.open(columns, bytesRead)) {
            while (rows.next()) {
                Scratch.checkInterrupt();
                if (row == firstRows[number + 1]) {
                    throw new HarvestException(
                            page.file() + " has more than the " + page.rows() + " rows that the journal counts");
                }
                if (row == next) {
                    taker.take(row, serviceOfPage[number], rows.record());
                    next = wanted.from(row + 1);
                }
                row++;
            }
        }
        if (row < firstRows[number + 1]) {
            throw new HarvestException(
                    page.file() + " has " + (row - firstRows[number]) + " rows, but the journal counts " + page.rows());
        }
    }
}
