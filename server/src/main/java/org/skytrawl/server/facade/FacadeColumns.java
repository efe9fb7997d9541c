package org.skytrawl.server.facade;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.output.AnswerTable.Column;

/** The columns of the two tables: ObsCore's for SIA 2.0, and ObsCore's by the utypes of SSA 1.1. */
final class FacadeColumns {
    private static final double DAY_S = 86_400;

    /** All of ObsCore, and where each dataset comes from. */
    static final List<Column> SIA2 = sia2();

    /** SSA 1.1 table 1, as far as ObsCore knows it. */
    static final List<Column> SSA = ssa();

    private FacadeColumns() {}

    private static List<Column> sia2() {
        List<Column> columns = new ArrayList<>();
        for (ObsCoreColumn column : ObsCoreColumn.values()) {
            columns.add(Column.of(column));
        }
        for (String name : List.of("origin_ivoid", "origin_title", "origin_protocol", "origins", "overlap")) {
            columns.add(Column.of(name));
        }
        return List.copyOf(columns);
    }

    private static List<Column> ssa() {
        List<Column> columns = new ArrayList<>();
        columns.add(as(ObsCoreColumn.access_url, "Access.Reference"));
        columns.add(as(ObsCoreColumn.access_format, "Access.Format"));
        columns.add(as(ObsCoreColumn.access_estsize, "Access.Size"));
        columns.add(as(ObsCoreColumn.dataproduct_type, "Dataset.Type"));
        columns.add(Column.text("datamodel", "Data model of the dataset: not known", dataset -> null)
                .withUtype("ssa:Dataset.DataModel"));
        columns.add(as(ObsCoreColumn.em_xel, "Dataset.Length"));
        columns.add(as(ObsCoreColumn.obs_title, "DataID.Title"));
        columns.add(as(ObsCoreColumn.obs_collection, "DataID.Collection"));
        columns.add(as(ObsCoreColumn.obs_creator_name, "DataID.Creator"));
        columns.add(as(ObsCoreColumn.obs_creator_did, "DataID.CreatorDID"));
        columns.add(as(ObsCoreColumn.obs_creation_date, "DataID.Date"));
        columns.add(as(ObsCoreColumn.instrument_name, "DataID.Instrument"));
        columns.add(Column.of("origin_title").withUtype("ssa:Curation.Publisher"));
        columns.add(as(ObsCoreColumn.publisher_id, "Curation.PublisherID"));
        columns.add(as(ObsCoreColumn.obs_publisher_did, "Curation.PublisherDID"));
        columns.add(as(ObsCoreColumn.obs_release_date, "Curation.Date"));
        columns.add(as(ObsCoreColumn.bib_reference, "Curation.Reference"));
        columns.add(as(ObsCoreColumn.data_rights, "Curation.Rights"));
        columns.add(as(ObsCoreColumn.target_name, "Target.Name"));
        columns.add(as(ObsCoreColumn.target_class, "Target.Class"));
        columns.addAll(axes());
        columns.add(as(ObsCoreColumn.o_ucd, "Char.FluxAxis.Ucd"));
        columns.add(Column.of(ObsCoreColumn.s_ra));
        columns.add(Column.of(ObsCoreColumn.s_dec));
        columns.add(Column.of("origin_ivoid"));
        columns.add(Column.of("origin_protocol"));
        columns.add(Column.of("overlap"));
        return List.copyOf(columns);
    }

    private static List<Column> axes() {
        return List.of(
                Column.pair("location", "Central right ascension and declination, ICRS", FacadeColumns::place)
                        .in("deg")
                        .withUcd("pos.eq")
                        .withUtype("ssa:Char.SpatialAxis.Coverage.Location.Value"),
                as(ObsCoreColumn.s_fov, "Char.SpatialAxis.Coverage.Bounds.Extent"),
                as(ObsCoreColumn.s_region, "Char.SpatialAxis.Coverage.Support.Area"),
                Column.number(
                                "em_mid",
                                "Middle of the spectral coverage (vacuum wavelength)",
                                dataset -> middle(dataset, ObsCoreColumn.em_min, ObsCoreColumn.em_max))
                        .in("m")
                        .withUcd("em.wl;instr.bandpass")
                        .withUtype("ssa:Char.SpectralAxis.Coverage.Location.Value"),
                Column.number(
                                "em_width",
                                "Width of the spectral coverage",
                                dataset -> width(dataset, ObsCoreColumn.em_min, ObsCoreColumn.em_max, 1))
                        .in("m")
                        .withUcd("instr.bandwidth")
                        .withUtype("ssa:Char.SpectralAxis.Coverage.Bounds.Extent"),
                as(ObsCoreColumn.em_min, "Char.SpectralAxis.Coverage.Bounds.Start"),
                as(ObsCoreColumn.em_max, "Char.SpectralAxis.Coverage.Bounds.Stop"),
                as(ObsCoreColumn.em_ucd, "Char.SpectralAxis.Ucd"),
                as(ObsCoreColumn.em_res_power, "Char.SpectralAxis.ResPower"),
                Column.number(
                                "t_mid",
                                "Middle of the observation in MJD",
                                dataset -> middle(dataset, ObsCoreColumn.t_min, ObsCoreColumn.t_max))
                        .in("d")
                        .withUcd("time.epoch")
                        .withUtype("ssa:Char.TimeAxis.Coverage.Location.Value"),
                Column.number(
                                "t_width",
                                "Time from start to stop",
                                dataset -> width(dataset, ObsCoreColumn.t_min, ObsCoreColumn.t_max, DAY_S))
                        .in("s")
                        .withUcd("time.duration")
                        .withUtype("ssa:Char.TimeAxis.Coverage.Bounds.Extent"),
                as(ObsCoreColumn.t_min, "Char.TimeAxis.Coverage.Bounds.Start"),
                as(ObsCoreColumn.t_max, "Char.TimeAxis.Coverage.Bounds.Stop"),
                as(ObsCoreColumn.t_exptime, "Char.TimeAxis.Coverage.Support.Extent"));
    }

    private static Column as(ObsCoreColumn column, String utype) {
        return Column.of(column).withUtype("ssa:" + utype);
    }

    private static double @Nullable [] place(FoundDataset dataset) {
        double raDeg = dataset.record().number(ObsCoreColumn.s_ra);
        double decDeg = dataset.record().number(ObsCoreColumn.s_dec);
        return Double.isNaN(raDeg) || Double.isNaN(decDeg) ? null : new double[] {raDeg, decDeg};
    }

    private static @Nullable Double middle(FoundDataset dataset, ObsCoreColumn from, ObsCoreColumn to) {
        ObsCoreRecord record = dataset.record();
        return known((record.number(from) + record.number(to)) / 2);
    }

    private static @Nullable Double width(FoundDataset dataset, ObsCoreColumn from, ObsCoreColumn to, double perUnit) {
        ObsCoreRecord record = dataset.record();
        return known((record.number(to) - record.number(from)) * perUnit);
    }

    private static @Nullable Double known(double value) {
        return Double.isNaN(value) ? null : value;
    }
}
