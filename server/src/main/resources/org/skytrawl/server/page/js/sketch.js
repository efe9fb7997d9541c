// What the user draws on the sky, and the parameters of a question that it becomes (docs/api.md, "Questions").
import { RAD, outline, position, separation } from "./sphere.js";

/** kind: "circle" (centre, then edge) or "polygon" (corners). `end` is where the pointer is. */
export const newSketch = (kind) => ({ kind, vertices: [], end: null, radiusRad: 0, outline: [] });

function withOutline(sketch) {
  const all = sketch.end ? [...sketch.vertices, sketch.end] : sketch.vertices;
  if (sketch.kind === "circle") {
    return { ...sketch, radiusRad: all.length > 1 ? separation(all[0], all[1]) : 0 };
  }
  return { ...sketch, outline: all.length > 1 ? outline(all) : [] };
}

/** A corner more; one at the place of the last one (a double click) counts once. */
export function withVertex(sketch, place, leastRad) {
  const last = sketch.vertices[sketch.vertices.length - 1];
  if (last && separation(last, place) < leastRad) {
    return sketch;
  }
  return withOutline({ ...sketch, vertices: [...sketch.vertices, place], end: null });
}

export const withEnd = (sketch, place) => withOutline({ ...sketch, end: sketch.vertices.length > 0 ? place : null });

export const withoutLast = (sketch) => withOutline({ ...sketch, vertices: sketch.vertices.slice(0, -1), end: null });

/** As many decimals as a pixel is worth. */
export const decimals = (degPerPx) => Math.max(2, Math.min(8, Math.ceil(-Math.log10(degPerPx)) + 1));

/** { cone } or { polygon }, or null if there is too little of it. */
export function parametersOf(sketch, degPerPx) {
  const digits = decimals(degPerPx);
  const written = (place) => position(place).map((deg) => String(Number(deg.toFixed(digits)))).join(",");
  if (sketch.kind === "circle") {
    const radiusDeg = Number((sketch.radiusRad / RAD).toFixed(digits));
    return sketch.vertices.length > 0 && radiusDeg > 0 ? { cone: written(sketch.vertices[0]) + "," + radiusDeg } : null;
  }
  return sketch.vertices.length > 2 ? { polygon: sketch.vertices.map(written).join(" ") } : null;
}
