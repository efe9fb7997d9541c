package org.skytrawl.protocol.ssa;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.ProductTypes;
import org.skytrawl.model.RecordLayout;
import org.skytrawl.protocol.mapping.AnswerFields;
import org.skytrawl.protocol.mapping.BadCells;
import org.skytrawl.protocol.mapping.Band;
import org.skytrawl.protocol.mapping.NumberCell;
import org.skytrawl.protocol.mapping.ObsCoreCells;
import org.skytrawl.protocol.mapping.ObsCoreCells.Source;
import org.skytrawl.protocol.mapping.PositionCells;
import org.skytrawl.protocol.mapping.RegionCell;
import org.skytrawl.protocol.mapping.RowMapper;
import org.skytrawl.sky.SkyShape;

/**
 * Maps rows of SSA by utype (SSA 1.1 section 4.2.5). Columns with ObsCore names come second, then UCDs of certain meaning.
 */
final class SsaMapper implements RowMapper {
    private static final String SPECTRUM = "spectrum";
    private static final Set<String> TIME_SERIES = ProductTypes.withNarrower(Set.of("timeseries"));
    private static final List<String> RIGHTS = List.of("public", "secure", "proprietary");

    private final BadCells bad;
    private final Map<ObsCoreColumn, Source> sources;
    private final Map<ObsCoreColumn, Source> told;
    private final SsaPosition position;
    private final SsaBand band;
    private final SsaTimes times;
    private final boolean hasOneDate;
    private final int model;
    private final int length;
    private final @Nullable NumberCell lengthCell;
    private final int declaredRegionIndex;
    private final @Nullable RegionCell declaredRegion;
    private final ObsCoreCells cells;
    private final RecordLayout layout;
    private final int known;
    private final int extraColumns;
    private String lastType = SPECTRUM;
    private String lastTerm = SPECTRUM;

    SsaMapper(AnswerFields fields) {
        this.bad = new BadCells(fields);
        SsaUtypes utypes = new SsaUtypes(fields);
        this.position = new SsaPosition(fields, utypes, bad);
        this.band = new SsaBand(fields, utypes, bad);
        this.times = new SsaTimes(fields, utypes, bad);
        this.model = utypes.index("dataset.datamodel", "datamodel");
        this.length = utypes.index("dataset.length", "length");
        this.lengthCell = length < 0 ? null : new NumberCell(ObsCoreColumn.em_xel, new Source(length, null), bad);
        Set<Integer> derived = new HashSet<>();
        position.columns().forEach(derived::add);
        band.columns().forEach(derived::add);
        times.columns().forEach(derived::add);
        derived.add(length);
        SsaColumns columns = new SsaColumns(fields, utypes, derived);
        this.sources = columns.sources();
        this.hasOneDate = columns.hasOneDate();
        position.addFallbacks(fields, columns.positions(), bad);
        this.declaredRegionIndex = sources.containsKey(ObsCoreColumn.s_region) ? -1 : RegionCell.declaredIn(fields);
        this.declaredRegion = declaredRegionIndex < 0 ? null : new RegionCell(fields, declaredRegionIndex, bad);
        this.told = told(fields);
        this.cells = new ObsCoreCells(fields, sources, derivedColumns(), bad);
        this.layout = cells.layout();
        Set<Integer> used = sources.values().stream().map(Source::index).collect(Collectors.toCollection(HashSet::new));
        used.addAll(derived);
        position.columns().forEach(used::add);
        used.add(declaredRegionIndex);
        used.add(model);
        used.remove(-1);
        this.known = sources.size() + (position.isGiven() || band.isGiven() || times.isGiven() ? 1 : 0);
        this.extraColumns = fields.size() - used.size();
    }

    /** The copied columns, and for the others the one from which their value comes first. */
    private Map<ObsCoreColumn, Source> told(AnswerFields fields) {
        Map<ObsCoreColumn, Source> all = new EnumMap<>(ObsCoreColumn.class);
        int[] pair = position.firstPair();
        if (pair != null) {
            all.put(ObsCoreColumn.s_ra, Source.of(fields, pair[0], null));
            all.put(ObsCoreColumn.s_dec, Source.of(fields, pair[1], null));
        }
        if (band.lower() >= 0) {
            all.put(ObsCoreColumn.em_min, Source.of(fields, band.lower(), null));
        }
        if (band.upper() >= 0) {
            all.put(ObsCoreColumn.em_max, Source.of(fields, band.upper(), null));
        }
        sources.forEach(all::putIfAbsent);
        if (times.isGiven()) {
            Source middle = Source.of(fields, times.location(), null);
            all.putIfAbsent(ObsCoreColumn.t_min, middle);
            all.putIfAbsent(ObsCoreColumn.t_max, middle);
        }
        return all;
    }

    private Set<ObsCoreColumn> derivedColumns() {
        Set<ObsCoreColumn> columns = EnumSet.of(ObsCoreColumn.dataproduct_type);
        if (position.isGiven()) {
            columns.addAll(List.of(ObsCoreColumn.s_ra, ObsCoreColumn.s_dec));
        }
        if (band.isGiven()) {
            columns.addAll(List.of(ObsCoreColumn.em_min, ObsCoreColumn.em_max));
        }
        if (band.hasResolution()) {
            columns.addAll(List.of(ObsCoreColumn.em_res_power, ObsCoreColumn.em_resolution));
        }
        if (times.isGiven() || hasOneDate) {
            columns.addAll(List.of(ObsCoreColumn.t_min, ObsCoreColumn.t_max));
        }
        if (times.hasExtent()) {
            columns.add(ObsCoreColumn.t_exptime);
        }
        if (lengthCell != null) {
            columns.addAll(List.of(ObsCoreColumn.em_xel, ObsCoreColumn.t_xel));
        }
        if (declaredRegion != null) {
            columns.add(ObsCoreColumn.s_region);
        }
        return columns;
    }

    @Override
    public Mapped map(@Nullable Object[] row) {
        double[] numbers = new double[layout.numbers()];
        @Nullable String[] texts = new @Nullable String[layout.texts()];
        Arrays.fill(numbers, Double.NaN);
        cells.fill(row, numbers, texts);
        String type = type(row, texts[layout.slot(ObsCoreColumn.dataproduct_type)]);
        texts[layout.slot(ObsCoreColumn.dataproduct_type)] = type;
        boolean isTimeSeries = TIME_SERIES.contains(type);
        place(row, numbers);
        spectrum(row, numbers);
        time(row, numbers, isTimeSeries);
        if (lengthCell != null) {
            ObsCoreColumn column = isTimeSeries ? ObsCoreColumn.t_xel : ObsCoreColumn.em_xel;
            fill(numbers, column, lengthCell.read(row[length]));
        }
        rights(texts);
        return region(row, numbers, texts);
    }

    /** The term of the vocabulary, else the word in lower case; a spectrum where the service does not say. */
    private String type(@Nullable Object[] row, @Nullable String written) {
        String word = written != null ? written : modelType(row);
        if (!word.equals(lastType)) {
            lastType = word;
            lastTerm = ProductTypes.ofWord(word);
        }
        return lastTerm;
    }

    /** {@code TimeSeries} of {@code TimeSeries-1.0}; a spectrum if the data model does not name a type. */
    private String modelType(@Nullable Object[] row) {
        if (model < 0 || !(row[model] instanceof String name)) {
            return SPECTRUM;
        }
        String written = name.strip();
        int end = 0;
        while (end < written.length() && Character.isLetter(written.charAt(end))) {
            end++;
        }
        String word = written.substring(0, end);
        return ProductTypes.isTerm(ProductTypes.ofWord(word)) ? word : SPECTRUM;
    }

    private void place(@Nullable Object[] row, double[] numbers) {
        PositionCells found = position.byUtype(row);
        if (found == null && !(isKnown(numbers, ObsCoreColumn.s_ra) && isKnown(numbers, ObsCoreColumn.s_dec))) {
            found = position.byUcd(row);
        }
        if (found != null) {
            numbers[layout.slot(ObsCoreColumn.s_ra)] = found.raDeg();
            numbers[layout.slot(ObsCoreColumn.s_dec)] = found.decDeg();
        }
    }

    private void spectrum(@Nullable Object[] row, double[] numbers) {
        if (band.isGiven()) {
            Band found = band.of(row);
            put(numbers, ObsCoreColumn.em_min, found.minM());
            put(numbers, ObsCoreColumn.em_max, found.maxM());
        }
        if (band.hasResolution()) {
            SsaBand.Resolution found =
                    band.resolution(row, value(numbers, ObsCoreColumn.em_min), value(numbers, ObsCoreColumn.em_max));
            fill(numbers, ObsCoreColumn.em_res_power, found.power());
            fill(numbers, ObsCoreColumn.em_resolution, found.resolutionM());
        }
    }

    private void time(@Nullable Object[] row, double[] numbers, boolean isTimeSeries) {
        for (ObsCoreColumn end : List.of(ObsCoreColumn.t_min, ObsCoreColumn.t_max)) {
            Source source = sources.get(end);
            if (source != null) {
                int slot = layout.slot(end);
                numbers[slot] = times.sinceZero(row, source.index(), numbers[slot]);
            }
        }
        double lengthS = times.lengthS(row);
        boolean hasStart = isKnown(numbers, ObsCoreColumn.t_min);
        boolean hasStop = isKnown(numbers, ObsCoreColumn.t_max);
        if (times.isGiven() && !(hasStart && hasStop)) {
            double middle = times.middle(row);
            double halfD = Double.isNaN(lengthS) && !hasStart && !hasStop ? 0 : SsaTimes.days(lengthS) / 2;
            fill(numbers, ObsCoreColumn.t_min, middle - halfD);
            fill(numbers, ObsCoreColumn.t_max, middle + halfD);
        } else if (hasOneDate) {
            fill(numbers, ObsCoreColumn.t_max, value(numbers, ObsCoreColumn.t_min));
        }
        // of a single exposure; a light curve is longer than its exposures
        if (times.hasExtent() && !isTimeSeries) {
            fill(numbers, ObsCoreColumn.t_exptime, lengthS);
        }
    }

    private void rights(@Nullable String[] texts) {
        int slot = layout.slot(ObsCoreColumn.data_rights);
        String written = slot < 0 ? null : texts[slot];
        for (String word : RIGHTS) {
            if (word.equalsIgnoreCase(written)) {
                texts[slot] = word;
            }
        }
    }

    private Mapped region(@Nullable Object[] row, double[] numbers, @Nullable String[] texts) {
        RegionCell region = cells.region();
        if (region == null && declaredRegion != null) {
            declaredRegion.read(bad.unlessNullWord(declaredRegionIndex, row[declaredRegionIndex]));
            texts[layout.slot(ObsCoreColumn.s_region)] = declaredRegion.text();
            region = declaredRegion;
        }
        SkyShape footprint = region == null ? null : region.footprint();
        return new Mapped(new ObsCoreRecord(layout, numbers, texts), footprint, region != null && region.isGiven());
    }

    private double value(double[] numbers, ObsCoreColumn column) {
        int slot = layout.slot(column);
        return slot < 0 ? Double.NaN : numbers[slot];
    }

    private boolean isKnown(double[] numbers, ObsCoreColumn column) {
        return !Double.isNaN(value(numbers, column));
    }

    /** A value that precedes that of a column with ObsCore's name. */
    private void put(double[] numbers, ObsCoreColumn column, double value) {
        if (!Double.isNaN(value)) {
            numbers[layout.slot(column)] = value;
        }
    }

    private void fill(double[] numbers, ObsCoreColumn column, double value) {
        if (!isKnown(numbers, column)) {
            put(numbers, column, value);
        }
    }

    @Override
    public Map<ObsCoreColumn, Source> sources() {
        return told;
    }

    @Override
    public long heldTextBytes() {
        return cells.heldTextBytes();
    }

    @Override
    public boolean knowsColumns() {
        return known > 0;
    }

    @Override
    public int extraColumns() {
        return extraColumns;
    }

    @Override
    public long badCells() {
        return bad.count();
    }
}
