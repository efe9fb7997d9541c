// The page: what is asked at the top, what comes of it below.
import { html, render } from "./html.js";
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
import { begin } from "./run.js";

const PANELS = [["ask", "Ask"], ["map", "Map"], ["table", "Datasets"], ["facets", "Filter"], ["services", "Services"]];

function Panels() {
  const panel = useStore((state) => state.panel);
  return html`<nav class="panels" aria-label="Parts of the page">
    ${PANELS.map(([id, name]) => html`<button type="button" key=${id} aria-current=${panel === id ? "true" : "false"} onClick=${() => set({ panel: id })}>${name}</button>`)}
  </nav>`;
}

function Message() {
  const message = useStore((state) => state.message);
  return html`<div class="message" role="status" aria-live="polite">
    ${message && html`<p class=${message.kind}>${message.text} <button type="button" onClick=${() => set({ message: null })}>Close</button></p>`}
  </div>`;
}

function App() {
  const panel = useStore((state) => state.panel);
  return html`
    <a class="skip" href="#datasets">To the datasets</a>
    <header class="bar"><h1><a href="./">Skytrawl</a></h1><${Watch} /></header>
    <${Message} />
    <main data-panel=${panel}>
      <section id="ask" aria-label="Question"><${Ask} /></section>
      <section id="map" aria-label="Sky map"><${SkyMap} /></section>
      <section id="facets" aria-label="Filters"><${Facets} /><${Coverage} /></section>
      <section id="datasets" aria-label="Datasets"><${Trust} brief=${true} /><${Take} /><${DatasetTable} /></section>
      <section id="services" aria-label="Services"><${Trust} /></section>
    </main>
    <${Card} />
    <${Panels} />`;
}

render(html`<${App} />`, document.getElementById("app"));
begin();
