// The columns of datasets: names, units, and how their values are read.
import { angle, bytes, count, date, wavelength } from "./text.js";

/** Name, type, unit and description, as in ObsCore 1.1; a test compares them with ObsCoreColumn. */
export const OBSCORE = [
  ["dataproduct_type", "text", "", "High level scientific classification of the data product"],
  ["dataproduct_subtype", "text", "", "Data product specific type"],
  ["calib_level", "integer", "", "Calibration level of the observation: in {0, 1, 2, 3, 4}"],
  ["target_name", "text", "", "Object of interest"],
  ["target_class", "text", "", "Class of the target object, as in SSA"],
  ["obs_id", "text", "", "Internal identifier given by the ObsTAP service"],
  ["obs_title", "text", "", "Brief description of the dataset in free format"],
  ["obs_collection", "text", "", "Data collection to which the dataset belongs"],
  ["obs_creation_date", "text", "", "Date when the dataset was created"],
  ["obs_creator_name", "text", "", "Name of the creator of the data"],
  ["obs_creator_did", "text", "", "Dataset identifier assigned by the creator"],
  ["obs_release_date", "text", "", "Observation release date (ISO 8601)"],
  ["obs_publisher_did", "text", "", "Dataset identifier given by the publisher"],
  ["publisher_id", "text", "", "Identifier of the publisher"],
  ["bib_reference", "text", "", "Service bibliographic reference"],
  ["data_rights", "text", "", "Rights: public, secure or proprietary"],
  ["access_url", "text", "", "URL used to access (download) the dataset"],
  ["access_format", "text", "", "File content format (MIME type)"],
  ["access_estsize", "integer", "kbyte", "Estimated size of the dataset"],
  ["s_ra", "real", "deg", "Central right ascension, ICRS"],
  ["s_dec", "real", "deg", "Central declination, ICRS"],
  ["s_fov", "real", "deg", "Diameter (bounds) of the covered region"],
  ["s_region", "text", "", "Region covered by the observation (STC-S)"],
  ["s_resolution", "real", "arcsec", "Spatial resolution of the data as FWHM"],
  ["s_resolution_min", "real", "arcsec", "Resolution min value on the spatial axis"],
  ["s_resolution_max", "real", "arcsec", "Resolution max value on the spatial axis"],
  ["s_xel1", "integer", "", "Number of elements along the first spatial axis"],
  ["s_xel2", "integer", "", "Number of elements along the second spatial axis"],
  ["s_ucd", "text", "", "UCD for the nature of the spatial axis"],
  ["s_unit", "text", "", "Unit used for the spatial axis"],
  ["s_calib_status", "text", "", "Type of calibration along the spatial axis"],
  ["s_stat_error", "real", "arcsec", "Astrometric precision along the spatial axis"],
  ["s_pixel_scale", "real", "arcsec", "Sampling period in world coordinates along the spatial axis"],
  ["t_min", "real", "d", "Start time in MJD"],
  ["t_max", "real", "d", "Stop time in MJD"],
  ["t_exptime", "real", "s", "Total exposure time"],
  ["t_resolution", "real", "s", "Temporal resolution FWHM"],
  ["t_xel", "integer", "", "Number of elements along the time axis"],
  ["t_calib_status", "text", "", "Type of time coordinate calibration"],
  ["t_stat_error", "real", "s", "Time coordinate statistical error"],
  ["em_min", "real", "m", "Start in spectral coordinates (vacuum wavelength)"],
  ["em_max", "real", "m", "Stop in spectral coordinates (vacuum wavelength)"],
  ["em_res_power", "real", "", "Spectral resolving power"],
  ["em_res_power_min", "real", "", "Resolving power min value on the spectral axis"],
  ["em_res_power_max", "real", "", "Resolving power max value on the spectral axis"],
  ["em_resolution", "real", "m", "Value of resolution along the spectral axis"],
  ["em_xel", "integer", "", "Number of elements along the spectral axis"],
  ["em_ucd", "text", "", "Nature of the spectral axis"],
  ["em_unit", "text", "", "Units along the spectral axis"],
  ["em_calib_status", "text", "", "Type of spectral coordinate calibration"],
  ["em_stat_error", "real", "m", "Spectral coordinate statistical error"],
  ["o_ucd", "text", "", "UCD of the observable"],
  ["o_unit", "text", "", "Units used for the observable values"],
  ["o_calib_status", "text", "", "Type of calibration of the observable coordinate"],
  ["o_stat_error", "real", "", "Statistical error on the observable axis"],
  ["pol_states", "text", "", "List of polarization states, or empty if not applicable"],
  ["pol_xel", "integer", "", "Number of polarization samples"],
  ["facility_name", "text", "", "Name of the facility used for this observation"],
  ["instrument_name", "text", "", "Name of the instrument used for this observation"],
  ["proposal_id", "text", "", "Identifier of the proposal to which the observation belongs"],
];

/** What Skytrawl adds to each dataset, docs/output.md. */
const ADDED = [
  ["separation", "real", "deg", "Distance from the centre of the region to the centre of the dataset"],
  ["overlap", "text", "", "How the place was judged: tested, service (on its word), unknown"],
  ["target", "text", "", "Id of the target in the target list"],
  ["target_ra", "real", "deg", "Right ascension of the target"],
  ["target_dec", "real", "deg", "Declination of the target"],
  ["target_separation", "real", "deg", "Distance from the target to the centre of the dataset"],
  ["origin_title", "text", "", "The service that returned this record"],
  ["origin_ivoid", "text", "", "Its identifier in the registry"],
  ["origin_protocol", "text", "", "SIA1, SIA2, SSA or OBSTAP"],
  ["origin_url", "text", "", "The query that found it"],
  ["origins", "text", "", "Identifiers of all services that returned the dataset"],
  ["origins_protocols", "text", "", "The protocol of each of them"],
  ["merged", "text", "", "Identifiers of other records of the same dataset that differ from these"],
];

export const COLUMNS = new Map(
  [...OBSCORE, ...ADDED].map(([name, type, unit, description]) => [name, { name, type, unit, description }]),
);

/** The groups of the card and of the column choice. */
export const GROUPS = [
  ["Dataset", ["obs_title", "obs_collection", "dataproduct_type", "dataproduct_subtype", "calib_level", "target_name", "target_class", "facility_name", "instrument_name", "proposal_id", "bib_reference"]],
  ["Place", ["s_ra", "s_dec", "separation", "s_fov", "s_region", "overlap", ...named("s_"), ...named("target")]],
  ["Time", ["t_min", "t_max", "t_exptime", ...named("t_")]],
  ["Wavelength", ["em_min", "em_max", ...named("em_")]],
  ["Observable and polarization", [...named("o_"), ...named("pol_")]],
  ["Access", ["access_url", "access_format", "access_estsize", "data_rights", "obs_release_date"]],
  ["Identifiers", ["obs_id", "obs_publisher_did", "obs_creator_did", "publisher_id", "obs_creator_name", "obs_creation_date"]],
  ["Services", [...named("origin"), "merged"]],
].reduce((groups, [title, names]) => {
  const taken = new Set(groups.flatMap(([, each]) => each));
  return [...groups, [title, [...new Set(names)].filter((name) => !taken.has(name))]];
}, []);

function named(beginning) {
  return [...OBSCORE, ...ADDED].map(([name]) => name).filter((name) => name.startsWith(beginning));
}

const ANGLES = new Set(["s_fov", "separation", "target_separation"]);
const DATES = new Set(["t_min", "t_max"]);
const WAVELENGTHS = new Set(["em_min", "em_max", "em_resolution", "em_stat_error"]);

/** The unit that the head of a column names; null where each value is shown with a unit that fits it. */
export function headUnit(name) {
  if (DATES.has(name)) {
    return "UTC";
  }
  return readable(name) ? null : COLUMNS.get(name)?.unit || null;
}

/** Whether people read the value in another unit than ObsCore's. */
export function readable(name) {
  return ANGLES.has(name) || DATES.has(name) || WAVELENGTHS.has(name) || name === "access_estsize";
}

export function isNumber(name) {
  const type = COLUMNS.get(name)?.type;
  return type === "real" || type === "integer";
}

/** A value as people read it. A text is cut after `most` characters. */
export function shown(name, value, most = 300) {
  if (value === null || value === undefined) {
    return "";
  }
  if (typeof value !== "number") {
    return cut(typeof value === "string" ? value : JSON.stringify(value), most);
  }
  if (DATES.has(name)) {
    return date(value, true).slice(0, 16) || String(value);
  }
  if (WAVELENGTHS.has(name)) {
    return wavelength(value);
  }
  if (ANGLES.has(name)) {
    return angle(value);
  }
  if (name === "access_estsize") {
    return bytes(value * 1000);
  }
  return COLUMNS.get(name)?.type === "integer" ? count(value) : String(Number(value.toPrecision(8)));
}

/** The value as the service gave it, with its unit. */
export function exact(name, value, most = 2000) {
  if (value === null || value === undefined) {
    return "";
  }
  if (typeof value !== "number") {
    return shown(name, value, most);
  }
  const unit = DATES.has(name) ? "MJD" : COLUMNS.get(name)?.unit;
  return unit ? value + " " + unit : String(value);
}

export function cut(text, most) {
  return text.length <= most ? text : text.slice(0, most) + "\u2026 (" + count(text.length) + " characters)";
}

/** A text as an address that may become a link: http or https, else null. */
export function httpUrl(text) {
  if (typeof text !== "string" || text.length > 8192) {
    return null;
  }
  try {
    const url = new URL(text);
    return url.protocol === "http:" || url.protocol === "https:" ? url.href : null;
  } catch {
    return null;
  }
}
