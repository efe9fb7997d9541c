// What stands around the table: text filter, active filters, how many rows there are, and why there are none.
import { html, useEffect, useRef, useState } from "./html.js";
import { get, set, useStore } from "./store.js";
import { count, plural } from "./text.js";
import { cut } from "./columns.js";
import { isOver, rows } from "./datasets.js";
import { filterParameters, NAMES, withValues, yearRange } from "./filters.js";
import { markAll, MOST_MARKED, unmarkAll } from "./marks.js";
import { whyEmpty } from "./empty.js";

const TYPING_MS = 250;

export function TextFilter() {
  const q = useStore((state) => state.filters.q || "");
  const [text, setText] = useState(q);
  const timer = useRef(null);
  const own = useRef(q);
  // what is typed meanwhile stays
  useEffect(() => {
    if (q !== own.current) {
      own.current = q;
      setText(q);
    }
  }, [q]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const typed = (e) => {
    const value = e.target.value;
    setText(value);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      own.current = value;
      set({ filters: { ...get().filters, q: value } });
    }, TYPING_MS);
  };
  return html`<label class="search">Find
    <input type="search" value=${text} maxlength="200" placeholder="title, name, target, collection" onInput=${typed} />
  </label>`;
}

/** Each filter as a button that takes it away: filters work also where their histograms are not in sight. */
export function ActiveFilters() {
  const filters = useStore((state) => state.filters);
  const entries = Object.keys(filterParameters(filters));
  if (!entries.length) {
    return null;
  }
  const clear = (name) => {
    const next = { ...filters };
    delete next[name];
    set({ filters: next });
  };
  const chip = (key, text, onClick) => html`<li key=${key}><button type="button" onClick=${onClick} aria-label=${"Remove the filter " + text}>${text} <span aria-hidden="true">\u00d7</span></button></li>`;
  return html`<ul class="chips" aria-label="Active filters">
    ${entries.flatMap((name) => {
      if (name === "q") {
        return [chip(name, "\u201c" + cut(filters.q.trim(), 40) + "\u201d", () => clear(name))];
      }
      if (name === "rows") {
        return [chip(name, plural(filters.rows.length, "chosen row"), () => clear(name))];
      }
      if (name === "year" && filters.year.length > 3) {
        const years = yearRange(filters);
        return [chip(name, "Year: " + years.join("\u2013") + (filters.year.includes("") ? ", unknown" : ""), () => clear(name))];
      }
      return filters[name].map((value) =>
        chip(name + "=" + value, NAMES[name] + ": " + cut(value || "unknown", 60), () => set({ filters: withValues(filters, name, filters[name].filter((each) => each !== value)) })),
      );
    })}
    <li key="all"><button type="button" class="plain" onClick=${() => set({ filters: {} })}>Clear all filters</button></li>
  </ul>`;
}

export function Status({ run }) {
  const selected = useStore((state) => state.selected);
  const [marking, setMarking] = useState(null);
  const all = async () => {
    const controller = new AbortController();
    setMarking(controller);
    await markAll(controller.signal);
    setMarking(null);
  };
  const over = isOver(run);
  const known = rows.total !== null;
  const tooMany = rows.filtered > MOST_MARKED;
  return html`<p class="status">
    <span role="status">${howMany()}${selected.size > 0 && ", " + count(selected.size) + " marked"}</span>
    ${known && (rows.provisional || !over) && html`<span class="badge" title="The run goes on: rows are added, merged and ordered until it ends.">provisional</span>`}
    ${over && marking && html`<button type="button" onClick=${() => marking.abort()}>Stop marking</button>`}
    ${over && !marking && rows.answered && rows.filtered > 0 && html`<button type="button" onClick=${all} aria-disabled=${tooMany ? "true" : "false"}
      title=${tooMany ? "At most " + count(MOST_MARKED) + " rows can be marked" : "Ctrl+A in the table"}>Mark all</button>`}
    ${selected.size > 0 && html`<button type="button" onClick=${unmarkAll}>Unmark</button>`}
  </p>`;
}

function howMany() {
  if (!rows.answered) {
    return rows.busy ? "Loading \u2026" : "";
  }
  return rows.filtered === rows.total ? plural(rows.total, "dataset") : count(rows.filtered) + " of " + plural(rows.total, "dataset");
}

export function Empty({ run }) {
  if (rows.problem || (run && !rows.answered) || rows.filtered > 0) {
    return null;
  }
  const why = whyEmpty(run, { total: rows.total || 0, filtered: rows.filtered });
  return html`<div class=${"empty " + why.kind}>
    <p>${why.text}</p>
    ${why.filters && html`<button type="button" onClick=${() => set({ filters: {} })}>Clear all filters</button>`}
    ${why.services && html`<a href="#services" onClick=${() => set({ panel: "services" })}>Every service and its fate</a>`}
  </div>`;
}
