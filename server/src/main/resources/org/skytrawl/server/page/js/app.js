// The page: what is asked at the top, what comes of it below.
import { html, render, useEffect } from "./html.js";
import { useStore, set } from "./store.js";
import { Ask } from "./ask.js";
import { Watch } from "./watch.js";
import { Trust } from "./trust.js";
import { SkyMap } from "./map.js";
import { Coverage } from "./coverage.js";
import { DatasetTable } from "./table.js";
import { Facets } from "./facets.js";
import { Card } from "./card.js";
import { Take } from "./take.js";
import { Runs } from "./runs.js";
import { goes } from "./go.js";
import { begin } from "./run.js";

const PANELS = [
  ["ask", "Ask"],
  ["map", "Map"],
  ["table", "Datasets"],
  ["facets", "Filter"],
  ["services", "Services"],
];

function Panels() {
  const panel = useStore((state) => state.panel);
  return html`<nav class="panels" aria-label="Parts of the page">
    ${PANELS.map(([id, name]) => html`<button type="button" key=${id} aria-current=${panel === id ? "true" : null} onClick=${() => set({ panel: id })}>${name}</button>`)}
  </nav>`;
}

function Message() {
  const message = useStore((state) => state.message);
  return html`<div class="message" role="status" aria-live="polite">
    ${message && html`<p class=${message.kind}><span>${message.text}</span> <button type="button" class="small" onClick=${() => set({ message: null })}>Close</button></p>`}
  </div>`;
}

function Dropping() {
  return useStore((state) => state.dropping) && html`<div class="dropping" aria-hidden="true">Drop a MOC, a probability map, an image or a list of targets</div>`;
}

function App() {
  const panel = useStore((state) => state.panel);
  const asking = useStore((state) => state.asking);
  const hasRun = useStore((state) => state.run !== null);
  useEffect(begin, []);
  return html`
    <a class="skip" href="#datasets" onClick=${goes("datasets")}>To the datasets</a>
    <header class="bar"><h1><a href="./">Skytrawl</a></h1><p class="claim">The whole Virtual Observatory, asked at once</p><${Runs} /></header>
    <${Message} />
    <${Watch} />
    <main class=${hasRun ? (asking ? "with-run asking" : "with-run") : "without-run"} data-panel=${panel}>
      <section id="ask" aria-label="Question"><${Ask} /></section>
      <section id="map" aria-label="Sky map"><${SkyMap} /></section>
      <section id="facets" aria-label="Filters"><${Coverage} /><${Facets} /></section>
      <section id="datasets" aria-label="Datasets" tabindex="-1"><${Trust} brief=${true} /><${Take} /><${DatasetTable} />${!hasRun && html`<p class="hint">There are no datasets yet: ask first.</p>`}</section>
      <section id="services" aria-label="Services" tabindex="-1"><${Trust} />${!hasRun && html`<p class="hint">No service has been asked yet.</p>`}</section>
    </main>
    <${Card} />
    <${Dropping} />
    <${Panels} />`;
}

render(html`<${App} />`, document.getElementById("app"));
