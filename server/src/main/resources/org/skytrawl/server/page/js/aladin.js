// Survey images under region and footprints, by Aladin Lite in the frame aladin.html.
import { colourOf } from "./colours.js";
import { html, useEffect, useRef, useState } from "./html.js";
import { CIRCLE, centreOf } from "./shapes.js";
import { position, RAD } from "./sphere.js";
import { plural } from "./text.js";

const MOST = 3000;

/** What aladin-frame.js shows; at most MOST footprints, evenly chosen, since it becomes slow with more. */
export function sceneOf(view, region, shapes) {
  const groups = new Map();
  const count = shapes ? Math.min(MOST, shapes.count) : 0;
  for (let i = 0; i < count; i++) {
    const colour = colourOf(shapes.collection[i]);
    const [ra, dec] = position(centreOf(shapes, i));
    const radiusDeg = shapes.kind[i] === CIRCLE ? shapes.radiusRad[i] / RAD : 0;
    groups.set(colour, groups.get(colour) || []);
    groups.get(colour).push([shapes.row[i], ra, dec, radiusDeg, shapes.polygons[i].map((polygon) => polygon.map(position))]);
  }
  return { kind: "show", view, region, groups: [...groups].map(([colour, each]) => ({ colour, shapes: each })), left: shapes ? shapes.count - count : 0 };
}

/** onFail(message) when it cannot be loaded, onPick(row) when a footprint is clicked. */
export function SurveyImages({ view, region, shapes, onFail, onPick }) {
  const frame = useRef(null);
  const first = useRef(view);
  const told = useRef({ onFail, onPick });
  const [state, setState] = useState("loading");
  told.current = { onFail, onPick };
  const scene = useRef(null);
  scene.current = () => sceneOf(first.current, region, shapes);

  const send = () => frame.current && frame.current.contentWindow.postMessage(scene.current(), "*");

  useEffect(() => {
    const listen = ({ source, data }) => {
      if (!frame.current || source !== frame.current.contentWindow || !data) {
        return;
      }
      if (data.kind === "ready") {
        send();
      } else if (data.kind === "shown") {
        setState("shown");
        first.current = null;
      } else if (data.kind === "failed") {
        told.current.onFail(String(data.message).slice(0, 300));
      } else if (data.kind === "picked" && Number.isInteger(data.row)) {
        told.current.onPick(data.row);
      }
    };
    window.addEventListener("message", listen);
    return () => window.removeEventListener("message", listen);
  }, []);

  useEffect(() => {
    if (state === "shown") {
      send();
    }
  }, [region, shapes, state]);

  const left = shapes ? Math.max(0, shapes.count - MOST) : 0;
  return html`
    <iframe ref=${frame} class="survey" src="aladin.html" title="Survey images by Aladin Lite" sandbox="allow-scripts" referrerpolicy="no-referrer" />
    <p class="survey-note" role="status">${state === "loading" ? "Aladin Lite is loading from the CDS." : left > 0 ? plural(left, "footprint") + " not shown here: at most " + MOST + " are." : ""}</p>`;
}
