// One dataset.
import { html, useEffect, useRef, useState } from "./html.js";
import { api } from "./api.js";
import { set, useStore } from "./store.js";
import { bytes, count, plural } from "./text.js";
import { COLUMNS, cut, exact, GROUPS, httpUrl, readable, shown } from "./columns.js";
import { onRows, pickNeighbour, rows } from "./datasets.js";
import { Copied } from "./copy.js";
import { Preview } from "./preview.js";

const CELL = 600;

const OVERLAP = {
  tested: "Its footprint, field or centre overlaps the region: Skytrawl tested this.",
  service: "The service says that it overlaps the region. The record has no readable geometry, or only a centre outside the region.",
  unknown: "Nothing is known of its place: it is here because the question includes what is unknown.",
};

/** The dataset of a row. It stays as it was fetched while the run goes on. */
function useDataset(run, row) {
  const [state, setState] = useState({ dataset: null, problem: null, revision: 0 });
  const id = run ? run.id : null;
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (id === null || row === null) {
      return undefined;
    }
    const controller = new AbortController();
    const revision = run.revision;
    setState((old) => ({ ...old, problem: null }));
    api.get("runs/" + encodeURIComponent(id) + "/datasets/" + row, {}, controller.signal).then(
      (dataset) => setState({ dataset, problem: null, revision }),
      (problem) => problem.name !== "AbortError" && setState({ dataset: null, problem, revision }),
    );
    return () => controller.abort();
  }, [id, row, attempt]);
  return { ...state, again: () => setAttempt((n) => n + 1) };
}

function Outside({ url, children }) {
  return html`<a href=${url} target="_blank" rel="noopener noreferrer">${children}</a>`;
}

/** A text of any length; what is long is cut until the user wants it. */
function LongText({ text }) {
  const [whole, setWhole] = useState(false);
  useEffect(() => setWhole(false), [text]);
  if (text.length <= CELL) {
    return text;
  }
  return whole
    ? html`<pre tabindex="0">${text}</pre>`
    : html`${cut(text, CELL)} <button type="button" class="plain" onClick=${() => setWhole(true)}>Show all</button>`;
}

function CellValue({ name, value }) {
  if (typeof value === "number") {
    return readable(name) ? html`${exact(name, value)} <span class="faint">${shown(name, value)}</span>` : exact(name, value);
  }
  const text = typeof value === "string" ? value : JSON.stringify(value);
  // the address of the data is the link above, and here as text: a password in it is not shown
  const url = name === "access_url" ? null : httpUrl(text);
  return url ? html`<${Outside} url=${url}><${LongText} text=${text} /><//>` : html`<${LongText} text=${text} />`;
}

const isEmpty = (value) => value === null || value === undefined || value === "";

function Columns({ columns, units }) {
  const known = new Set(GROUPS.flatMap(([, names]) => names));
  const other = Object.keys(columns).filter((name) => !known.has(name));
  const empty = Object.keys(columns).filter((name) => isEmpty(columns[name]));
  const groups = [...GROUPS, ["Other columns", other]].map(([title, names]) => {
    const here = names.filter((name) => !isEmpty(columns[name]));
    return here.length > 0 && html`<section key=${title}>
      <h3>${title}</h3>
      <dl>${here.map((name) => html`<div key=${name}>
        <dt title=${COLUMNS.get(name)?.description || ""}>${name}${!COLUMNS.has(name) && units[name] && html` <span class="unit">${units[name]}</span>`}</dt>
        <dd><${CellValue} name=${name} value=${columns[name]} /></dd>
      </div>`)}</dl>
    </section>`;
  });
  return html`${groups}${empty.length > 0 && html`<details class="faint"><summary>${plural(empty.length, "column")} without a value</summary>${empty.join(", ")}</details>`}`;
}

function format(columns) {
  const size = columns.access_estsize;
  return cut(columns.access_format || "unknown format", 100) + (typeof size === "number" ? ", about " + bytes(size * 1000) : "");
}

/** Rows of the same dataset in other formats: numbers, or objects with their columns. */
function Formats({ formats, own }) {
  const others = formats.map((each) => (typeof each === "number" ? { row: each } : each)).filter(({ row }) => row !== own);
  if (!others.length) {
    return null;
  }
  return html`<section>
    <h3>Other formats</h3>
    <ul>${others.map((each) => {
      const columns = each.columns || each;
      const url = httpUrl(each.link === undefined ? columns.access_url : each.link);
      return html`<li key=${each.row}>
        ${url ? html`<${Outside} url=${url}>${format(columns)}<//>` : columns.access_format && format(columns)}
        ${" "}<button type="button" class="plain" onClick=${() => set({ picked: each.row })}>Card of row ${count(each.row + 1)}</button>
      </li>`;
    })}</ul>
  </section>`;
}

function Origins({ origins }) {
  return html`<section>
    <h3>Found by ${plural(origins.length, "service")}</h3>
    <ul class="origins">${origins.map((origin, i) => {
      const service = origin.service || {};
      return html`<li key=${i}>
        <strong>${cut(service.title || service.ivoid || service.host || "Service", 200)}</strong> ${service.protocol || ""}
        ${service.ivoid && html`<div class="faint">${cut(service.ivoid, 300)}</div>`}
        ${origin.query && html`<${Copied} label="Query" text=${origin.query} />`}
        ${origin.columns && Object.keys(origin.columns).length > 0 && html`<details><summary>What this service says differently</summary>
          <dl>${Object.entries(origin.columns).map(([name, value]) => !isEmpty(value) && html`<div key=${name}><dt>${name}</dt><dd><${CellValue} name=${name} value=${value} /></dd></div>`)}</dl>
        </details>`}
      </li>`;
    })}</ul>
  </section>`;
}

function Dataset({ run, dataset }) {
  const { row, columns, units = {}, cut: shortened = [], formats = [], origins = [] } = dataset;
  const url = httpUrl(dataset.link);
  const title = titleOf(columns);
  return html`
    ${dataset.preview && html`<${Preview} path=${"runs/" + encodeURIComponent(run.id) + "/datasets/" + row + "/preview"} title=${title} />`}
    <p>${url
      ? html`<${Outside} url=${url}>Open the data<//> <span class="faint">${format(columns)}</span>`
      : columns.access_url ? "Its address is not http or https, so it is no link here: see access_url." : "The service gives no address of the data."}</p>
    ${OVERLAP[columns.overlap] && html`<p>${OVERLAP[columns.overlap]}</p>`}
    <${Formats} formats=${formats} own=${row} />
    ${shortened.length > 0 && html`<p class="warn">Too long to be shown whole: ${shortened.join(", ")}. Files have them whole.</p>`}
    <${Columns} columns=${columns} units=${units} />
    <${Origins} origins=${origins} />`;
}

function titleOf(columns) {
  return cut(columns.obs_title || columns.obs_id || columns.obs_publisher_did || columns.target_name || "Dataset without title", 200);
}

function usePlace(row) {
  const [, draw] = useState(0);
  useEffect(() => onRows(() => draw((n) => n + 1)), []);
  return row === null ? -1 : rows.indexOf(row);
}

export function Card() {
  const run = useStore((state) => state.run);
  const picked = useStore((state) => state.picked);
  const dialog = useRef(null);
  const { dataset, problem, revision, again } = useDataset(run, picked);
  const place = usePlace(picked);
  useEffect(() => {
    if (picked !== null && !dialog.current.open) {
      dialog.current.showModal();
    } else if (picked === null && dialog.current.open) {
      dialog.current.close();
    }
    dialog.current.scrollTop = 0;
  }, [picked]);
  const close = () => dialog.current.close();
  const onMap = () => {
    set({ hovered: picked, panel: "map" });
    close();
    document.getElementById("map").scrollIntoView({ block: "nearest" });
  };
  const step = (by) => pickNeighbour(picked, by).catch((e) => set({ message: { kind: "error", text: e.message } }));
  const key = (e) => {
    if (e.altKey && (e.key === "ArrowLeft" || e.key === "ArrowRight")) {
      e.preventDefault();
      step(e.key === "ArrowLeft" ? -1 : 1);
    }
  };
  const here = dataset !== null && dataset.row === picked ? dataset : null;
  const placed = here && typeof here.columns.s_ra === "number";
  return html`<dialog class="card" ref=${dialog} aria-labelledby="card-title" onClose=${() => set({ picked: null })} onKeyDown=${key}
    onClick=${(e) => e.target === dialog.current && close()}>
    <div class="inside">
      <header>
        <div class="line first">
          <h2 id="card-title">${here ? titleOf(here.columns) : "Dataset"}</h2>
          <button type="button" onClick=${close}>Close</button>
        </div>
        <p class="line">
          <button type="button" aria-disabled=${place <= 0 ? "true" : "false"} onClick=${() => step(-1)}>Previous</button>
          <button type="button" aria-disabled=${place < 0 || place === rows.filtered - 1 ? "true" : "false"} onClick=${() => step(1)}>Next</button>
          <span class="faint">${place >= 0 && count(place + 1) + " of " + count(rows.filtered)}</span>
          ${placed && html`<button type="button" onClick=${onMap}>Show on map</button>`}
        </p>
      </header>
      ${run && here && run.revision !== revision && html`<p class="warn">The result has changed since this card was opened: row ${count(picked + 1)} may be another dataset now. <button type="button" onClick=${again}>Show it</button></p>`}
      ${problem && html`<p class="problem" role="alert">${problem.message} <button type="button" onClick=${again}>Try again</button></p>`}
      ${!problem && !here && picked !== null && html`<p>Loading …</p>`}
      ${here && html`<${Dataset} run=${run} dataset=${here} />`}
    </div>
  </dialog>`;
}
