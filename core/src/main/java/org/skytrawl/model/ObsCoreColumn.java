package org.skytrawl.model;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The columns of ObsCore 1.1 (Recommendation 2017-05-09, tables 5 to 7): the mandatory and the optional ones. This is the
 * only place that knows their types, units, UCDs and utypes. Names are ObsCore's own, the one exception to camelCase.
 */
public enum ObsCoreColumn {
    /** High level scientific classification of the data product. */
    dataproduct_type(
            Type.TEXT,
            null,
            "meta.code.class",
            "ObsDataset.dataProductType",
            "High level scientific classification of the data product"),
    /** Data product specific type. */
    dataproduct_subtype(
            Type.TEXT, null, "meta.code.class", "ObsDataset.dataProductSubtype", "Data product specific type"),
    /** Calibration level of the observation: in {0, 1, 2, 3, 4}. */
    calib_level(
            Type.INTEGER,
            null,
            "meta.code;obs.calib",
            "ObsDataset.calibLevel",
            "Calibration level of the observation: in {0, 1, 2, 3, 4}"),
    /** Object of interest. */
    target_name(Type.TEXT, null, "meta.id;src", "Target.name", "Object of interest"),
    /** Class of the target object, as in SSA. */
    target_class(Type.TEXT, null, "src.class", "Target.class", "Class of the target object, as in SSA"),
    /** Internal identifier given by the ObsTAP service. */
    obs_id(Type.TEXT, null, "meta.id", "DataID.observationID", "Internal identifier given by the ObsTAP service"),
    /** Brief description of the dataset in free format. */
    obs_title(Type.TEXT, null, "meta.title;obs", "DataID.title", "Brief description of the dataset in free format"),
    /** Data collection to which the dataset belongs. */
    obs_collection(Type.TEXT, null, "meta.id", "DataID.collection", "Data collection to which the dataset belongs"),
    /** Date when the dataset was created. */
    obs_creation_date(Type.TEXT, null, "time;meta.dataset", "DataID.date", "Date when the dataset was created"),
    /** Name of the creator of the data. */
    obs_creator_name(Type.TEXT, null, "meta.id", "DataID.creator", "Name of the creator of the data"),
    /** Dataset identifier assigned by the creator. */
    obs_creator_did(Type.TEXT, null, "meta.id", "DataID.creatorDID", "Dataset identifier assigned by the creator"),
    /** Observation release date (ISO 8601). */
    obs_release_date(Type.TEXT, null, "time.release", "Curation.releaseDate", "Observation release date (ISO 8601)"),
    /** Dataset identifier given by the publisher. */
    obs_publisher_did(
            Type.TEXT, null, "meta.ref.ivoid", "Curation.publisherDID", "Dataset identifier given by the publisher"),
    /** Identifier of the publisher. */
    publisher_id(Type.TEXT, null, "meta.ref.ivoid", "Curation.publisherID", "Identifier of the publisher"),
    /** Service bibliographic reference. */
    bib_reference(Type.TEXT, null, "meta.bib", "Curation.reference", "Service bibliographic reference"),
    /** Rights: public, secure or proprietary. */
    data_rights(Type.TEXT, null, "meta.code", "Curation.rights", "Rights: public, secure or proprietary"),
    /** URL used to access (download) the dataset. */
    access_url(Type.TEXT, null, "meta.ref.url", "Access.reference", "URL used to access (download) the dataset"),
    /** File content format (MIME type). */
    access_format(Type.TEXT, null, "meta.code.mime", "Access.format", "File content format (MIME type)"),
    /** Estimated size of the dataset (kbyte). */
    access_estsize(Type.INTEGER, "kbyte", "phys.size;meta.file", "Access.size", "Estimated size of the dataset"),
    /** Central right ascension, ICRS (deg). */
    s_ra(
            Type.REAL,
            "deg",
            "pos.eq.ra",
            "Char.SpatialAxis.Coverage.Location.Coord.Position2D.Value2.C1",
            "Central right ascension, ICRS"),
    /** Central declination, ICRS (deg). */
    s_dec(
            Type.REAL,
            "deg",
            "pos.eq.dec",
            "Char.SpatialAxis.Coverage.Location.Coord.Position2D.Value2.C2",
            "Central declination, ICRS"),
    /** Diameter (bounds) of the covered region (deg). */
    s_fov(
            Type.REAL,
            "deg",
            "phys.angSize;instr.fov",
            "Char.SpatialAxis.Coverage.Bounds.Extent.diameter",
            "Diameter (bounds) of the covered region"),
    /** Region covered by the observation (STC-S). */
    s_region(
            Type.TEXT,
            null,
            "pos.outline;obs.field",
            "Char.SpatialAxis.Coverage.Support.Area",
            "Region covered by the observation (STC-S)"),
    /** Spatial resolution of the data as FWHM (arcsec). */
    s_resolution(
            Type.REAL,
            "arcsec",
            "pos.angResolution",
            "Char.SpatialAxis.Resolution.Refval.value",
            "Spatial resolution of the data as FWHM"),
    /** Resolution min value on the spatial axis (arcsec). */
    s_resolution_min(
            Type.REAL,
            "arcsec",
            "pos.angResolution;stat.min",
            "Char.SpatialAxis.Resolution.Bounds.Limits.LoLimit",
            "Resolution min value on the spatial axis"),
    /** Resolution max value on the spatial axis (arcsec). */
    s_resolution_max(
            Type.REAL,
            "arcsec",
            "pos.angResolution;stat.max",
            "Char.SpatialAxis.Resolution.Bounds.Limits.HiLimit",
            "Resolution max value on the spatial axis"),
    /** Number of elements along the first spatial axis. */
    s_xel1(
            Type.INTEGER,
            null,
            "meta.number",
            "Char.SpatialAxis.numBins1",
            "Number of elements along the first spatial axis"),
    /** Number of elements along the second spatial axis. */
    s_xel2(
            Type.INTEGER,
            null,
            "meta.number",
            "Char.SpatialAxis.numBins2",
            "Number of elements along the second spatial axis"),
    /** UCD for the nature of the spatial axis. */
    s_ucd(Type.TEXT, null, "meta.ucd", "Char.SpatialAxis.ucd", "UCD for the nature of the spatial axis"),
    /** Unit used for the spatial axis. */
    s_unit(Type.TEXT, null, "meta.unit", "Char.SpatialAxis.unit", "Unit used for the spatial axis"),
    /** Type of calibration along the spatial axis. */
    s_calib_status(
            Type.TEXT,
            null,
            "meta.code.qual",
            "Char.SpatialAxis.calibrationStatus",
            "Type of calibration along the spatial axis"),
    /** Astrometric precision along the spatial axis (arcsec). */
    s_stat_error(
            Type.REAL,
            "arcsec",
            "stat.error;pos.eq",
            "Char.SpatialAxis.Accuracy.StatError.refval.value",
            "Astrometric precision along the spatial axis"),
    /** Sampling period in world coordinates along the spatial axis (arcsec). */
    s_pixel_scale(
            Type.REAL,
            "arcsec",
            "phys.angSize;instr.pixel",
            "Char.SpatialAxis.Sampling.RefVal.SamplingPeriod",
            "Sampling period in world coordinates along the spatial axis"),
    /** Start time in MJD (d). */
    t_min(
            Type.REAL,
            "d",
            "time.start;obs.exposure",
            "Char.TimeAxis.Coverage.Bounds.Limits.StartTime",
            "Start time in MJD"),
    /** Stop time in MJD (d). */
    t_max(Type.REAL, "d", "time.end;obs.exposure", "Char.TimeAxis.Coverage.Bounds.Limits.StopTime", "Stop time in MJD"),
    /** Total exposure time (s). */
    t_exptime(
            Type.REAL,
            "s",
            "time.duration;obs.exposure",
            "Char.TimeAxis.Coverage.Support.Extent",
            "Total exposure time"),
    /** Temporal resolution FWHM (s). */
    t_resolution(
            Type.REAL, "s", "time.resolution", "Char.TimeAxis.Resolution.Refval.value", "Temporal resolution FWHM"),
    /** Number of elements along the time axis. */
    t_xel(Type.INTEGER, null, "meta.number", "Char.TimeAxis.numBins", "Number of elements along the time axis"),
    /** Type of time coordinate calibration. */
    t_calib_status(
            Type.TEXT,
            null,
            "meta.code.qual",
            "Char.TimeAxis.calibrationStatus",
            "Type of time coordinate calibration"),
    /** Time coordinate statistical error (s). */
    t_stat_error(
            Type.REAL,
            "s",
            "stat.error;time",
            "Char.TimeAxis.Accuracy.StatError.refval.value",
            "Time coordinate statistical error"),
    /** Start in spectral coordinates (vacuum wavelength) (m). */
    em_min(
            Type.REAL,
            "m",
            "em.wl;stat.min",
            "Char.SpectralAxis.Coverage.Bounds.Limits.LoLimit",
            "Start in spectral coordinates (vacuum wavelength)"),
    /** Stop in spectral coordinates (vacuum wavelength) (m). */
    em_max(
            Type.REAL,
            "m",
            "em.wl;stat.max",
            "Char.SpectralAxis.Coverage.Bounds.Limits.HiLimit",
            "Stop in spectral coordinates (vacuum wavelength)"),
    /** Spectral resolving power. */
    em_res_power(
            Type.REAL,
            null,
            "spect.resolution",
            "Char.SpectralAxis.Resolution.ResolPower.refVal",
            "Spectral resolving power"),
    /** Resolving power min value on the spectral axis. */
    em_res_power_min(
            Type.REAL,
            null,
            "spect.resolution;stat.min",
            "Char.SpectralAxis.Resolution.ResolPower.LoLimit",
            "Resolving power min value on the spectral axis"),
    /** Resolving power max value on the spectral axis. */
    em_res_power_max(
            Type.REAL,
            null,
            "spect.resolution;stat.max",
            "Char.SpectralAxis.Resolution.ResolPower.HiLimit",
            "Resolving power max value on the spectral axis"),
    /** Value of resolution along the spectral axis (m). */
    em_resolution(
            Type.REAL,
            "m",
            "spect.resolution;stat.mean",
            "Char.SpectralAxis.Resolution.Refval.value",
            "Value of resolution along the spectral axis"),
    /** Number of elements along the spectral axis. */
    em_xel(
            Type.INTEGER,
            null,
            "meta.number",
            "Char.SpectralAxis.numBins",
            "Number of elements along the spectral axis"),
    /** Nature of the spectral axis. */
    em_ucd(Type.TEXT, null, "meta.ucd", "Char.SpectralAxis.ucd", "Nature of the spectral axis"),
    /** Units along the spectral axis. */
    em_unit(Type.TEXT, null, "meta.unit", "Char.SpectralAxis.unit", "Units along the spectral axis"),
    /** Type of spectral coordinate calibration. */
    em_calib_status(
            Type.TEXT,
            null,
            "meta.code.qual",
            "Char.SpectralAxis.calibrationStatus",
            "Type of spectral coordinate calibration"),
    /** Spectral coordinate statistical error (m). */
    em_stat_error(
            Type.REAL,
            "m",
            "stat.error;em",
            "Char.SpectralAxis.Accuracy.StatError.refval.value",
            "Spectral coordinate statistical error"),
    /** UCD of the observable. */
    o_ucd(Type.TEXT, null, "meta.ucd", "Char.ObservableAxis.ucd", "UCD of the observable"),
    /** Units used for the observable values. */
    o_unit(Type.TEXT, null, "meta.unit", "Char.ObservableAxis.unit", "Units used for the observable values"),
    /** Type of calibration of the observable coordinate. */
    o_calib_status(
            Type.TEXT,
            null,
            "meta.code.qual",
            "Char.ObservableAxis.calibrationStatus",
            "Type of calibration of the observable coordinate"),
    /** Statistical error on the observable axis. */
    o_stat_error(
            Type.REAL,
            null,
            "stat.error",
            "Char.ObservableAxis.Accuracy.StatError.refval.value",
            "Statistical error on the observable axis"),
    /** List of polarization states, or empty if not applicable. */
    pol_states(
            Type.TEXT,
            null,
            "meta.code;phys.polarization",
            "Char.PolarizationAxis.stateList",
            "List of polarization states, or empty if not applicable"),
    /** Number of polarization samples. */
    pol_xel(Type.INTEGER, null, "meta.number", "Char.PolarizationAxis.numBins", "Number of polarization samples"),
    /** Name of the facility used for this observation. */
    facility_name(
            Type.TEXT,
            null,
            "meta.id;instr.tel",
            "Provenance.ObsConfig.Facility.name",
            "Name of the facility used for this observation"),
    /** Name of the instrument used for this observation. */
    instrument_name(
            Type.TEXT,
            null,
            "meta.id;instr",
            "Provenance.ObsConfig.Instrument.name",
            "Name of the instrument used for this observation"),
    /** Identifier of the proposal to which the observation belongs. */
    proposal_id(
            Type.TEXT,
            null,
            "meta.id;obs.proposal",
            "Provenance.Proposal.identifier",
            "Identifier of the proposal to which the observation belongs");

    /** What a column holds. */
    public enum Type {
        /** A text; blank is null. */
        TEXT,
        /** A whole number, kept as a double (exact up to 2^53). */
        INTEGER,
        /** A real number. */
        REAL
    }

    private static final Set<ObsCoreColumn> MANDATORY = EnumSet.of(
            dataproduct_type,
            calib_level,
            target_name,
            obs_id,
            obs_collection,
            obs_publisher_did,
            access_url,
            access_format,
            access_estsize,
            s_ra,
            s_dec,
            s_fov,
            s_region,
            s_resolution,
            s_xel1,
            s_xel2,
            t_min,
            t_max,
            t_exptime,
            t_resolution,
            t_xel,
            em_min,
            em_max,
            em_res_power,
            em_xel,
            o_ucd,
            pol_states,
            pol_xel,
            facility_name,
            instrument_name);

    private static final Map<String, ObsCoreColumn> BY_NAME = new HashMap<>();

    static {
        for (ObsCoreColumn column : values()) {
            BY_NAME.put(column.name(), column);
        }
    }

    private final Type type;
    private final @Nullable String unit;
    private final String ucd;
    private final String utype;
    private final String description;

    ObsCoreColumn(Type type, @Nullable String unit, String ucd, String utype, String description) {
        this.type = type;
        this.unit = unit;
        this.ucd = ucd;
        this.utype = utype;
        this.description = description;
    }

    /** The column of that name in any case, or null if ObsCore has none. */
    public static @Nullable ObsCoreColumn of(String name) {
        return BY_NAME.get(name.strip().toLowerCase(Locale.ROOT));
    }

    /** What it holds. */
    public Type type() {
        return type;
    }

    /** Whether every ObsCore table must have it (ObsCore 1.1 table 5). */
    public boolean isMandatory() {
        return MANDATORY.contains(this);
    }

    /** Whether it holds text. */
    public boolean isText() {
        return type == Type.TEXT;
    }

    /** Its unit, or null if it has none. */
    public @Nullable String unit() {
        return unit;
    }

    /** Its UCD. */
    public String ucd() {
        return ucd;
    }

    /** Its utype with the prefix {@code obscore:}. */
    public String utype() {
        return "obscore:" + utype;
    }

    /** What it is, in one line. */
    public String description() {
        return description;
    }
}
