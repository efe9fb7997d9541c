package org.skytrawl.protocol.sia;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.RecordLayout;
import org.skytrawl.protocol.mapping.AnswerFields;
import org.skytrawl.protocol.mapping.BadCells;
import org.skytrawl.protocol.mapping.Band;
import org.skytrawl.protocol.mapping.NumberArray;
import org.skytrawl.protocol.mapping.ObsCoreCells;
import org.skytrawl.protocol.mapping.ObsCoreCells.Source;
import org.skytrawl.protocol.mapping.RegionCell;
import org.skytrawl.protocol.mapping.RowMapper;
import org.skytrawl.sky.SkyPoint;
import org.skytrawl.sky.SkyShape;

/** Maps rows of SIA1 by VOX UCDs in any case (SIA 1.0 section 4.2). Columns with ObsCore names come second. */
public final class Sia1Mapper implements RowMapper {
    private final BadCells bad;
    private final Map<ObsCoreColumn, Source> sources;
    private final Sia1Geometry geometry;
    private final Sia1Bandpass bandpass;
    private final ObsCoreCells cells;
    private final RecordLayout layout;
    private final boolean wantsFootprints;
    private final int naxes;
    private final boolean hasOneDate;
    private final int declaredRegionIndex;
    private final @Nullable RegionCell declaredRegion;
    private final int known;
    private final int extraColumns;

    Sia1Mapper(AnswerFields fields) {
        this.bad = new BadCells(fields);
        this.wantsFootprints = fields.wantsFootprints();
        this.geometry = new Sia1Geometry(fields, bad);
        this.bandpass = new Sia1Bandpass(fields, bad);
        this.naxes = fields.withUcd("vox:image_naxes");
        this.sources = Sia1Columns.of(fields);
        this.hasOneDate = sources.containsKey(ObsCoreColumn.t_min) && !sources.containsKey(ObsCoreColumn.t_max);
        this.declaredRegionIndex = sources.containsKey(ObsCoreColumn.s_region) ? -1 : RegionCell.declaredIn(fields);
        this.declaredRegion = declaredRegionIndex < 0 ? null : new RegionCell(fields, declaredRegionIndex, bad);
        this.cells = new ObsCoreCells(fields, sources, derivedColumns(), bad);
        this.layout = cells.layout();
        Set<Integer> used = new HashSet<>();
        sources.values().forEach(source -> used.add(source.index()));
        geometry.columns().forEach(used::add);
        bandpass.columns().forEach(used::add);
        used.add(naxes);
        used.add(declaredRegionIndex);
        used.remove(-1);
        this.known = used.size();
        this.extraColumns = fields.size() - known;
    }

    private Set<ObsCoreColumn> derivedColumns() {
        Set<ObsCoreColumn> columns = EnumSet.of(ObsCoreColumn.dataproduct_type);
        if (hasOneDate) {
            columns.add(ObsCoreColumn.t_max);
        }
        if (bandpass.isGiven()) {
            columns.addAll(EnumSet.of(ObsCoreColumn.em_min, ObsCoreColumn.em_max));
        }
        if (geometry.hasAxes()) {
            columns.addAll(EnumSet.of(ObsCoreColumn.s_xel1, ObsCoreColumn.s_xel2));
        }
        if (geometry.hasScale()) {
            columns.add(ObsCoreColumn.s_pixel_scale);
        }
        if (geometry.hasAxes() && geometry.hasScale()) {
            columns.add(ObsCoreColumn.s_fov);
        }
        if (geometry.hasCentre()) {
            columns.addAll(EnumSet.of(ObsCoreColumn.s_ra, ObsCoreColumn.s_dec));
        }
        if (geometry.hasWcs() || declaredRegion != null) {
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
        text(texts, ObsCoreColumn.dataproduct_type, isCube(row) ? "cube" : "image");
        if (hasOneDate) {
            number(numbers, ObsCoreColumn.t_max, numbers[layout.slot(ObsCoreColumn.t_min)], false);
        }
        if (bandpass.isGiven()) {
            Band band = bandpass.of(row);
            number(numbers, ObsCoreColumn.em_min, band.minM(), bandpass.isVox());
            number(numbers, ObsCoreColumn.em_max, band.maxM(), bandpass.isVox());
        }
        SkyShape footprint = geometry(row, numbers, texts);
        return new Mapped(new ObsCoreRecord(layout, numbers, texts), footprint);
    }

    private @Nullable SkyShape geometry(@Nullable Object[] row, double[] numbers, @Nullable String[] texts) {
        Sia1Geometry.Geometry image = geometry.of(row);
        WcsFootprint outline = image.footprint();
        boolean credible = outline == null || agrees(outline, numbers);
        number(numbers, ObsCoreColumn.s_xel1, image.xel1(), true);
        number(numbers, ObsCoreColumn.s_xel2, image.xel2(), true);
        number(numbers, ObsCoreColumn.s_pixel_scale, image.pixelScaleDeg() * 3600, true);
        if (image.centre() != null && position(numbers) == null) {
            SkyPoint centre = image.centre();
            numbers[layout.slot(ObsCoreColumn.s_ra)] = WcsFootprint.rounded(centre.raDeg());
            numbers[layout.slot(ObsCoreColumn.s_dec)] = WcsFootprint.rounded(centre.decDeg());
        }
        if (credible && image.diagonalDeg() <= 360) {
            number(numbers, ObsCoreColumn.s_fov, image.diagonalDeg(), false);
        }
        RegionCell named = cells.region();
        if (named != null && named.text() != null) {
            return named.footprint();
        }
        if (outline != null && credible) {
            text(texts, ObsCoreColumn.s_region, outline.stcS());
            return wantsFootprints ? outline.polygon() : null;
        }
        if (declaredRegion != null) {
            declaredRegion.read(bad.unlessNullWord(declaredRegionIndex, row[declaredRegionIndex]));
            String region = declaredRegion.text();
            if (region != null) {
                text(texts, ObsCoreColumn.s_region, region);
            }
            return declaredRegion.footprint();
        }
        return null;
    }

    /** Whether the outline lies at the position in the row; if not, one of the two is wrong, probably the WCS. */
    private boolean agrees(WcsFootprint outline, double[] numbers) {
        SkyPoint position = position(numbers);
        if (position == null || position.separationDeg(outline.centre()) <= outline.diameterDeg()) {
            return true;
        }
        bad.add(geometry.refValueColumn(), outline.stcS(), BadCells.Reason.WCS);
        return false;
    }

    private @Nullable SkyPoint position(double[] numbers) {
        int ra = layout.slot(ObsCoreColumn.s_ra);
        int dec = layout.slot(ObsCoreColumn.s_dec);
        boolean isKnown = ra >= 0 && dec >= 0 && Double.isFinite(numbers[ra]) && Math.abs(numbers[dec]) <= 90;
        return isKnown ? SkyPoint.ofDegrees(numbers[ra], numbers[dec]) : null;
    }

    private boolean isCube(@Nullable Object[] row) {
        double[] count = naxes < 0 ? null : NumberArray.of(row[naxes]);
        return count != null && count.length == 1 && count[0] > 2;
    }

    /** @param precedes whether a VOX column gives the value, which then precedes that of an ObsCore name */
    private void number(double[] numbers, ObsCoreColumn column, double value, boolean precedes) {
        int slot = layout.slot(column);
        if (slot >= 0 && !Double.isNaN(value) && (precedes || Double.isNaN(numbers[slot]))) {
            numbers[slot] = value;
        }
    }

    private void text(@Nullable String[] texts, ObsCoreColumn column, String value) {
        int slot = layout.slot(column);
        if (texts[slot] == null) {
            texts[slot] = value;
        }
    }

    @Override
    public Map<ObsCoreColumn, Source> sources() {
        return sources;
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
