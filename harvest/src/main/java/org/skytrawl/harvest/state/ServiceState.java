package org.skytrawl.harvest.state;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is there of one service: the entries of its journal, put together. Not thread-safe. */
public final class ServiceState {
    private static final int LONGEST_NAME = 100;

    private Entry.@Nullable Plan plan;
    private Entry.@Nullable Limit limit;
    private Entry.@Nullable Done done;
    private final Map<String, Cell> cells = new LinkedHashMap<>();
    private final Map<String, Long> counts = new TreeMap<>();
    private final Map<String, List<Cell>> children = new TreeMap<>();
    private final Map<String, Entry.Page> pages = new TreeMap<>();
    private final Map<String, Entry.Gap> gaps = new TreeMap<>();
    private final Map<String, Integer> pageNumbers = new TreeMap<>();

    public ServiceState() {
        cells.put(Cell.WHOLE.id(), Cell.WHOLE);
    }

    /** @throws IllegalArgumentException if it does not fit those before */
    public void add(Entry entry) {
        switch (entry) {
            case Entry.Plan it -> {
                plan = it;
                count(Cell.WHOLE.id(), it.rows());
                gaps.remove(Entry.Gap.TABLE);
            }
            case Entry.Limit it -> limit = it;
            case Entry.Split it -> {
                Cell cell = leaf(it.cell());
                List<Cell> parts = new ArrayList<>();
                for (Entry.Part part : it.parts()) {
                    Cell child = cell.child(parts.size(), part.range());
                    parts.add(child);
                    cells.put(child.id(), child);
                    count(child.id(), part.rows());
                }
                children.put(it.cell(), parts);
                pages.remove(it.cell());
                gaps.remove(it.cell());
            }
            case Entry.Page it -> {
                var unused = leaf(it.cell());
                pages.put(it.cell(), it);
                Entry.Gap gap = gaps.get(it.cell());
                // a gap since the request is one of this page
                if (gap != null && !gap.time().isAfter(it.time())) {
                    gaps.remove(it.cell());
                }
                pageNumbers.merge(it.cell(), 1, Integer::sum);
                count(it.cell(), it.counted());
            }
            case Entry.Gap it -> {
                if (!it.isOfTable()) {
                    var unused = cell(it.cell());
                }
                gaps.put(it.cell(), it);
            }
            case Entry.Done it -> {
                done = it;
                if (it.complete()) {
                    gaps.clear();
                }
            }
        }
        if (!(entry instanceof Entry.Done)) {
            done = null;
        }
    }

    private void count(String cell, @Nullable Long rows) {
        if (rows != null) {
            counts.put(cell, rows);
        }
    }

    private Cell cell(String id) {
        Cell cell = cells.get(id);
        if (cell == null) {
            throw new IllegalArgumentException("there is no cell " + id);
        }
        return cell;
    }

    /** Whether there is such a cell, and it is in no parts. */
    boolean isLeaf(String id) {
        return cells.containsKey(id) && !children.containsKey(id);
    }

    private Cell leaf(String id) {
        if (children.containsKey(id)) {
            throw new IllegalArgumentException("cell " + id + " is in parts already");
        }
        return cell(id);
    }

    /** Null before the service has answered for the first time. */
    public Entry.@Nullable Plan plan() {
        return plan;
    }

    public Entry.@Nullable Limit limit() {
        return limit;
    }

    /** The end of the last session; null if that did not end, or none was. */
    public Entry.@Nullable Done done() {
        return done;
    }

    /** The parts of a cell; empty for a leaf. */
    public List<Cell> parts(Cell cell) {
        return children.getOrDefault(cell.id(), List.of());
    }

    /** The last count of a cell by the service, or null. */
    public @Nullable Long count(Cell cell) {
        return counts.get(cell.id());
    }

    public Entry.@Nullable Page page(Cell cell) {
        return pages.get(cell.id());
    }

    /** Those that count, by cell. */
    public List<Entry.Page> pages() {
        return List.copyOf(pages.values());
    }

    public List<Entry.Gap> gaps() {
        return List.copyOf(gaps.values());
    }

    public boolean hasGap(Cell cell) {
        return gaps.containsKey(cell.id());
    }

    /** The name of the next page of a cell; that of a deep cell is shortened, since systems limit the length. */
    public String nextFile(Cell cell) {
        String name = cell.id().length() <= LONGEST_NAME
                ? cell.id()
                : cell.id().substring(0, LONGEST_NAME) + "-" + HarvestFolder.hash(cell.id(), 16);
        return name + "-" + (pageNumbers.getOrDefault(cell.id(), 0) + 1) + ".parquet";
    }

    /** The leaves that have not been read, in order; those without rows need not be read. */
    public List<Cell> open() {
        List<Cell> open = new ArrayList<>();
        collectOpen(Cell.WHOLE, open);
        return open;
    }

    private void collectOpen(Cell cell, List<Cell> open) {
        List<Cell> parts = parts(cell);
        Long count = count(cell);
        if (!parts.isEmpty()) {
            parts.forEach(part -> collectOpen(part, open));
        } else if (page(cell) == null && (count == null || count > 0 || hasGap(cell))) {
            open.add(cell);
        }
    }

    /** Rows in the pages of a cell. */
    public long rows(Cell cell) {
        List<Cell> parts = parts(cell);
        if (!parts.isEmpty()) {
            return parts.stream().mapToLong(this::rows).sum();
        }
        Entry.Page page = page(cell);
        return page == null ? 0 : page.rows();
    }

    public long rows() {
        return pages.values().stream().mapToLong(Entry.Page::rows).sum();
    }

    public boolean isComplete() {
        Entry.Done last = done;
        return last != null && last.complete();
    }
}
