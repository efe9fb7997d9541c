// Time by wavelength: each dataset is a box; picking as on the map, and a rectangle that becomes a filter.
import { useAnswer } from "./answer.js";
import { collectionCounts, collectionName, colourOf, giveColours, hasColours, onColours } from "./colours.js";
import { boxOf, known, meaningOf, pickIn, planeOf } from "./coverage-plane.js";
import { filterParameters, withValues, yearsBetween } from "./filters.js";
import { html, useEffect, useMemo, useRef, useState } from "./html.js";
import { prepare } from "./paint.js";
import { nextPick } from "./shapes.js";
import { get, set, useStore } from "./store.js";
import { date, plural, wavelength } from "./text.js";

const MOST = 5000;
const NOTHING = { placed: [], noTime: 0, noBand: 0, left: 0 };
const DRAG_PX = 5;
const LABEL = "#a9bbd4";
const LABEL_PX = 11;
const LINE = "#33496b";

function useCoverage() {
  const run = useStore((state) => state.run);
  const filters = useStore((state) => state.filters);
  const path = run && "runs/" + encodeURIComponent(run.id) + "/coverage";
  const { answer, problem, again } = useAnswer(path, { ...filterParameters(filters), most: MOST }, run && run.revision, (each) => understood(run.id, each));
  return { coverage: answer || NOTHING, problem, again };
}

function understood(run, answer) {
  if (!hasColours(run)) {
    giveColours(run, collectionCounts(answer, answer.rows));
  }
  const rows = answer.rows.map(([row, collection, ...rest]) => [row, collectionName(answer, collection), ...rest]);
  return { ...known(rows, answer.unknown), left: answer.left || 0 };
}

function paintPlane(context, plane, placed, boxes) {
  const { left, top, right, bottom } = plane.box;
  context.font = "11px system-ui, sans-serif";
  context.strokeStyle = LINE;
  context.fillStyle = LABEL;
  context.lineWidth = 1;
  context.textAlign = "center";
  for (const [mjd, text] of plane.times) {
    const x = Math.round(plane.x(mjd)) + 0.5;
    context.beginPath();
    context.moveTo(x, top);
    context.lineTo(x, bottom);
    context.stroke();
    context.fillText(text, Math.max(left + 12, Math.min(right - 16, x)), bottom + 14);
  }
  context.textAlign = "left";
  // a band that is narrow still has a name if that of its neighbour is far enough
  let lastY = Infinity;
  for (const [name, shortest, longest] of plane.bands) {
    const [low, high] = [plane.y(shortest), plane.y(longest)];
    context.beginPath();
    context.moveTo(left, Math.round(low) + 0.5);
    context.lineTo(right, Math.round(low) + 0.5);
    context.stroke();
    if (lastY - (low + high) / 2 > LABEL_PX) {
      lastY = (low + high) / 2;
      context.fillText(name, 4, lastY + 4);
    }
  }
  context.globalAlpha = placed.length > 1000 ? 0.5 : 0.75;
  boxes.forEach(([x, y, width, height], i) => {
    context.fillStyle = colourOf(placed[i].collection);
    context.fillRect(x, y, width, height);
  });
  context.globalAlpha = 1;
}

function paintMarks(context, placed, boxes, { selected, picked, hovered }, brush) {
  placed.forEach(({ row }, i) => {
    const colour = row === hovered ? "#ffffff" : row === picked || selected.has(row) ? "#ffe14d" : null;
    if (colour !== null) {
      const [x, y, width, height] = boxes[i];
      context.lineWidth = 2;
      context.strokeStyle = colour;
      context.strokeRect(x - 2, y - 2, width + 4, height + 4);
    }
  });
  if (brush) {
    const [[x0, y0], [x1, y1]] = brush;
    context.fillStyle = "rgba(255, 255, 255, 0.15)";
    context.strokeStyle = "#ffffff";
    context.lineWidth = 1;
    context.fillRect(x0, y0, x1 - x0, y1 - y0);
    context.strokeRect(x0, y0, x1 - x0, y1 - y0);
  }
}

function descriptionOf({ placed, noTime, noBand, left }, plane) {
  // of those that are left out it is not known
  const least = left > 0 ? "at least " : "";
  const unknown = [noTime > 0 && plural(noTime, "dataset") + " without a time", noBand > 0 && plural(noBand, "dataset") + " without a band"].filter(Boolean);
  return [
    plane ? plural(placed.length, "dataset") + " from " + date(plane.ends[0]) + " to " + date(plane.ends[1]) + ", " + wavelength(plane.ends[2]) + " to " + wavelength(plane.ends[3]) + "." : "",
    unknown.length ? "Not shown: " + least + unknown.join(", ") + "." : "",
    left > 0 ? plural(left, "more dataset") + (left === 1 ? " is" : " are") + " left out, evenly, to keep the diagram fast." : "",
  ].filter(Boolean).join(" ");
}

/** A filter of years and bands from a rectangle. */
function filteredBy(filters, { years, bands }) {
  const inYears = years ? yearsBetween(filters, ...years) : filters;
  return bands ? withValues(inYears, "band", bands) : inYears;
}

function useSize(ref) {
  const [size, setSize] = useState(null);
  useEffect(() => {
    const look = () => {
      const { clientWidth, clientHeight } = ref.current || { clientWidth: 0 };
      setSize((old) => (clientWidth === 0 ? old : old && old[0] === clientWidth && old[1] === clientHeight ? old : [clientWidth, clientHeight]));
    };
    const observer = new ResizeObserver(look);
    observer.observe(ref.current);
    look();
    return () => observer.disconnect();
  }, []);
  return size;
}

function Plane({ coverage }) {
  const below = useRef(null);
  const above = useRef(null);
  const size = useSize(above);
  const pressed = useRef(null);
  const last = useRef(null);
  const [brush, setBrush] = useState(null);
  const [colours, setColours] = useState(0);
  const picked = useStore((state) => state.picked);
  const hovered = useStore((state) => state.hovered);
  const selected = useStore((state) => state.selected);
  const { placed } = coverage;

  useEffect(() => onColours(() => setColours((n) => n + 1)), []);
  const plane = useMemo(() => size && planeOf(placed, { left: 64, top: 6, right: size[0] - 8, bottom: size[1] - 20 }), [placed, size]);
  const boxes = useMemo(() => (plane ? placed.map((each) => boxOf(plane, each)) : []), [plane]);
  useEffect(() => {
    if (plane) {
      paintPlane(prepare(below.current, ...size), plane, placed, boxes);
    }
  }, [plane, boxes, colours]);
  useEffect(() => {
    if (plane) {
      paintMarks(prepare(above.current, ...size), placed, boxes, { selected, picked, hovered }, brush);
    }
  }, [plane, boxes, selected, picked, hovered, brush]);

  const placeOf = (event) => {
    const box = above.current.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const down = (event) => {
    if (event.button === 0) {
      pressed.current = placeOf(event);
      above.current.setPointerCapture(event.pointerId);
    }
  };
  const move = (event) => {
    const at = placeOf(event);
    if (pressed.current === null) {
      const [row = null] = pickIn(boxes, placed, ...at, 1);
      if (row !== get().hovered) {
        set({ hovered: row });
      }
    } else if (brush || Math.hypot(at[0] - pressed.current[0], at[1] - pressed.current[1]) > DRAG_PX) {
      setBrush([pressed.current, at]);
    }
  };
  const up = (event) => {
    const from = pressed.current;
    pressed.current = null;
    setBrush(null);
    if (from === null || !plane || event.type !== "pointerup") {
      return;
    }
    const at = placeOf(event);
    if (brush) {
      set({ filters: filteredBy(get().filters, meaningOf(plane, from, at)) });
    } else {
      last.current = nextPick(pickIn(boxes, placed, ...at), last.current);
      set({ picked: last.current.row });
    }
  };
  const leave = () => pressed.current === null && set({ hovered: null });

  return html`
    <div class="plane">
      <canvas ref=${below} aria-hidden="true"></canvas>
      <canvas ref=${above} role="img" aria-label="Diagram of time and wavelength" aria-describedby="coverage-description" onPointerDown=${down} onPointerMove=${move} onPointerUp=${up} onPointerCancel=${up} onPointerLeave=${leave}></canvas>
    </div>
    <p id="coverage-description">${descriptionOf(coverage, plane)} A rectangle drawn here filters by years and bands.</p>`;
}

export function Coverage() {
  const { coverage, problem, again } = useCoverage();
  const filters = useStore((state) => state.filters);
  const narrowed = (filters.year || []).length + (filters.band || []).length > 0;
  if (!problem && coverage.placed.length + coverage.noTime + coverage.noBand === 0) {
    return null;
  }
  return html`<div class="coverage">
    <h2>Time and wavelength</h2>
    ${problem && html`<p role="status">The diagram could not be read: ${problem.message} <button type="button" onClick=${again}>Try again</button></p>`}
    ${coverage.placed.length > 0 ? html`<${Plane} coverage=${coverage} />` : html`<p>${descriptionOf(coverage, null)}</p>`}
    ${narrowed && html`<p><button type="button" onClick=${() => set({ filters: withValues(withValues(get().filters, "year", []), "band", []) })}>All years and bands</button></p>`}
  </div>`;
}
