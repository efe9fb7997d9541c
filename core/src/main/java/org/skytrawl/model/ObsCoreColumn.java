package org.skytrawl.model;

import static org.skytrawl.model.ObsCoreColumn.Type.INTEGER;
import static org.skytrawl.model.ObsCoreColumn.Type.REAL;
import static org.skytrawl.model.ObsCoreColumn.Type.TEXT;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The mandatory and optional columns of ObsCore 1.1 (Recommendation 2017-05-09, tables 5 to 7) with type, unit, UCD and
 * utype. Names are verbatim, the one exception to camelCase.
 */
public enum ObsCoreColumn {
    dataproduct_type(
            TEXT,
            "meta.code.class",
            "ObsDataset.dataProductType",
            "High level scientific classification of the data product"),
    dataproduct_subtype(TEXT, "meta.code.class", "ObsDataset.dataProductSubtype", "Data product specific type"),
    calib_level(
            INTEGER,
            "meta.code;obs.calib",
            "ObsDataset.calibLevel",
            "Calibration level of the observation: in {0, 1, 2, 3, 4}"),
    target_name(TEXT, "meta.id;src", "Target.name", "Object of interest"),
    target_class(TEXT, "src.class", "Target.class", "Class of the target object, as in SSA"),
    obs_id(TEXT, "meta.id", "DataID.observationID", "Internal identifier given by the ObsTAP service"),
    obs_title(TEXT, "meta.title;obs", "DataID.title", "Brief description of the dataset in free format"),
    obs_collection(TEXT, "meta.id", "DataID.collection", "Data collection to which the dataset belongs"),
    obs_creation_date(TEXT, "time;meta.dataset", "DataID.date", "Date when the dataset was created"),
    obs_creator_name(TEXT, "meta.id", "DataID.creator", "Name of the creator of the data"),
    obs_creator_did(TEXT, "meta.id", "DataID.creatorDID", "Dataset identifier assigned by the creator"),
    obs_release_date(TEXT, "time.release", "Curation.releaseDate", "Observation release date (ISO 8601)"),
    obs_publisher_did(TEXT, "meta.ref.ivoid", "Curation.publisherDID", "Dataset identifier given by the publisher"),
    publisher_id(TEXT, "meta.ref.ivoid", "Curation.publisherID", "Identifier of the publisher"),
    bib_reference(TEXT, "meta.bib", "Curation.reference", "Service bibliographic reference"),
    data_rights(TEXT, "meta.code", "Curation.rights", "Rights: public, secure or proprietary"),
    access_url(TEXT, "meta.ref.url", "Access.reference", "URL used to access (download) the dataset"),
    access_format(TEXT, "meta.code.mime", "Access.format", "File content format (MIME type)"),
    access_estsize(INTEGER, "kbyte", "phys.size;meta.file", "Access.size", "Estimated size of the dataset"),
    s_ra(
            REAL,
            "deg",
            "pos.eq.ra",
            "Char.SpatialAxis.Coverage.Location.Coord.Position2D.Value2.C1",
            "Central right ascension, ICRS"),
    s_dec(
            REAL,
            "deg",
            "pos.eq.dec",
            "Char.SpatialAxis.Coverage.Location.Coord.Position2D.Value2.C2",
            "Central declination, ICRS"),
    s_fov(
            REAL,
            "deg",
            "phys.angSize;instr.fov",
            "Char.SpatialAxis.Coverage.Bounds.Extent.diameter",
            "Diameter (bounds) of the covered region"),
    s_region(
            TEXT,
            "pos.outline;obs.field",
            "Char.SpatialAxis.Coverage.Support.Area",
            "Region covered by the observation (STC-S)"),
    s_resolution(
            REAL,
            "arcsec",
            "pos.angResolution",
            "Char.SpatialAxis.Resolution.Refval.value",
            "Spatial resolution of the data as FWHM"),
    s_resolution_min(
            REAL,
            "arcsec",
            "pos.angResolution;stat.min",
            "Char.SpatialAxis.Resolution.Bounds.Limits.LoLimit",
            "Resolution min value on the spatial axis"),
    s_resolution_max(
            REAL,
            "arcsec",
            "pos.angResolution;stat.max",
            "Char.SpatialAxis.Resolution.Bounds.Limits.HiLimit",
            "Resolution max value on the spatial axis"),
    s_xel1(INTEGER, "meta.number", "Char.SpatialAxis.numBins1", "Number of elements along the first spatial axis"),
    s_xel2(INTEGER, "meta.number", "Char.SpatialAxis.numBins2", "Number of elements along the second spatial axis"),
    s_ucd(TEXT, "meta.ucd", "Char.SpatialAxis.ucd", "UCD for the nature of the spatial axis"),
    s_unit(TEXT, "meta.unit", "Char.SpatialAxis.unit", "Unit used for the spatial axis"),
    s_calib_status(
            TEXT, "meta.code.qual", "Char.SpatialAxis.calibrationStatus", "Type of calibration along the spatial axis"),
    s_stat_error(
            REAL,
            "arcsec",
            "stat.error;pos.eq",
            "Char.SpatialAxis.Accuracy.StatError.refval.value",
            "Astrometric precision along the spatial axis"),
    s_pixel_scale(
            REAL,
            "arcsec",
            "phys.angSize;instr.pixel",
            "Char.SpatialAxis.Sampling.RefVal.SamplingPeriod",
            "Sampling period in world coordinates along the spatial axis"),
    t_min(REAL, "d", "time.start;obs.exposure", "Char.TimeAxis.Coverage.Bounds.Limits.StartTime", "Start time in MJD"),
    t_max(REAL, "d", "time.end;obs.exposure", "Char.TimeAxis.Coverage.Bounds.Limits.StopTime", "Stop time in MJD"),
    t_exptime(REAL, "s", "time.duration;obs.exposure", "Char.TimeAxis.Coverage.Support.Extent", "Total exposure time"),
    t_resolution(REAL, "s", "time.resolution", "Char.TimeAxis.Resolution.Refval.value", "Temporal resolution FWHM"),
    t_xel(INTEGER, "meta.number", "Char.TimeAxis.numBins", "Number of elements along the time axis"),
    t_calib_status(TEXT, "meta.code.qual", "Char.TimeAxis.calibrationStatus", "Type of time coordinate calibration"),
    t_stat_error(
            REAL,
            "s",
            "stat.error;time",
            "Char.TimeAxis.Accuracy.StatError.refval.value",
            "Time coordinate statistical error"),
    em_min(
            REAL,
            "m",
            "em.wl;stat.min",
            "Char.SpectralAxis.Coverage.Bounds.Limits.LoLimit",
            "Start in spectral coordinates (vacuum wavelength)"),
    em_max(
            REAL,
            "m",
            "em.wl;stat.max",
            "Char.SpectralAxis.Coverage.Bounds.Limits.HiLimit",
            "Stop in spectral coordinates (vacuum wavelength)"),
    em_res_power(
            REAL, "spect.resolution", "Char.SpectralAxis.Resolution.ResolPower.refVal", "Spectral resolving power"),
    em_res_power_min(
            REAL,
            "spect.resolution;stat.min",
            "Char.SpectralAxis.Resolution.ResolPower.LoLimit",
            "Resolving power min value on the spectral axis"),
    em_res_power_max(
            REAL,
            "spect.resolution;stat.max",
            "Char.SpectralAxis.Resolution.ResolPower.HiLimit",
            "Resolving power max value on the spectral axis"),
    em_resolution(
            REAL,
            "m",
            "spect.resolution;stat.mean",
            "Char.SpectralAxis.Resolution.Refval.value",
            "Value of resolution along the spectral axis"),
    em_xel(INTEGER, "meta.number", "Char.SpectralAxis.numBins", "Number of elements along the spectral axis"),
    em_ucd(TEXT, "meta.ucd", "Char.SpectralAxis.ucd", "Nature of the spectral axis"),
    em_unit(TEXT, "meta.unit", "Char.SpectralAxis.unit", "Units along the spectral axis"),
    em_calib_status(
            TEXT, "meta.code.qual", "Char.SpectralAxis.calibrationStatus", "Type of spectral coordinate calibration"),
    em_stat_error(
            REAL,
            "m",
            "stat.error;em",
            "Char.SpectralAxis.Accuracy.StatError.refval.value",
            "Spectral coordinate statistical error"),
    o_ucd(TEXT, "meta.ucd", "Char.ObservableAxis.ucd", "UCD of the observable"),
    o_unit(TEXT, "meta.unit", "Char.ObservableAxis.unit", "Units used for the observable values"),
    o_calib_status(
            TEXT,
            "meta.code.qual",
            "Char.ObservableAxis.calibrationStatus",
            "Type of calibration of the observable coordinate"),
    o_stat_error(
            REAL,
            "stat.error",
            "Char.ObservableAxis.Accuracy.StatError.refval.value",
            "Statistical error on the observable axis"),
    pol_states(
            TEXT,
            "meta.code;phys.polarization",
            "Char.PolarizationAxis.stateList",
            "List of polarization states, or empty if not applicable"),
    pol_xel(INTEGER, "meta.number", "Char.PolarizationAxis.numBins", "Number of polarization samples"),
    facility_name(
            TEXT,
            "meta.id;instr.tel",
            "Provenance.ObsConfig.Facility.name",
            "Name of the facility used for this observation"),
    instrument_name(
            TEXT,
            "meta.id;instr",
            "Provenance.ObsConfig.Instrument.name",
            "Name of the instrument used for this observation"),
    proposal_id(
            TEXT,
            "meta.id;obs.proposal",
            "Provenance.Proposal.identifier",
            "Identifier of the proposal to which the observation belongs");

    /** The type of the values of a column. */
    public enum Type {
        /** Blank counts as null. */
        TEXT,
        /** Stored as a double, exact up to 2^53. */
        INTEGER,
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

    private static final double WHOLE_SKY_ARCSEC = 360 * 3600;
    private static final double MJD_OF_1800 = -21_500;
    private static final double MJD_OF_2200 = 125_000;

    /** Four hundred years. */
    private static final double LONGEST_S = 1.3e10;

    /** The longest waves that are observed from spacecraft have some 1e8 m. */
    private static final double LONGEST_WAVE_M = 1e9;

    /** Of sizes and counts: a petabyte in kbyte. */
    private static final double MOST = 1e12;

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

    ObsCoreColumn(Type type, String ucd, String utype, String description) {
        this(type, null, ucd, utype, description);
    }

    ObsCoreColumn(Type type, @Nullable String unit, String ucd, String utype, String description) {
        this.type = type;
        this.unit = unit;
        this.ucd = ucd;
        this.utype = utype;
        this.description = description;
    }

    /** The column of that name in any case, or null. */
    public static @Nullable ObsCoreColumn of(String name) {
        return BY_NAME.get(name.strip().toLowerCase(Locale.ROOT));
    }

    public Type type() {
        return type;
    }

    /** ObsCore 1.1 table 5. */
    public boolean isMandatory() {
        return MANDATORY.contains(this);
    }

    public boolean isText() {
        return type == Type.TEXT;
    }

    public @Nullable String unit() {
        return unit;
    }

    /** The values that a number can have in the column's unit. Others are fill values or not understood. */
    public Interval range() {
        return switch (this) {
            case calib_level -> new Interval(0, 4);
            case s_ra -> new Interval(0, 360);
            case s_dec -> new Interval(-90, 90);
            case s_fov -> new Interval(Double.MIN_VALUE, 360);
            case s_resolution, s_resolution_min, s_resolution_max, s_pixel_scale ->
                new Interval(Double.MIN_VALUE, WHOLE_SKY_ARCSEC);
            case s_stat_error -> new Interval(0, WHOLE_SKY_ARCSEC);
            case t_min, t_max -> new Interval(MJD_OF_1800, MJD_OF_2200);
            case t_exptime, t_resolution, t_stat_error -> new Interval(0, LONGEST_S);
            case em_min, em_max, em_resolution -> new Interval(Double.MIN_VALUE, LONGEST_WAVE_M);
            case em_stat_error -> new Interval(0, LONGEST_WAVE_M);
            case em_res_power, em_res_power_min, em_res_power_max -> new Interval(Double.MIN_VALUE, MOST);
            case access_estsize, s_xel1, s_xel2, t_xel, em_xel, pol_xel -> new Interval(0, MOST);
            default -> new Interval(-Double.MAX_VALUE, Double.MAX_VALUE);
        };
    }

    public String ucd() {
        return ucd;
    }

    /** With the prefix {@code obscore:}. */
    public String utype() {
        return "obscore:" + utype;
    }

    public String description() {
        return description;
    }
}
