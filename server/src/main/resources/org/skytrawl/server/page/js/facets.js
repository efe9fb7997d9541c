// Histograms that filter.
import { html, useEffect, useRef, useState } from "./html.js";
import { get, set, useStore } from "./store.js";
import { count, plural } from "./text.js";
import { cut } from "./columns.js";
import { useAnswer } from "./answer.js";
import { barShare, facetValues, foundValues, yearBins } from "./bins.js";
import { filterParameters, FIRST_YEAR, isFiltered, LAST_YEAR, NAMES, toggle, values, withValues, yearRange, yearsBetween } from "./filters.js";

const FEW = 6;
const STEP = 40;
const SEARCH_FROM = 12;

const LISTS = ["collection", "centre", "protocol", "type", "band", "overlap"];

/** Without a place in the question nothing overlaps it, and where all was tested there is nothing to choose. */
const tellsOverlap = ({ overlap = [] }) => overlap.some(({ value }) => value !== "" && value !== "tested");

function change(filters) {
  set({ filters });
}

function Value({ name, each, largest, checked }) {
  const numbers = each.count === each.all ? count(each.all) : count(each.count) + " / " + count(each.all);
  const spoken = each.count === each.all ? count(each.all) + " datasets" : count(each.count) + " of " + count(each.all) + " datasets";
  const text = cut(each.value || "unknown", 120);
  return html`<li>
    <label title=${text}>
      <input type="checkbox" checked=${checked} aria-label=${text + ", " + spoken} onChange=${() => change(toggle(get().filters, name, each.value))} />
      <span class="bar-all" style=${{ width: 100 * barShare(each.all, largest, 0.01) + "%" }}></span>
      <span class="bar-here" style=${{ width: 100 * barShare(each.count, largest, 0.01) + "%" }}></span>
      <span class=${each.value ? "value" : "value unknown"}>${text}</span>
      <span class="numbers">${numbers}</span>
    </label>
  </li>`;
}

function Clear({ name }) {
  const chosen = useStore((state) => state.filters)[name];
  return chosen && html`<button type="button" class="plain" aria-label=${"Clear the filter " + NAMES[name]} onClick=${() => change(withValues(get().filters, name, []))}>Clear</button>`;
}

/** @param more { values, rows }: what the server left out of a facet of very many values */
function List({ name, facet, more }) {
  const filters = useStore((state) => state.filters);
  const [sought, setSought] = useState("");
  const [most, setMost] = useState(FEW);
  const chosen = values(filters, name);
  const all = facetValues(name, facet, chosen);
  const { kept, left } = foundValues(all, sought, chosen, most);
  const largest = Math.max(0, ...all.map((each) => each.all));
  return html`<fieldset class="facet">
    <legend>${NAMES[name]} <span class="faint">${count(all.length + (more ? more.values : 0))}</span></legend>
    <${Clear} name=${name} />
    ${all.length > SEARCH_FROM && html`<input type="search" value=${sought} maxlength="100" aria-label=${"Search in " + NAMES[name]} placeholder="Search" onInput=${(e) => { setSought(e.target.value); setMost(FEW); }} />`}
    <ul>${kept.map((each) => html`<${Value} key=${each.value} name=${name} each=${each} largest=${largest} checked=${chosen.includes(each.value)} />`)}</ul>
    ${kept.length === 0 && html`<p class="faint">None.</p>`}
    ${left > 0 && html`<button type="button" class="plain" onClick=${() => setMost(most + STEP)}>${count(Math.min(left, STEP))} more<span class="unseen"> of ${NAMES[name]}</span>${left > STEP && " of " + count(left)}</button>`}
    ${most > FEW && left === 0 && !sought && html`<button type="button" class="plain" onClick=${() => setMost(FEW)}>Fewer<span class="unseen"> of ${NAMES[name]}</span></button>`}
    ${more && left === 0 && html`<p class="faint">${plural(more.values, "rarer value")} not listed. “Find” above the table looks for them.</p>`}
  </fieldset>`;
}

/** A year that is typed; it counts when Enter is pressed or the field is left. */
function YearField({ label, value, onYear }) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const take = () => {
    const year = Math.round(Number(text));
    if (text !== "" && Number.isFinite(year) && year !== Number(value)) {
      onYear(year);
    } else {
      setText(value);
    }
  };
  return html`<label>${label} <input type="number" min=${FIRST_YEAR} max=${LAST_YEAR} step="1" value=${text} onInput=${(e) => setText(e.target.value)} onBlur=${take} onKeyDown=${(e) => e.key === "Enter" && take()} /></label>`;
}

function Years({ facet }) {
  const filters = useStore((state) => state.filters);
  const [drag, setDrag] = useState(null);
  const drawing = useRef(null);
  const { bins, unknown } = yearBins(facet);
  const chosen = yearRange(filters);
  const largest = Math.max(0, ...bins.map((bin) => bin.all));
  const first = bins.length ? bins[0].first : null;
  const last = bins.length ? bins[bins.length - 1].last : null;
  const [from, to] = drag ? [Math.min(...drag), Math.max(...drag)] : [-1, -1];
  const marked = (bin, i) => (drag ? i >= from && i <= to : !chosen || (bin.last >= chosen[0] && bin.first <= chosen[1]));

  const binAt = (e) => {
    const box = drawing.current.getBoundingClientRect();
    return Math.max(0, Math.min(bins.length - 1, Math.floor(((e.clientX - box.left) / box.width) * bins.length)));
  };
  const down = (e) => {
    drawing.current.setPointerCapture(e.pointerId);
    const at = binAt(e);
    setDrag([at, at]);
  };
  const move = (e) => drag && setDrag([drag[0], binAt(e)]);
  const up = () => {
    if (drag && bins[from] && bins[to]) {
      change(yearsBetween(get().filters, bins[from].first, bins[to].last));
    }
    setDrag(null);
  };
  const unknownChosen = values(filters, "year").includes("");
  return html`<fieldset class="facet years">
    <legend>Year</legend>
    <${Clear} name="year" />
    ${bins.length > 0 && html`
      <svg ref=${drawing} viewBox=${"0 0 " + bins.length + " 1"} preserveAspectRatio="none" aria-hidden="true" onPointerDown=${down} onPointerMove=${move} onPointerUp=${up} onPointerCancel=${() => setDrag(null)}>
        ${bins.map((bin, i) => html`<g key=${bin.first} class=${marked(bin, i) ? "marked" : ""}>
          <title>${bin.first === bin.last ? bin.first + ": " + count(bin.count) + " of " + count(bin.all) : bin.first + " to " + bin.last}</title>
          <rect class="room" x=${i} y="0" width="1" height="1" />
          <rect class="all" x=${i + 0.06} width="0.88" y=${1 - barShare(bin.all, largest)} height=${barShare(bin.all, largest)} />
          <rect class="here" x=${i + 0.06} width="0.88" y=${1 - barShare(bin.count, largest)} height=${barShare(bin.count, largest)} />
        </g>`)}
      </svg>
      <p class="ends" aria-hidden="true"><span>${first}</span><span>${last}</span></p>
      <p class="line">
        <${YearField} label="From" value=${String(chosen ? chosen[0] : first)} onYear=${(year) => change(yearsBetween(get().filters, year, Math.max(year, chosen ? chosen[1] : last)))} />
        <${YearField} label="to" value=${String(chosen ? chosen[1] : last)} onYear=${(year) => change(yearsBetween(get().filters, Math.min(year, chosen ? chosen[0] : first), year))} />
      </p>`}
    ${(unknown || unknownChosen) && html`<ul><${Value} name="year" each=${unknown || { value: "", count: 0, all: 0 }} largest=${largest} checked=${unknownChosen} /></ul>`}
    ${bins.length === 0 && !unknown && html`<p class="faint">None.</p>`}
  </fieldset>`;
}

export function Facets() {
  const run = useStore((state) => state.run);
  const filters = useStore((state) => state.filters);
  const { answer, problem, again } = useAnswer(run ? "runs/" + encodeURIComponent(run.id) + "/facets" : null, filterParameters(filters), run ? run.revision : 0);
  if (!run) {
    return null;
  }
  return html`<div class="facets">
    <div class="line">
      <h2>Filter</h2>
      ${answer && html`<span class="faint" role="status">${count(answer.filtered)} of ${count(answer.total)}</span>`}
      ${isFiltered(filters) && html`<button type="button" class="plain" onClick=${() => change({})}>Clear all</button>`}
    </div>
    ${problem && html`<p class="problem" role="alert">${problem.message} <button type="button" onClick=${again}>Try again</button></p>`}
    ${answer && answer.total === 0 && html`<p class="faint">There is nothing to filter.</p>`}
    ${answer && answer.total > 0 && LISTS.filter((name) => name !== "overlap" || tellsOverlap(answer.facets)).map((name) => html`<${List} key=${name} name=${name} facet=${answer.facets[name] || []} more=${answer.more?.[name]} />`)}
    ${answer && answer.total > 0 && html`<${Years} facet=${answer.facets.year || []} />`}
  </div>`;
}
