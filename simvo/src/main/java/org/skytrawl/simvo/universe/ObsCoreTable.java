package org.skytrawl.simvo.universe;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.votable.Column;
import org.skytrawl.simvo.votable.ColumnType;
import org.skytrawl.simvo.votable.Table;

/** The ObsCore table (ObsCore 1.1, tables 5 to 7): its mandatory columns and the title. */
public final class ObsCoreTable {
    /** What TAP_SCHEMA says of such a table. */
    public static final String UTYPE = "ivo://ivoa.net/std/obscore#table-1.1";

    /** In the order of a row. */
    public static final List<Column> COLUMNS = List.of(
            column(
                    "dataproduct_type",
                    ColumnType.TEXT,
                    null,
                    "meta.code.class",
                    "obscore:ObsDataset.dataProductType",
                    "High level scientific classification of the data product"),
            column(
                    "calib_level",
                    ColumnType.INT,
                    null,
                    "meta.code;obs.calib",
                    "obscore:ObsDataset.calibLevel",
                    "Calibration level of the observation: in {0, 1, 2, 3, 4}"),
            column(
                    "obs_collection",
                    ColumnType.TEXT,
                    null,
                    "meta.id",
                    "obscore:DataID.collection",
                    "Data collection to which the dataset belongs"),
            column(
                    "obs_id",
                    ColumnType.TEXT,
                    null,
                    "meta.id",
                    "obscore:DataID.observationID",
                    "Internal identifier given by the ObsTAP service"),
            column(
                    "obs_title",
                    ColumnType.TEXT,
                    null,
                    "meta.title;obs",
                    "obscore:DataID.title",
                    "Brief description of the dataset in free format"),
            column(
                    "obs_publisher_did",
                    ColumnType.TEXT,
                    null,
                    "meta.ref.ivoid",
                    "obscore:Curation.publisherDID",
                    "Dataset identifier given by the publisher"),
            column(
                    "access_url",
                    ColumnType.TEXT,
                    null,
                    "meta.ref.url",
                    "obscore:Access.reference",
                    "URL used to access (download) the dataset"),
            column(
                    "access_format",
                    ColumnType.TEXT,
                    null,
                    "meta.code.mime",
                    "obscore:Access.format",
                    "File content format (MIME type)"),
            column(
                    "access_estsize",
                    ColumnType.LONG,
                    "kbyte",
                    "phys.size;meta.file",
                    "obscore:Access.size",
                    "Estimated size of the dataset"),
            column("target_name", ColumnType.TEXT, null, "meta.id;src", "obscore:Target.name", "Object of interest"),
            column(
                    "s_ra",
                    ColumnType.DOUBLE,
                    "deg",
                    "pos.eq.ra",
                    "obscore:Char.SpatialAxis.Coverage.Location.Coord.Position2D.Value2.C1",
                    "Central right ascension, ICRS"),
            column(
                    "s_dec",
                    ColumnType.DOUBLE,
                    "deg",
                    "pos.eq.dec",
                    "obscore:Char.SpatialAxis.Coverage.Location.Coord.Position2D.Value2.C2",
                    "Central declination, ICRS"),
            column(
                    "s_fov",
                    ColumnType.DOUBLE,
                    "deg",
                    "phys.angSize;instr.fov",
                    "obscore:Char.SpatialAxis.Coverage.Bounds.Extent.diameter",
                    "Diameter (bounds) of the covered region"),
            column(
                            "s_region",
                            ColumnType.TEXT,
                            null,
                            "pos.outline;obs.field",
                            "obscore:Char.SpatialAxis.Coverage.Support.Area",
                            "Region covered by the observation (STC-S)")
                    .withXtype("adql:REGION"),
            column(
                    "s_resolution",
                    ColumnType.DOUBLE,
                    "arcsec",
                    "pos.angResolution",
                    "obscore:Char.SpatialAxis.Resolution.Refval.value",
                    "Spatial resolution of the data as FWHM"),
            column(
                    "s_xel1",
                    ColumnType.LONG,
                    null,
                    "meta.number",
                    "obscore:Char.SpatialAxis.numBins1",
                    "Number of elements along the first spatial axis"),
            column(
                    "s_xel2",
                    ColumnType.LONG,
                    null,
                    "meta.number",
                    "obscore:Char.SpatialAxis.numBins2",
                    "Number of elements along the second spatial axis"),
            column(
                    "t_min",
                    ColumnType.DOUBLE,
                    "d",
                    "time.start;obs.exposure",
                    "obscore:Char.TimeAxis.Coverage.Bounds.Limits.StartTime",
                    "Start time in MJD"),
            column(
                    "t_max",
                    ColumnType.DOUBLE,
                    "d",
                    "time.end;obs.exposure",
                    "obscore:Char.TimeAxis.Coverage.Bounds.Limits.StopTime",
                    "Stop time in MJD"),
            column(
                    "t_exptime",
                    ColumnType.DOUBLE,
                    "s",
                    "time.duration;obs.exposure",
                    "obscore:Char.TimeAxis.Coverage.Support.Extent",
                    "Total exposure time"),
            column(
                    "t_resolution",
                    ColumnType.DOUBLE,
                    "s",
                    "time.resolution",
                    "obscore:Char.TimeAxis.Resolution.Refval.value",
                    "Temporal resolution FWHM"),
            column(
                    "t_xel",
                    ColumnType.LONG,
                    null,
                    "meta.number",
                    "obscore:Char.TimeAxis.numBins",
                    "Number of elements along the time axis"),
            column(
                    "em_min",
                    ColumnType.DOUBLE,
                    "m",
                    "em.wl;stat.min",
                    "obscore:Char.SpectralAxis.Coverage.Bounds.Limits.LoLimit",
                    "Start in spectral coordinates (vacuum wavelength)"),
            column(
                    "em_max",
                    ColumnType.DOUBLE,
                    "m",
                    "em.wl;stat.max",
                    "obscore:Char.SpectralAxis.Coverage.Bounds.Limits.HiLimit",
                    "Stop in spectral coordinates (vacuum wavelength)"),
            column(
                    "em_res_power",
                    ColumnType.DOUBLE,
                    null,
                    "spect.resolution",
                    "obscore:Char.SpectralAxis.Resolution.ResolPower.refVal",
                    "Spectral resolving power"),
            column(
                    "em_xel",
                    ColumnType.LONG,
                    null,
                    "meta.number",
                    "obscore:Char.SpectralAxis.numBins",
                    "Number of elements along the spectral axis"),
            column(
                    "o_ucd",
                    ColumnType.TEXT,
                    null,
                    "meta.ucd",
                    "obscore:Char.ObservableAxis.ucd",
                    "UCD of the observable"),
            column(
                    "pol_states",
                    ColumnType.TEXT,
                    null,
                    "meta.code;phys.polarization",
                    "obscore:Char.PolarizationAxis.stateList",
                    "List of polarization states, or empty if not applicable"),
            column(
                    "pol_xel",
                    ColumnType.LONG,
                    null,
                    "meta.number",
                    "obscore:Char.PolarizationAxis.numBins",
                    "Number of polarization samples"),
            column(
                    "facility_name",
                    ColumnType.TEXT,
                    null,
                    "meta.id;instr.tel",
                    "obscore:Provenance.ObsConfig.Facility.name",
                    "Name of the facility used for this observation"),
            column(
                    "instrument_name",
                    ColumnType.TEXT,
                    null,
                    "meta.id;instr",
                    "obscore:Provenance.ObsConfig.Instrument.name",
                    "Name of the instrument used for this observation"));

    private static final double SECONDS_PER_DAY = 86_400;

    private ObsCoreTable() {}

    private static Column column(
            String name, ColumnType type, @Nullable String unit, String ucd, String utype, String description) {
        return Column.of(name, type, description).with(unit, ucd, utype).standard();
    }

    /** Such a table under a name that may have a schema before it. */
    public static Table named(String qualifiedName) {
        int dot = qualifiedName.indexOf('.');
        return new Table(
                qualifiedName.substring(0, dot),
                qualifiedName.substring(dot + 1),
                UTYPE,
                "Observations by the ObsCore data model",
                COLUMNS);
    }

    /** A dataset's row. */
    public static @Nullable Object[] row(SimService.Published published) {
        Dataset dataset = published.dataset();
        Span mjd = dataset.mjd();
        Span band = dataset.wavelengthM();
        double fovDeg = dataset.extent().fovDeg();
        return new @Nullable Object[] {
            dataset.productType(),
            2,
            dataset.collection(),
            "obs-" + dataset.id(),
            dataset.title(),
            dataset.did(),
            published.accessUrl(),
            dataset.accessFormat(),
            dataset.sizeKb(),
            null,
            dataset.raDeg(),
            dataset.decDeg(),
            fovDeg > 0 ? (Double) fovDeg : null,
            Outline.stcS(dataset),
            1.0,
            dataset.isImageLike() ? (Long) SiaPixels.COUNT : null,
            dataset.isImageLike() ? (Long) SiaPixels.COUNT : null,
            mjd == null ? null : (Double) mjd.lo(),
            mjd == null ? null : (Double) mjd.hi(),
            mjd == null ? null : (Double) ((mjd.hi() - mjd.lo()) * SECONDS_PER_DAY),
            null,
            1L,
            band == null ? null : (Double) band.lo(),
            band == null ? null : (Double) band.hi(),
            null,
            dataset.productType().equals("image") ? 1L : 512L,
            "phot.flux",
            null,
            null,
            "Simulated Observatory",
            "SIM-" + dataset.collection().length() % 5
        };
    }
}
