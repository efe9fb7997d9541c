package org.skytrawl.server.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Origin;
import org.skytrawl.model.OutsideText;
import org.skytrawl.model.PlainText;
import org.skytrawl.output.ResultCells;

/** The rows that meet filters. Keeps the indexes of facets, and the sets of rows that were used last. Thread-safe. */
final class RowSets {
    private static final int MOST_SETS = 64;
    private static final int LONGEST_VALUE = 200;
    private static final int MANY_ROWS = 10_000;

    private final ResultCells cells;
    private final Map<Facet, FacetIndex> indexes = new ConcurrentHashMap<>();
    private final BoundedCache<Filters, BitSet> sets = new BoundedCache<>(MOST_SETS);
    private final BitSet all;

    RowSets(ResultCells cells) {
        this.cells = cells;
        this.all = new BitSet(cells.size());
        all.set(0, cells.size());
    }

    /** The set must not be changed. */
    BitSet of(Filters filters) {
        List<Filters> single = single(filters);
        if (single.size() <= 1) {
            // lists of rows may be long, are many, and cost little: their sets are not kept
            return single.isEmpty()
                    ? all
                    : filters.rows() != null ? rows(filters) : sets.get(filters, () -> rows(filters));
        }
        BitSet rows = (BitSet) all.clone();
        single.forEach(each -> rows.and(of(each)));
        return rows;
    }

    /** Filters of one restriction each, so that the set of each is kept. */
    private static List<Filters> single(Filters filters) {
        List<Filters> single = new ArrayList<>();
        Filters none = Filters.NONE;
        filters.facets()
                .forEach((facet, values) -> single.add(new Filters(Map.of(facet, values), "", null, none.targets())));
        if (!filters.text().isEmpty()) {
            single.add(new Filters(Map.of(), filters.text(), null, none.targets()));
        }
        if (filters.rows() != null) {
            single.add(new Filters(Map.of(), "", filters.rows(), none.targets()));
        }
        if (!filters.targets().isEmpty()) {
            single.add(new Filters(Map.of(), "", null, filters.targets()));
        }
        return single;
    }

    /** @param filter of one restriction */
    private BitSet rows(Filters filter) {
        for (Map.Entry<Facet, SortedSet<String>> facet : filter.facets().entrySet()) {
            return index(facet.getKey()).rows(facet.getValue());
        }
        BitSet rows = new BitSet(cells.size());
        Collection<Integer> numbers = filter.rows();
        if (numbers != null) {
            numbers.stream().filter(row -> row < cells.size()).forEach(rows::set);
            return rows;
        }
        TextSearch search = filter.text().isEmpty() ? null : new TextSearch(filter.text());
        for (int row = 0; row < cells.size(); row++) {
            String target = search == null ? cells.target(row) : null;
            rows.set(
                    row,
                    search == null
                            ? target != null && filter.targets().contains(target)
                            : search.matches(cells.dataset(row).record()));
        }
        return rows;
    }

    FacetIndex index(Facet facet) {
        return indexes.computeIfAbsent(facet, this::made);
    }

    /** Makes the indexes of all facets, with many rows on all processors: each one looks at all rows. */
    void makeIndexes() {
        Stream<Facet> missing = Arrays.stream(Facet.values()).filter(facet -> !indexes.containsKey(facet));
        (cells.size() < MANY_ROWS ? missing : missing.parallel()).forEach(this::index);
    }

    /** The index of collections, which numbers them. */
    WordIndex collections() {
        return (WordIndex) index(Facet.COLLECTION);
    }

    private FacetIndex made(Facet facet) {
        int rows = cells.size();
        return switch (facet) {
            case COLLECTION -> WordIndex.of(rows, row -> word(record(row).text(ObsCoreColumn.obs_collection)));
            case TYPE ->
                WordIndex.of(
                        rows,
                        row -> word(record(row).text(ObsCoreColumn.dataproduct_type))
                                .toLowerCase(Locale.ROOT));
            case CENTRE -> {
                IdentityHashMap<Origin, String> hosts = new IdentityHashMap<>();
                yield WordIndex.of(rows, row -> words(row, origin -> hosts.computeIfAbsent(origin, RowSets::host)));
            }
            case PROTOCOL ->
                WordIndex.of(rows, row -> words(row, origin -> origin.protocol().name()));
            case BAND -> {
                Map<Integer, String> bands = new HashMap<>();
                yield WordIndex.of(rows, row -> bands.computeIfAbsent(bands(row), RowSets::bandWords));
            }
            case YEAR ->
                new YearIndex(
                        rows,
                        row -> record(row).number(ObsCoreColumn.t_min),
                        row -> record(row).number(ObsCoreColumn.t_max));
            case OVERLAP -> {
                ResultCells.Column overlap = cells.column("overlap");
                yield WordIndex.of(rows, row -> overlap.value(row) instanceof String word ? word : FacetIndex.UNKNOWN);
            }
        };
    }

    private ObsCoreRecord record(int row) {
        return cells.dataset(row).record();
    }

    /** Texts of services as they are shown: the value of a facet is what the page can send back. */
    private static String word(@Nullable String text) {
        return PlainText.of(text, LONGEST_VALUE);
    }

    private static String host(Origin origin) {
        return PlainText.of(OutsideText.host(origin.url()).toLowerCase(Locale.ROOT), LONGEST_VALUE);
    }

    @FunctionalInterface
    private interface Word {
        String of(Origin origin);
    }

    private String words(int row, Word word) {
        List<Origin> origins = cells.dataset(row).origins();
        if (origins.size() == 1) {
            return word.of(origins.getFirst());
        }
        Set<String> words = new LinkedHashSet<>();
        origins.forEach(origin -> words.add(word.of(origin)));
        return String.join(String.valueOf(WordIndex.SEPARATOR), words);
    }

    private int bands(int row) {
        double min = record(row).number(ObsCoreColumn.em_min);
        double max = record(row).number(ObsCoreColumn.em_max);
        double lo = Double.isNaN(min) ? max : min;
        double hi = Double.isNaN(max) ? min : max;
        return Double.isNaN(lo) ? 0 : SpectralBand.bits(Math.min(lo, hi), Math.max(lo, hi));
    }

    private static String bandWords(int bits) {
        List<String> words = new ArrayList<>();
        for (SpectralBand band : SpectralBand.values()) {
            if ((bits & 1 << band.ordinal()) != 0) {
                words.add(band.word());
            }
        }
        return String.join(String.valueOf(WordIndex.SEPARATOR), words);
    }
}
