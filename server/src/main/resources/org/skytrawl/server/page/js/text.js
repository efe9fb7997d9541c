// Numbers, times and names as people read them.

const COUNT = new Intl.NumberFormat("en");

export const count = (n) => COUNT.format(n);

export const plural = (n, one, many = one + "s") => count(n) + " " + (n === 1 ? one : many);

/** MJD -> "2009-06-18", or with the time of day. */
export function date(mjd, withTime = false) {
  if (mjd === null || mjd === undefined) {
    return "";
  }
  const time = new Date((mjd - 40587) * 86400000);
  if (Number.isNaN(time.getTime())) {
    return "";
  }
  return withTime ? time.toISOString().slice(0, 19).replace("T", " ") : time.toISOString().slice(0, 10);
}

const WAVE_UNITS = [[1, "m"], [1e-2, "cm"], [1e-3, "mm"], [1e-6, "\u00b5m"], [1e-9, "nm"], [1e-12, "pm"]];

/** A wavelength in metres with a fitting unit. */
export function wavelength(m) {
  if (m === null || m === undefined) {
    return "";
  }
  const [scale, unit] = WAVE_UNITS.find(([each]) => m >= each) || [1e-15, "fm"];
  return Number((m / scale).toPrecision(4)) + " " + unit;
}

/** An angle in degrees with a fitting unit. */
export function angle(deg) {
  if (deg === null || deg === undefined) {
    return "";
  }
  const [value, unit] = deg >= 1 ? [deg, "\u00b0"] : deg >= 1 / 60 ? [deg * 60, "\u2032"] : [deg * 3600, "\u2033"];
  return Number(value.toPrecision(3)) + unit;
}

export function bytes(n) {
  if (n === null || n === undefined) {
    return "";
  }
  const units = ["B", "kB", "MB", "GB", "TB"];
  let i = 0;
  while (n >= 1000 && i < units.length - 1) {
    n /= 1000;
    i++;
  }
  return Number(n.toPrecision(3)) + " " + units[i];
}

const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/g;

/** Text from outside as it is shown: without controls, and not longer than `most`. */
export function plain(text, most = 300) {
  const shown = String(text ?? "").slice(0, 2 * most).replace(UNSEEN, " ");
  return shown.length > most ? shown.slice(0, most) + "..." : shown;
}
