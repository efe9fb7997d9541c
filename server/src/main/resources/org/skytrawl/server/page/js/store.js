// The state of the page, in one place. Components read it by useStore and change it by set.
import { useEffect, useState } from "./html.js";

/**
 * parameters: the question as in docs/api.md, { name: text or list of texts }
 * question:   what the server understood of them, or null
 * plan:       what a run would ask, or null
 * problem:    { message, field } of the question, or null
 * run:        the run that is shown (docs/api.md, "A run"), or null
 * services:   Map of key -> service of the run, as in /services
 * filters:    { collection: [..], centre, protocol, type, band, year, overlap: [..], q: "", rows: [..] }
 * sort:       "-t_min,obs_title"
 * columns:    names of the columns of the table
 * selected:   Set of rows that the user has marked
 * picked:     the row whose card is open, or null
 * hovered:    the row under the pointer, in map or table, or null
 * panel:      which part is shown on a small screen: "ask", "map", "table", "facets", "services"
 * drawing:    null, "circle" or "polygon": what the user draws on the map
 * message:    { kind: "error" | "note", text } or null
 */
const state = {
  parameters: {},
  question: null,
  plan: null,
  problem: null,
  run: null,
  services: new Map(),
  filters: {},
  sort: "",
  columns: ["obs_title", "obs_collection", "dataproduct_type", "t_min", "em_min", "em_max", "s_fov", "instrument_name", "access_format"],
  selected: new Set(),
  picked: null,
  hovered: null,
  panel: "ask",
  drawing: null,
  message: null,
};

const listeners = new Set();

export function get() {
  return state;
}

/** Changes some members and tells everybody whose part is different. */
export function set(change) {
  Object.assign(state, change);
  for (const listener of [...listeners]) {
    listener();
  }
}

export function subscribe(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The part of the state that a component shows; it is drawn again when that part is another object or value. */
export function useStore(part) {
  const [value, setValue] = useState(() => part(state));
  useEffect(() => {
    const update = () => setValue(() => part(state));
    update();
    return subscribe(update);
  }, []);
  return value;
}
