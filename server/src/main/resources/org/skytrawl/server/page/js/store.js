// The state of the page, in one place. Components read it by useStore and change it by set.
import { useEffect, useRef, useState } from "./html.js";

/**
 * parameters: the question as in docs/api.md, { name: text or list of texts }
 * question:   what the server understood of them, or null
 * resolved:   the position of the name in the question, as in /resolve, or null
 * plan:       what a run would ask, or null
 * problem:    { message, field } of the question, or null
 * run:        the run that is shown (docs/api.md, "A run"), or null
 * connection: null, "live" (its events arrive), or "lost": the server does not answer, it is tried again
 * runs:       the stored runs, the newest first, or null as long as they are not read
 * services:   Map of idOf (fates.js) -> service of the run, as in /services; a new Map when one of them changed
 * filters:    { collection: [..], centre, protocol, type, band, year, overlap: [..], q: "", rows: [..] }
 * sort:       "-t_min,obs_title"
 * columns:    names of the columns of the table
 * selected:   Set of rows that the user has marked
 * picked:     the row whose card is open, or null
 * hovered:    the row under the pointer, in map or table, or null
 * panel:      which part is shown on a small screen: "ask", "map", "table", "facets", "services"
 * asking:     whether the question is open beside the results, on a large screen
 * dropping:   whether a file is dragged over the page
 * drawing:    null, "circle" or "polygon": what the user draws on the map
 * fates:      which services the list of services shows: "missing", "all", or a word of fates.js
 * message:    { kind: "error" | "note", text } or null
 */
const state = {
  parameters: {},
  question: null,
  resolved: null,
  plan: null,
  problem: null,
  run: null,
  connection: null,
  runs: null,
  services: new Map(),
  filters: {},
  sort: "",
  columns: ["obs_title", "obs_collection", "dataproduct_type", "t_min", "em_min", "em_max", "s_fov", "instrument_name", "access_format"],
  selected: new Set(),
  picked: null,
  hovered: null,
  panel: "ask",
  asking: false,
  dropping: false,
  drawing: null,
  fates: "all",
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
  const [, draw] = useState(0);
  const shown = useRef();
  const value = part(state);
  shown.current = { part, value };
  useEffect(() => {
    const update = () => {
      if (shown.current.part(state) !== shown.current.value) {
        draw((n) => n + 1);
      }
    };
    update();
    return subscribe(update);
  }, []);
  return value;
}
