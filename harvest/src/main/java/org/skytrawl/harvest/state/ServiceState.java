package org.skytrawl.harvest.state;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is there of one service: the entries of its journal, put together. Not thread-safe. */
public final class ServiceState {
    private static final int LONGEST_NAME = 100;

    private Entry.@Nullable Plan plan;
    private Entry.@Nullable Limit limit;
    private long firmLimit = Long.MAX_VALUE;
    private Entry.@Nullable Update update;
    private Entry.@Nullable Done done;
    private final Map<String, Cell> cells = new LinkedHashMap<>();
    private final Map<String, Long> counts = new TreeMap<>();
    private final Map<String, Map<String, String>> marks = new HashMap<>();
    private final Set<String> stale = new HashSet<>();
    private final Map<String, List<Cell>> children = new TreeMap<>();
    private final Map<String, Entry.Page> pages = new TreeMap<>();
    private final Map<String, Entry.Gap> gaps = new TreeMap<>();
    private final Map<String, Long> dropped = new HashMap<>();
    private final Map<String, Integer> pageNumbers = new TreeMap<>();

    public ServiceState() {
        cells.put(Cell.WHOLE.id(), Cell.WHOLE);
    }

    /** @throws IllegalArgumentException if it does not fit those before */
    public void add(Entry entry) {
        switch (entry) {
            case Entry.Plan it -> {
                plan = it;
                mark(Cell.WHOLE.id(), it.rows(), it.values());
                gaps.remove(Entry.Gap.TABLE);
            }
            case Entry.Limit it -> {
                limit = it;
                firmLimit = it.slow() ? firmLimit : Math.min(firmLimit, it.rows());
            }
            case Entry.Split it -> {
                Cell cell = leaf(it.cell());
                List<Cell> parts = new ArrayList<>();
                for (Entry.Part part : it.parts()) {
                    Cell child = cell.child(parts.size(), part.range());
                    parts.add(child);
                    cells.put(child.id(), child);
                    mark(child.id(), part.rows(), part.values());
                }
                children.put(it.cell(), parts);
                pages.remove(it.cell());
                marks.remove(it.cell());
                stale.remove(it.cell());
                gaps.remove(it.cell());
                dropped.remove(it.cell());
            }
            case Entry.Page it -> {
                var unused = leaf(it.cell());
                dropped.put(it.cell(), it.droppedRows());
                pages.put(it.cell(), it);
                stale.remove(it.cell());
                Entry.Gap gap = gaps.get(it.cell());
                // a gap since the request is one of this page
                if (gap != null && !gap.time().isAfter(it.time())) {
                    gaps.remove(it.cell());
                }
                pageNumbers.merge(it.cell(), 1, Integer::sum);
                if (it.counted() != null && !it.counted().equals(counts.put(it.cell(), it.counted()))) {
                    // what was told with another count is of other rows
                    marks.remove(it.cell());
                }
            }
            case Entry.Told it -> {
                var unused = leaf(it.cell());
                mark(it.cell(), it.mark().rows(), it.mark().values());
                dropped.put(it.cell(), it.droppedRows());
                if (it.mark().rows() == 0 && !pages.containsKey(it.cell())) {
                    // there is nothing to be read
                    stale.remove(it.cell());
                }
            }
            case Entry.Update it -> {
                update = it;
                gaps.remove(Entry.Gap.TABLE);
                for (Entry.Stale each : it.leaves()) {
                    var unused = leaf(each.cell());
                    stale.add(each.cell());
                    if (each.mark() != null) {
                        mark(each.cell(), each.mark().rows(), each.mark().values());
                    }
                }
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
        // a table that could not be asked again is as complete as before
        boolean keepsEnd = entry instanceof Entry.Done || (entry instanceof Entry.Gap gap && gap.isOfTable());
        if (!keepsEnd) {
            done = null;
        }
    }

    private void mark(String cell, @Nullable Long rows, Map<String, String> values) {
        if (rows != null) {
            counts.put(cell, rows);
            marks.put(cell, values);
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

    /** The least rows of an answer that were too many for the service, whatever its speed; {@link Long#MAX_VALUE} if none were. */
    public long firmLimit() {
        return firmLimit;
    }

    /** The last comparison of the table with its pages, or null. */
    public Entry.@Nullable Update update() {
        return update;
    }

    /** Whether it stays as it is if it cannot be asked: complete, or in a comparison that the next session continues. */
    public boolean isKeptAsItIs() {
        return isComplete() || isHalfCompared();
    }

    /** Whether the last comparison did not end. */
    public boolean isHalfCompared() {
        Entry.Update last = update;
        return done == null && last != null && last.more();
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

    /** What the service said of a cell before it was read: of a leaf, with the rows that are there; of another, of its leaves. */
    public Mark mark(Cell cell) {
        List<Cell> parts = parts(cell);
        if (!parts.isEmpty()) {
            return Mark.of(parts.stream().map(this::mark).toList());
        }
        Entry.Page page = page(cell);
        Long count = count(cell);
        return new Mark(
                page != null ? page.rows() : count == null ? 0 : count, marks.getOrDefault(cell.id(), Map.of()));
    }

    /** In order. */
    public List<Cell> leaves() {
        List<Cell> leaves = new ArrayList<>();
        collectLeaves(Cell.WHOLE, leaves);
        return leaves;
    }

    /** All leaves, of a service that does not count. */
    public List<Entry.Stale> allStale() {
        return leaves().stream().map(leaf -> new Entry.Stale(leaf.id(), null)).toList();
    }

    private void collectLeaves(Cell cell, List<Cell> leaves) {
        List<Cell> parts = parts(cell);
        if (parts.isEmpty()) {
            leaves.add(cell);
        }
        parts.forEach(part -> collectLeaves(part, leaves));
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

    /** The leaves that have not been read, or are to be read again, in order; those without rows need not be read. */
    public List<Cell> open() {
        return leaves().stream().filter(this::isOpen).toList();
    }

    private boolean isOpen(Cell leaf) {
        if (stale.contains(leaf.id())) {
            return true;
        }
        Long count = count(leaf);
        Entry.Page page = page(leaf);
        if (page == null) {
            return count == null || count > 0 || hasGap(leaf);
        }
        // when it was read the service did not count
        return hasGap(leaf) && page.counted() == null && plan != null && plan.rows() != null;
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

    /** Rows that came with the answers that count, and were dropped: of other cells, or equal to another. */
    public long droppedRows() {
        return dropped.values().stream().mapToLong(Long::longValue).sum();
    }

    public boolean isComplete() {
        Entry.Done last = done;
        return last != null && last.complete();
    }
}
