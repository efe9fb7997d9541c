// The footprints of a run in flat arrays, for drawing and picking many of them.
import { RAD, areaOf, boundingCap, corners, dot, encloses, outline, separation, vector } from "./sphere.js";

export const POINT = 0;
export const CIRCLE = 1;
export const POLYGON = 2;

const PIECE = 1000;
const NONE = [];
const HEMISPHERE = Math.PI / 2;

/**
 * From [[row, collection, ra, dec, SHAPE], ...] of /footprints: a SHAPE is a radius in degrees, an array of flat polygons, or null.
 * Those without position and shape are counted in `unplaced`.
 */
export function shapesOf(rows) {
  const steps = packing(rows);
  for (;;) {
    const { done, value } = steps.next();
    if (done) {
      return value;
    }
  }
}

/** The same in pieces, so that the page answers meanwhile. */
export async function shapesInPieces(rows, signal) {
  const steps = packing(rows);
  for (;;) {
    const { done, value } = steps.next();
    if (done || signal.aborted) {
      return value;
    }
    await new Promise((resolve) => setTimeout(resolve));
  }
}

function* packing(rows) {
  const list = [];
  let unplaced = 0;
  for (const [i, [row, collection, ra, dec, shape]] of rows.entries()) {
    const made = oneShape(ra, dec, shape);
    if (made === null) {
      unplaced++;
    } else {
      made.row = row;
      made.collection = collection;
      list.push(made);
    }
    if (i % PIECE === PIECE - 1) {
      yield;
    }
  }
  // a fixed disorder: the first tenth of them looks like all, so a drawing can stop there for a moment
  let seed = 1;
  for (let i = list.length - 1; i > 0; i--) {
    seed = (seed * 48271) % 2147483647;
    const j = seed % (i + 1);
    [list[i], list[j]] = [list[j], list[i]];
  }
  return yield* pack(list, unplaced);
}

function oneShape(ra, dec, shape) {
  const placed = Number.isFinite(ra) && Number.isFinite(dec);
  if (Array.isArray(shape)) {
    const polygons = shape.map(corners).filter((polygon) => polygon.length > 2);
    if (polygons.length > 0) {
      const cap = boundingCap(polygons.length === 1 ? polygons[0] : polygons.flat());
      return { kind: POLYGON, cap, polygons, area: polygons.reduce((sum, polygon) => sum + areaOf(polygon, cap.centre), 0) };
    }
    if (!placed && shape.length > 0 && shape[0].length > 1) {
      return { kind: POINT, cap: { centre: vector(shape[0][0], shape[0][1]), radiusRad: 0 }, polygons: NONE, area: 0 };
    }
  }
  if (!placed) {
    return null;
  }
  const radiusRad = typeof shape === "number" && shape > 0 ? Math.min(180, shape) * RAD : 0;
  return { kind: radiusRad > 0 ? CIRCLE : POINT, cap: { centre: vector(ra, dec), radiusRad }, polygons: NONE, area: 2 * Math.PI * (1 - Math.cos(radiusRad)) };
}

function* pack(list, unplaced) {
  const rings = [];
  const points = [];
  const shapes = {
    count: list.length,
    unplaced,
    row: Int32Array.from(list, (each) => each.row),
    kind: Uint8Array.from(list, (each) => each.kind),
    collection: list.map((each) => each.collection),
    centre: new Float64Array(3 * list.length),
    radiusRad: Float64Array.from(list, (each) => each.cap.radiusRad),
    area: Float64Array.from(list, (each) => each.area),
    polygons: list.map((each) => each.polygons),
    // outlines of shape i: rings firstRing[i] .. firstRing[i + 1] - 1; ring j: points ringStart[j] .. ringStart[j + 1] - 1
    firstRing: new Int32Array(list.length + 1),
    ringStart: null,
    points: null,
    indexOfRow: new Map(list.map((each, i) => [each.row, i])),
  };
  for (const [i, each] of list.entries()) {
    shapes.centre.set(each.cap.centre, 3 * i);
    shapes.firstRing[i] = rings.length;
    for (const polygon of each.polygons) {
      rings.push(points.length / 3);
      for (const point of outline(polygon)) {
        points.push(point[0], point[1], point[2]);
      }
    }
    if (i % PIECE === PIECE - 1) {
      yield;
    }
  }
  shapes.firstRing[list.length] = rings.length;
  rings.push(points.length / 3);
  shapes.ringStart = Int32Array.from(rings);
  shapes.points = Float64Array.from(points);
  return shapes;
}

export const centreOf = (shapes, i) => [shapes.centre[3 * i], shapes.centre[3 * i + 1], shapes.centre[3 * i + 2]];

/** Whether shape i has the point in it; what is smaller than the slack, in radians, is hit within the slack around its middle. */
function covers(shapes, i, point, slackRad) {
  const apart = separation(centreOf(shapes, i), point);
  const radiusRad = shapes.radiusRad[i];
  // of a polygon of more than a hemisphere the cap does not tell the smaller side: only its middle can be hit
  if (radiusRad <= slackRad || (radiusRad > HEMISPHERE && shapes.kind[i] === POLYGON)) {
    return apart <= slackRad;
  }
  if (apart > radiusRad || shapes.kind[i] === CIRCLE) {
    return apart <= radiusRad;
  }
  return shapes.polygons[i].some((polygon) => encloses(polygon, point));
}

/** The rows of the shapes at a point, the smallest first; at most `most` of them. Their caps sort out nearly all of the others. */
export function pick(shapes, point, slackRad, most = 200) {
  const found = [];
  const { count, centre, radiusRad } = shapes;
  const [px, py, pz] = point;
  for (let i = 0, c = 0; i < count; i++, c += 3) {
    const dx = centre[c] - px;
    const dy = centre[c + 1] - py;
    const dz = centre[c + 2] - pz;
    const apart = dx * dx + dy * dy + dz * dz;
    // a chord is shorter than its arc
    const reach = (radiusRad[i] > slackRad ? radiusRad[i] : slackRad) + 1e-15;
    if (apart <= reach * reach && covers(shapes, i, point, slackRad)) {
      found.push(i);
    }
  }
  // among the points under one pixel the nearest is meant
  found.sort((a, b) => shapes.area[a] - shapes.area[b] || dot(centreOf(shapes, b), point) - dot(centreOf(shapes, a), point) || shapes.row[a] - shapes.row[b]);
  return found.slice(0, most).map((i) => shapes.row[i]);
}

/**
 * What a click picks of the rows at its place: the smallest; with the same rows as at the click before, the next one after that.
 * before: { rows, row } or null; gives the same for this click.
 */
export function nextPick(rows, before) {
  const again = before !== null && before.rows.length === rows.length && before.rows.every((row, i) => row === rows[i]);
  return { rows, row: rows.length === 0 ? null : again ? rows[(rows.indexOf(before.row) + 1) % rows.length] : rows[0] };
}
