package org.skytrawl.simvo.ssa;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.ssa.SsaDialect.Band;
import org.skytrawl.simvo.ssa.SsaDialect.Time;
import org.skytrawl.simvo.universe.SimService.Published;
import org.skytrawl.simvo.universe.Span;
import org.skytrawl.simvo.votable.Column;
import org.skytrawl.simvo.votable.ColumnType;
import org.skytrawl.simvo.votable.VoTableWriter;

/** The answers of a service in its dialect (SSA 1.1 section 4.2). Immutable. */
final class SsaTable {
    private static final double ARCSEC_PER_DEG = 3600;
    private static final double SECONDS_PER_DAY = 86_400;
    private static final double JD_OF_MJD_0 = 2_400_000.5;
    private static final String LOCATION = "Char.SpatialAxis.Coverage.Location.Value";

    private static final String PROTOCOL = "<INFO name=\"SERVICE_PROTOCOL\" value=\"1.1\">SSAP</INFO>\n";

    private record Cells(Column column, Function<Published, @Nullable Object> value) {}

    private final SsaDialect dialect;
    private final List<Cells> columns = new ArrayList<>();
    private final List<Cells> constants = new ArrayList<>();

    SsaTable(SsaDialect dialect, List<Published> published) {
        this.dialect = dialect;
        add("accref", ColumnType.TEXT, null, "Access.Reference", Published::accessUrl);
        add("mime", ColumnType.TEXT, null, "Access.Format", one -> one.format().mediaType());
        // SSA 1.1 counts kilobytes, whether the unit says so or not
        add(
                "accsize",
                ColumnType.LONG,
                null,
                "Access.Size",
                one -> one.dataset().sizeKb());
        add(
                "ssa_dstitle",
                ColumnType.UNICODE,
                null,
                "DataID.Title",
                one -> one.dataset().title());
        add(
                "ssa_collection",
                ColumnType.TEXT,
                null,
                "DataID.Collection",
                one -> one.dataset().collection());
        add(
                "ssa_pubdid",
                ColumnType.TEXT,
                null,
                "Curation.PublisherDID",
                one -> one.dataset().did());
        boolean onlySpectra =
                published.stream().allMatch(one -> one.dataset().productType().equals("spectrum"));
        // a service that has only spectra may leave it out
        if (!onlySpectra || !dialect.constantsAsParams()) {
            add("ssa_dstype", ColumnType.TEXT, null, "Dataset.Type", Published::productType);
        }
        if (dialect.processingDate()) {
            add("ssa_date", ColumnType.TEXT, null, "DataID.Date", one -> "2025-11-05T10:11:12");
        }
        addInstrument(published);
        addPosition();
        double perDeg = dialect.apertureInArcsec() ? ARCSEC_PER_DEG : 1;
        add(
                "ssa_aperture",
                ColumnType.DOUBLE,
                dialect.apertureInArcsec() ? "arcsec" : "deg",
                "Char.SpatialAxis.Coverage.Bounds.Extent",
                one -> {
                    double fovDeg = one.dataset().extent().fovDeg();
                    return fovDeg > 0 ? (Double) (fovDeg * perDeg) : null;
                });
        addBand();
        addTime();
        add("ssa_fluxucd", ColumnType.TEXT, null, "Char.FluxAxis.Ucd", one -> "phot.flux");
    }

    private void addInstrument(List<Published> published) {
        Function<Published, @Nullable Object> instrument =
                one -> "SIM-" + one.dataset().collection().length() % 5;
        Cells cells = cells("ssa_instrument", ColumnType.TEXT, null, "DataID.Instrument", instrument);
        boolean constant = published.stream().map(instrument).distinct().count() == 1;
        (dialect.constantsAsParams() && constant ? constants : columns).add(cells);
    }

    private Cells cells(
            String name,
            ColumnType type,
            @Nullable String unit,
            String utype,
            Function<Published, @Nullable Object> value) {
        return new Cells(
                Column.of(name, type, utype).with(unit, null, dialect.utypes().of(utype)), value);
    }

    private void add(
            String name,
            ColumnType type,
            @Nullable String unit,
            String utype,
            Function<Published, @Nullable Object> value) {
        columns.add(cells(name, type, unit, utype, value));
    }

    private void addPosition() {
        Function<Published, @Nullable Object> pair =
                one -> new double[] {one.dataset().raDeg(), one.dataset().decDeg()};
        switch (dialect.position()) {
            case ARRAY -> add("ssa_location", ColumnType.PAIR, "deg", LOCATION, pair);
            case TARGET -> add("ssa_targetpos", ColumnType.PAIR, "deg", "Target.Pos", pair);
            case TEXT ->
                add(
                        "ssa_location",
                        ColumnType.TEXT,
                        "deg",
                        LOCATION,
                        one -> one.dataset().raDeg() + " " + one.dataset().decDeg());
            case COLUMNS -> {
                columns.add(new Cells(
                        Column.of("raj2000", ColumnType.DOUBLE, "RA").with("deg", "pos.eq.ra;meta.main", null),
                        one -> one.dataset().raDeg()));
                columns.add(new Cells(
                        Column.of("dej2000", ColumnType.DOUBLE, "Dec").with("deg", "pos.eq.dec;meta.main", null),
                        one -> one.dataset().decDeg()));
            }
        }
    }

    private void addBand() {
        Band band = dialect.band();
        String axis = "Char.SpectralAxis.Coverage.";
        Function<Published, @Nullable Span> span = one -> {
            Span m = one.dataset().wavelengthM();
            return m == null
                    ? null
                    : band.isReciprocal()
                            ? new Span(band.of(m.hi()), band.of(m.lo()))
                            : new Span(band.of(m.lo()), band.of(m.hi()));
        };
        addSpan(axis, "ssa_spec", band.unit(), band.unit(), 1, dialect.bandByExtent(), span);
    }

    /** Two columns: beginning and end, or middle and extent, the latter in a unit of its own. */
    private void addSpan(
            String axis,
            String name,
            String unit,
            String extentUnit,
            double extentFactor,
            boolean byExtent,
            Function<Published, @Nullable Span> span) {
        if (byExtent) {
            number(name + "mid", unit, axis + "Location.Value", span, each -> (each.lo() + each.hi()) / 2);
            number(
                    name + "ext",
                    extentUnit,
                    axis + "Bounds.Extent",
                    span,
                    each -> (each.hi() - each.lo()) * extentFactor);
        } else {
            number(name + "start", unit, axis + "Bounds.Start", span, Span::lo);
            number(name + "end", unit, axis + "Bounds.Stop", span, Span::hi);
        }
    }

    private void number(
            String name,
            String unit,
            String utype,
            Function<Published, @Nullable Span> span,
            Function<Span, Double> of) {
        add(name, ColumnType.DOUBLE, unit, utype, one -> {
            Span known = span.apply(one);
            return known == null ? null : of.apply(known);
        });
    }

    private void addTime() {
        String axis = "Char.TimeAxis.Coverage.";
        double zero = dialect.time() == Time.JD ? JD_OF_MJD_0 : 0;
        Function<Published, @Nullable Span> span = one -> {
            Span mjd = one.dataset().mjd();
            return mjd == null ? null : new Span(mjd.lo() + zero, mjd.hi() + zero);
        };
        if (dialect.time() != Time.ISO) {
            addSpan(axis, "ssa_time", "d", "s", SECONDS_PER_DAY, dialect.timeByExtent(), span);
            return;
        }
        if (dialect.timeByExtent()) {
            iso("ssa_timemid", axis + "Location.Value", each -> (each.lo() + each.hi()) / 2);
            number("ssa_timeext", "s", axis + "Bounds.Extent", span, each -> (each.hi() - each.lo()) * SECONDS_PER_DAY);
        } else {
            iso("ssa_timestart", axis + "Bounds.Start", Span::lo);
            iso("ssa_timeend", axis + "Bounds.Stop", Span::hi);
        }
    }

    private void iso(String name, String utype, Function<Span, Double> of) {
        add(name, ColumnType.TEXT, null, utype, one -> {
            Span mjd = one.dataset().mjd();
            return mjd == null
                    ? null
                    : LocalDateTime.of(1858, 11, 17, 0, 0)
                            .plus(Math.round(of.apply(mjd) * SECONDS_PER_DAY * 1e6), ChronoUnit.MICROS)
                            .toString();
        });
    }

    void write(List<Published> rows, boolean overflow, boolean metadata, OutputStream out) throws IOException {
        VoTableWriter table = new VoTableWriter(out);
        if (rows.isEmpty() && !metadata && dialect.emptyWithoutTable()) {
            table.nothing(PROTOCOL, overflow);
            return;
        }
        String params = constants.isEmpty() || rows.isEmpty() ? "" : params(rows.getFirst());
        table.begin(
                columns.stream().map(Cells::column).toList(),
                PROTOCOL + (metadata ? INPUTS : ""),
                params,
                overflow && dialect.overflowFirst());
        for (Published row : rows) {
            table.row(columns.stream().map(each -> each.value().apply(row)).toArray());
        }
        table.end(overflow && !dialect.overflowFirst(), dialect.serviceDescriptor() ? DESCRIPTOR : "");
    }

    /** The constants of a service, as PARAMs of the table. */
    private String params(Published one) {
        StringBuilder params = new StringBuilder("<PARAM name=\"datamodel\" datatype=\"char\" arraysize=\"*\" utype=\""
                + dialect.utypes().of("Dataset.DataModel") + "\" value=\"Spectrum-1.0\"/>\n");
        for (Cells each : constants) {
            params.append("<PARAM name=\"" + each.column().name() + "\" datatype=\"char\" arraysize=\"*\" utype=\""
                    + each.column().utype() + "\" value=\""
                    + VoTableWriter.escaped(
                            Objects.requireNonNull(each.value().apply(one)).toString())
                    + "\"/>\n");
        }
        return params.toString();
    }

    private static final String INPUTS = """
            <PARAM name="INPUT:REQUEST" datatype="char" arraysize="*" value="queryData"/>
            <PARAM name="INPUT:POS" datatype="char" arraysize="*" unit="deg" value=""/>
            <PARAM name="INPUT:SIZE" datatype="double" unit="deg" value="0.1"/>
            <PARAM name="INPUT:BAND" datatype="char" arraysize="*" unit="m" value=""/>
            <PARAM name="INPUT:TIME" datatype="char" arraysize="*" value=""/>
            <PARAM name="INPUT:FORMAT" datatype="char" arraysize="*" value="all"/>
            <PARAM name="INPUT:MAXREC" datatype="int" value="100000"/>
            """;

    /** A service that gives links for a row, and is no result (DataLink 1.1 section 4). */
    private static final String DESCRIPTOR = """
            <RESOURCE type="meta" utype="adhoc:service">
            <PARAM name="standardID" datatype="char" arraysize="*" value="ivo://ivoa.net/std/DataLink#links-1.1"/>
            <PARAM name="accessURL" datatype="char" arraysize="*" value="http://127.0.0.1:1/links"/>
            <GROUP name="inputParams"><PARAM name="ID" datatype="char" arraysize="*" value=""/></GROUP>
            </RESOURCE>
            """;
}
