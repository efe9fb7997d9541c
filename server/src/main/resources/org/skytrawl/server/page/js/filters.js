// Filters and order of the datasets, and how they become parameters of the API.

/** Name of each filter of several values, and what people call it. */
export const NAMES = {
  collection: "Collection",
  centre: "Data centre",
  protocol: "Protocol",
  type: "Type",
  band: "Band",
  year: "Year",
  overlap: "Overlap",
  target: "Target",
};

export const values = (filters, name) => filters[name] || [];

/** Parameters of docs/api.md, FILTERS; also the `filters` of a request for SAMP and downloads. */
export function filterParameters(filters) {
  const parameters = {};
  for (const name of Object.keys(NAMES)) {
    if (values(filters, name).length) {
      parameters[name] = [...filters[name]];
    }
  }
  if (filters.q && filters.q.trim()) {
    parameters.q = filters.q.trim();
  }
  if (filters.rows && filters.rows.length) {
    parameters.rows = filters.rows.join(",");
  }
  return parameters;
}

export const isFiltered = (filters) => Object.keys(filterParameters(filters)).length > 0;

/** Adds a value, or takes it away. An empty value stands for "unknown". */
export function toggle(filters, name, value) {
  const old = values(filters, name);
  return withValues(filters, name, old.includes(value) ? old.filter((each) => each !== value) : [...old, value]);
}

export function withValues(filters, name, list) {
  const next = { ...filters };
  if (list.length) {
    next[name] = list;
  } else {
    delete next[name];
  }
  return next;
}

/** Years in which datasets can be. */
export const FIRST_YEAR = 1800;
export const LAST_YEAR = 2200;

/** Each year between two, with "unknown" if it was chosen before. */
export function yearsBetween(filters, first, last) {
  const unknown = values(filters, "year").filter((year) => year === "");
  const [from, to] = [Math.min(first, last), Math.max(first, last)].map((year) => Math.max(FIRST_YEAR, Math.min(LAST_YEAR, year)));
  return withValues(filters, "year", [...Array.from({ length: to - from + 1 }, (_, i) => String(from + i)), ...unknown]);
}

/** First and last year that are chosen, or null. */
export function yearRange(filters) {
  const years = values(filters, "year").filter((year) => year !== "").map(Number);
  return years.length ? [Math.min(...years), Math.max(...years)] : null;
}

/** "-t_min,obs_title" -> [{ name: "t_min", down: true }, { name: "obs_title", down: false }] */
export function parseSort(sort) {
  return sort
    .split(",")
    .filter(Boolean)
    .map((each) => (each.startsWith("-") ? { name: each.slice(1), down: true } : { name: each, down: false }));
}

/** As many columns as the server sorts by. */
const MOST_KEYS = 5;

/** A column's order goes from none to ascending, descending, none. With `more` the other columns stay. */
export function nextSort(sort, name, more = false) {
  const keys = parseSort(sort);
  const old = keys.find((key) => key.name === name);
  const next = !old ? { name, down: false } : old.down ? null : { name, down: true };
  const kept = more ? keys : keys.filter((key) => key.name === name);
  const list = old ? kept.map((key) => (key.name === name ? next : key)) : [...kept.slice(0, MOST_KEYS - 1), next];
  return list
    .filter(Boolean)
    .map((key) => (key.down ? "-" : "") + key.name)
    .join(",");
}
