// The sky: region, footprints, density; drawing and picking.
import { SurveyImages } from "./aladin.js";
import { useAnswer } from "./answer.js";
import { useRegion } from "./ask.js";
import { SkyChart } from "./chart.js";
import { collectionCounts, collectionName, giveColours, legendOf } from "./colours.js";
import { filterParameters, isFiltered } from "./filters.js";
import { decText, raText } from "./grid.js";
import { html, useEffect, useMemo, useRef, useState } from "./html.js";
import { densityColour, densityOf } from "./paint.js";
import { nextPick, shapesInPieces } from "./shapes.js";
import { get, set, useStore } from "./store.js";
import { angle, count, plural } from "./text.js";

const MOST_FOOTPRINTS = 30000;
const NOTHING = { shapes: null, density: null, filtered: 0, unplaced: 0, counts: new Map() };
const HELP = "Arrow keys move the map, with Shift by little. Plus and minus zoom. 0 shows the region. All footprints are rows of the table of datasets, which the keyboard reaches.";

const DRAWING = {
  circle: "Press on its centre and drag to its edge. By keyboard: Space sets the centre at the cross, arrows move, Enter ends, Escape cancels.",
  polygon: "Click its corners; a double click or Enter ends. By keyboard: Space sets a corner at the cross, arrows move, Backspace takes the last one back, Escape cancels.",
};

/** The footprints of the run that is shown, in its filters. */
function useFound() {
  const run = useStore((state) => state.run);
  const filters = useStore((state) => state.filters);
  const path = run && "runs/" + encodeURIComponent(run.id) + "/footprints";
  const { answer, problem, again } = useAnswer(path, { ...filterParameters(filters), most: MOST_FOOTPRINTS }, run && run.revision, (each, signal) => understood(run.id, each, signal));
  return { found: answer || NOTHING, problem, again };
}

async function understood(run, answer, signal) {
  const rows = answer.shapes || [];
  const counts = collectionCounts(answer, rows);
  const { density } = answer;
  const shapes = density ? null : await shapesInPieces(rows.map(([row, collection, ...rest]) => [row, collectionName(answer, collection), ...rest]), signal);
  if (!density && !signal.aborted) {
    giveColours(run, counts);
  }
  return { shapes, density: density ? densityOf(density) : null, filtered: answer.filtered, unplaced: unplacedOf(answer, shapes), counts };
}

const unplacedOf = ({ unplaced, filtered }, shapes) => (unplaced !== undefined ? unplaced + (shapes ? shapes.unplaced : 0) : shapes ? Math.max(shapes.unplaced, filtered - shapes.count) : 0);

/** The region of the question, and that of the run if it is another one. */
function useRegions() {
  const question = useStore((state) => state.question);
  const run = useStore((state) => state.run);
  const ofQuestion = (question && question.region) || null;
  const ofRun = (run && run.question && run.question.region) || null;
  const keys = [JSON.stringify(ofQuestion), JSON.stringify(ofRun)];
  return useMemo(() => {
    const region = ofQuestion || (question ? null : ofRun);
    return { region, weak: keys[0] !== keys[1] && region !== ofRun ? ofRun : null, key: JSON.stringify(region) };
  }, [...keys, question === null]);
}

function Legend({ found }) {
  if (found.density) {
    const { most } = found.density;
    const steps = [...new Set([1, Math.round(Math.sqrt(most)), most])];
    return html`<ul class="legend" aria-label="Colours of the map">
      <li>${count(found.filtered)} datasets, by their number in a cell:</li>
      ${steps.map((n) => html`<li key=${n}><span class="swatch" style=${{ background: densityColour(n, most) }}></span>${count(n)}</li>`)}
    </ul>`;
  }
  const { lines, others, otherNames } = legendOf(found.counts);
  return html`<ul class="legend" aria-label="Colours of the map">
    ${lines.map(([name, colour, n]) => html`<li key=${name}><span class="swatch" style=${{ background: colour }}></span>${name} <span class="faint">${count(n)}</span></li>`)}
    ${others > 0 && html`<li><span class="swatch other"></span>${plural(otherNames, lines.length ? "other collection" : "collection")} <span class="faint">${count(others)}</span></li>`}
  </ul>`;
}

function placeText([raDeg, decDeg], stepDeg) {
  return "RA " + raText(raDeg, stepDeg) + ", Dec " + decText(decDeg, stepDeg);
}

/** What is in view, for those who do not see it. */
function descriptionOf(seen, found) {
  if (!seen) {
    return "";
  }
  const where = seen.whole ? "All of the sky" : "Centre at " + placeText([seen.raDeg, seen.decDeg], seen.widthDeg / 200) + "; " + angle(seen.widthDeg) + " wide";
  const { shapes, density, unplaced } = found;
  const without = unplaced > 0 ? "; " + plural(unplaced, "dataset") + " without a position" : "";
  if (density) {
    return where + ". " + plural(found.filtered, "dataset") + ": too many for footprints, so the map shows how many there are in each part of the sky" + without + ".";
  }
  return shapes ? where + ". " + plural(shapes.count, "footprint") + (shapes.count > 0 && seen.shapes === shapes ? ", " + count(seen.inside) + " in view" : "") + without + "." : where + ".";
}

export function SkyMap() {
  const below = useRef(null);
  const footprints = useRef(null);
  const between = useRef(null);
  const above = useRef(null);
  const chart = useRef(null);
  const fitted = useRef(null);
  const own = useRef(null);
  const last = useRef(null);
  const [seen, setSeen] = useState(null);
  const [under, setUnder] = useState(null);
  const [hits, setHits] = useState(null);
  const [survey, setSurvey] = useState(false);
  const [offline, setOffline] = useState(null);
  const { found, problem, again } = useFound();
  const { region, weak, key } = useRegions();
  const picked = useStore((state) => state.picked);
  const hovered = useStore((state) => state.hovered);
  const selected = useStore((state) => state.selected);
  const drawing = useStore((state) => state.drawing);
  const filtered = useStore((state) => isFiltered(state.filters));

  const pickRow = (row) => {
    own.current = row;
    set({ picked: row });
  };

  useEffect(() => {
    const made = new SkyChart([below.current, footprints.current, between.current, above.current], {
      view: setSeen,
      hover: (row, place, cell) => {
        setUnder(place && { place, cell });
        if (get().hovered !== row) {
          set({ hovered: row });
        }
      },
      pick: (rows) => {
        last.current = nextPick(rows, last.current);
        setHits(rows.length > 1 ? last.current : null);
        pickRow(last.current.row);
      },
      drawn: (parameters) => {
        set({ drawing: null });
        useRegion(parameters);
      },
      cancelled: () => set({ drawing: null }),
      fit: () => made.fit(JSON.parse(fitted.current)),
    });
    chart.current = made;
    return () => made.close();
  }, []);

  useEffect(() => {
    chart.current.setRegions(region, weak);
    if (fitted.current !== key) {
      fitted.current = key;
      chart.current.fit(region);
    }
  }, [region, weak, key]);
  useEffect(() => {
    chart.current.setFound(found.shapes, found.density);
    last.current = null;
    setHits(null);
  }, [found.shapes, found.density]);
  useEffect(() => chart.current.setMarked({ selected, picked, hovered }), [selected, picked, hovered]);
  useEffect(() => {
    chart.current.setDrawing(drawing);
    if (drawing) {
      setSurvey(false);
      above.current.focus({ preventScroll: true });
    }
  }, [drawing]);
  useEffect(() => {
    if (picked !== null && picked !== own.current) {
      chart.current.reveal(picked);
    }
    own.current = null;
  }, [picked]);

  const draw = (kind) => set({ drawing: drawing === kind ? null : kind });
  const description = descriptionOf(seen, found);
  const failed = (message) => {
    setSurvey(false);
    setOffline(message + " The map stays as it is.");
  };

  return html`
    <div class="map-tools" role="toolbar" aria-label="Map">
      <button type="button" disabled=${survey} onClick=${() => chart.current.zoom(1.6)} aria-label="Zoom in">+</button>
      <button type="button" disabled=${survey} onClick=${() => chart.current.zoom(1 / 1.6)} aria-label="Zoom out">${"\u2212"}</button>
      <button type="button" disabled=${survey || !region} onClick=${() => chart.current.fit(region)} title="Shows the region of the question">Region</button>
      <button type="button" disabled=${survey} onClick=${() => chart.current.showAll()}>All sky</button>
      <button type="button" aria-pressed=${drawing === "circle"} onClick=${() => draw("circle")}>Draw circle</button>
      <button type="button" aria-pressed=${drawing === "polygon"} onClick=${() => draw("polygon")}>Draw polygon</button>
      <button type="button" aria-pressed=${survey} onClick=${() => (setOffline(null), setSurvey(!survey))} title="Aladin Lite, which your browser loads from the CDS">Survey images (from the CDS)</button>
    </div>
    <div class="sky">
      <canvas ref=${below} aria-hidden="true"></canvas>
      <canvas ref=${footprints} class="footprints" aria-hidden="true"></canvas>
      <canvas ref=${between} aria-hidden="true"></canvas>
      <canvas ref=${above} class=${drawing ? "drawing" : ""} tabindex=${survey ? -1 : 0} role="application" aria-roledescription="sky map" aria-label="Sky map, east left, north up" aria-describedby="map-description map-help"></canvas>
      <p class="sky-place" aria-hidden="true">${under ? placeText(under.place, (seen ? seen.widthDeg : 60) / 1000) + (under.cell ? ": " + plural(under.cell, "dataset") : "") : ""}</p>
      ${survey && html`<${SurveyImages} view=${seen} region=${region} shapes=${found.shapes} onFail=${failed} onPick=${pickRow} />`}
    </div>
    ${drawing && html`<p class="map-note" role="status">${DRAWING[drawing]}</p>`}
    ${offline && html`<p class="map-note warn" role="status">${offline}</p>`}
    ${problem && html`<p class="map-note warn" role="status">The footprints could not be read: ${problem.message} <button type="button" onClick=${again}>Try again</button></p>`}
    <p class="map-note" id="map-description">${description}${filtered ? " Filtered." : ""}</p>
    <p class="unseen" id="map-help">${HELP}</p>
    ${hits && html`<p class="map-note" role="status">${plural(hits.rows.length, "footprint")} here, the smallest first: this is number ${hits.rows.indexOf(hits.row) + 1}. Click again for the next one.</p>`}
    <${Legend} found=${found} />`;
}
