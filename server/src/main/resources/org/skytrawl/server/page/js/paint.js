// What the map draws, on four canvases: the grid; footprints, which are many; region and labels, which stay readable over them; and
// what changes with the pointer.
import { geoArea, geoPath } from "../vendor/d3-geo.js";
import { apart } from "./grid.js";
import { CIRCLE, POINT, centreOf } from "./shapes.js";
import { capOf, inView } from "./sky.js";
import { cellCorners, circleRing, outline, position, vector, RAD } from "./sphere.js";

const GRID = "#33496b";
const LABEL = "#a9bbd4";
const REGION = "#ffffff";
const HOVERED = "#ffffff";
const SELECTED = "#ffe14d";
// light to dark is few to many on paper; on the dark sky it is the other way round
const FEW_TO_MANY = ["#3b2f6b", "#5b3f94", "#8a4fa3", "#bb6396", "#e5857a", "#f7b267", "#fbe88a"];
const SMALL_PX = 1.6;
const LEAST_REGION_PX = 5;

/** Makes the canvas as sharp as the screen, and clears it. */
export function prepare(canvas, width, height) {
  const ratio = window.devicePixelRatio || 1;
  const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== w || canvas.height !== h) {
    canvas.width = w;
    canvas.height = h;
  }
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}

export function paintGrid(context, projection, grid) {
  context.strokeStyle = GRID;
  context.lineWidth = 1;
  context.beginPath();
  if (projection.whole) {
    geoPath(projection.d3(), context)({ type: "MultiLineString", coordinates: grid.lines });
  } else {
    // d3 takes points less than 0.2 arcsec apart for one
    grid.lines.forEach((line) => lineThrough(context, projection, line));
  }
  context.stroke();
  if (projection.whole) {
    context.beginPath();
    geoPath(projection.d3(), context)({ type: "Sphere" });
    context.strokeStyle = LABEL;
    context.stroke();
  }
}

function lineThrough(context, projection, positions) {
  lines(context, projection, positions.flatMap(([ra, dec]) => vector(ra, dec)), 0, positions.length);
}

export function paintLabels(context, grid) {
  context.font = "12px system-ui, sans-serif";
  context.fillStyle = LABEL;
  context.strokeStyle = "rgba(6, 13, 23, 0.8)";
  context.lineWidth = 3;
  context.lineJoin = "round";
  for (const label of apart(grid.labels, (text) => context.measureText(text).width)) {
    context.textAlign = label.align;
    context.strokeText(label.text, label.x, label.y);
    context.fillText(label.text, label.x, label.y);
  }
}

/** A polygon as d3 wants it: of the two sides of a ring, the smaller one. */
export function smallerSide(ring) {
  const polygon = { type: "Polygon", coordinates: [ring] };
  return geoArea(polygon) > 2 * Math.PI ? { type: "Polygon", coordinates: [[...ring].reverse()] } : polygon;
}

const closed = (ring) => [...ring, ring[0]];

/** What is drawn of a region of docs/api.md: rings of positions and the same for d3; targets are circles of their own. */
export function regionShape(region) {
  const cap = capOf(region);
  switch (cap && region.kind) {
    case "cone":
      return shapeOf(cap, [circleRing(cap.centre, Math.min(cap.radiusRad, 179.99 * RAD), 120)], region.radiusDeg > 90);
    case "polygon":
      return shapeOf(cap, [outline(region.vertices.map(([ra, dec]) => vector(ra, dec))).map(position)]);
    case "moc":
      return { ...shapeOf(cap, region.outline.map(closed)), thin: true };
    case "targets":
      return { circles: region.positions.map(([ra, dec, radius]) => [vector(ra, dec), (radius || 0) * RAD]), rings: [] };
    default:
      return null;
  }
}

function shapeOf(cap, rings, open = false) {
  return {
    cap,
    rings,
    open,
    geo: open ? { type: "LineString", coordinates: rings[0] } : { type: "MultiPolygon", coordinates: rings.map((each) => smallerSide(each).coordinates) },
  };
}

/** weak: the region of the run, when the question has another one already. */
export function paintRegion(context, projection, shape, weak = false) {
  context.strokeStyle = REGION;
  context.globalAlpha = weak ? 0.45 : 1;
  context.lineWidth = weak || shape.thin ? 1 : 1.5;
  context.setLineDash(weak ? [2, 4] : shape.thin || shape.circles ? [] : [6, 4]);
  context.fillStyle = weak || shape.open || shape.circles ? "transparent" : "rgba(255, 255, 255, 0.07)";
  context.beginPath();
  if (shape.circles) {
    shape.circles.forEach(([centre, radiusRad]) => ring(context, projection, centre, radiusRad, 3));
  } else if (shape.cap.radiusRad * projection.scale < LEAST_REGION_PX) {
    context.setLineDash([]);
    ring(context, projection, shape.cap.centre, 0, LEAST_REGION_PX);
  } else if (isClose(projection) && shape.rings.length === 1 && inView(projection, shape.cap.centre, shape.cap.radiusRad) && shape.cap.radiusRad < 0.5) {
    lineThrough(context, projection, shape.rings[0]);
  } else {
    geoPath(projection.d3(), context)(shape.geo);
  }
  context.fill();
  context.globalAlpha *= shape.thin ? 0.6 : 1;
  context.stroke();
  context.setLineDash([]);
  context.globalAlpha = 1;
}

const isClose = (projection) => projection.view.spanRad < 20 * RAD;

/** A circle on the sky, not smaller than `least` pixels. */
function ring(context, projection, centre, radiusRad, least) {
  if (!inView(projection, centre, radiusRad)) {
    return;
  }
  const at = [0, 0];
  const px = radiusRad * projection.scale;
  const circle = px > least ? projection.circle(...centre, radiusRad) : null;
  if (circle !== null) {
    context.moveTo(circle[0] + circle[2], circle[1]);
    context.arc(circle[0], circle[1], circle[2], 0, 2 * Math.PI);
  } else if (px > least) {
    lines(context, projection, circleRing(centre, radiusRad, 48).flatMap(([ra, dec]) => vector(ra, dec)), 0, 49);
  } else if (projection.plane(...centre, at)) {
    context.moveTo(at[0] + least, at[1]);
    context.arc(at[0], at[1], least, 0, 2 * Math.PI);
  }
}

/** Straight lines through the points `from` to `to` of flat vectors; lifted behind the horizon and over the edge of the all-sky map. */
function lines(context, projection, points, from, to) {
  const at = [0, 0];
  let [down, lastX] = [false, 0];
  for (let i = from; i < to; i++) {
    const c = 3 * i;
    if (!projection.plane(points[c], points[c + 1], points[c + 2], at)) {
      down = false;
    } else if (down && Math.abs(at[0] - lastX) < projection.edgePx / 2) {
      context.lineTo(at[0], at[1]);
      lastX = at[0];
    } else {
      context.moveTo(at[0], at[1]);
      [down, lastX] = [true, at[0]];
    }
  }
}

/** Adds shape i to the path; true if it was too small for an outline and became a dot. */
function trace(context, projection, shapes, i, dot) {
  const at = [0, 0];
  const c = 3 * i;
  if (shapes.kind[i] === POINT || shapes.radiusRad[i] * projection.scale < SMALL_PX) {
    if (projection.plane(shapes.centre[c], shapes.centre[c + 1], shapes.centre[c + 2], at)) {
      context.rect(at[0] - dot / 2, at[1] - dot / 2, dot, dot);
    }
    return true;
  }
  if (shapes.kind[i] === CIRCLE) {
    ring(context, projection, centreOf(shapes, i), shapes.radiusRad[i], SMALL_PX);
  } else {
    for (let r = shapes.firstRing[i]; r < shapes.firstRing[i + 1]; r++) {
      lines(context, projection, shapes.points, shapes.ringStart[r], shapes.ringStart[r + 1]);
    }
  }
  return false;
}

/** Draws the shapes from `from` on, in their colours, until the time is over; gives the index to go on with. */
export function paintShapes(context, projection, shapes, colours, from, budgetMs) {
  const began = performance.now();
  let i = from;
  context.lineWidth = 1;
  // the more there are, the fainter each: a crowd of them is no wall
  context.globalAlpha = Math.min(0.85, Math.max(0.15, Math.sqrt(1500 / shapes.count)));
  while (i < shapes.count && (i === from || performance.now() - began < budgetMs)) {
    const end = Math.min(shapes.count, i + 500);
    const paths = new Map();
    for (; i < end; i++) {
      if (inView(projection, centreOf(shapes, i), shapes.radiusRad[i])) {
        let pair = paths.get(colours[i]);
        if (!pair) {
          pair = [new Path2D(), new Path2D()];
          paths.set(colours[i], pair);
        }
        const small = shapes.kind[i] === POINT || shapes.radiusRad[i] * projection.scale < SMALL_PX;
        trace(pair[small ? 1 : 0], projection, shapes, i, shapes.kind[i] === POINT ? 3 : 2);
      }
    }
    for (const [colour, [outlines, dots]] of paths) {
      context.strokeStyle = colour;
      context.stroke(outlines);
      context.fillStyle = colour;
      context.fill(dots);
    }
  }
  context.globalAlpha = 1;
  return i;
}

export const densityColour = (count, most) => FEW_TO_MANY[most <= 1 ? FEW_TO_MANY.length - 1 : Math.min(FEW_TO_MANY.length - 1, Math.floor((Math.log(count) / Math.log(most)) * FEW_TO_MANY.length))];

/** The cells of an answer of /footprints with their corners: { order, most, cells: [{ count, centre, corners, ring }] }. */
export function densityOf({ order, cells }) {
  return {
    order,
    most: cells.reduce((max, cell) => Math.max(max, cell[1]), 1),
    cells: cells.map(([, count, ra, dec]) => {
      const ring = cellCorners(ra, dec, order);
      return { count, centre: vector(ra, dec), ring, corners: ring.map(([r, d]) => vector(r, d)) };
    }),
  };
}

export function paintDensity(context, projection, density) {
  const radiusRad = 1.1 / 2 ** density.order;
  const byColour = new Map();
  const over = [];
  for (const cell of density.cells) {
    if (inView(projection, cell.centre, radiusRad)) {
      const colour = densityColour(cell.count, density.most);
      if (!byColour.has(colour)) {
        byColour.set(colour, new Path2D());
      }
      if (!traceCell(byColour.get(colour), projection, cell)) {
        over.push([colour, cell]);
      }
    }
  }
  context.globalAlpha = 0.85;
  for (const [colour, path] of byColour) {
    context.fillStyle = colour;
    context.fill(path);
  }
  // those over the edge of the map are two pieces
  const path = geoPath(projection.d3(), context);
  for (const [colour, cell] of over) {
    context.beginPath();
    path(smallerSide(closed(cell.ring)));
    context.fillStyle = colour;
    context.fill();
  }
  context.globalAlpha = 1;
}

function traceCell(path, projection, cell) {
  const all = [];
  for (const corner of cell.corners) {
    const at = [0, 0];
    if (!projection.plane(...corner, at) || Math.abs(at[0] - (all[0] || at)[0]) > projection.edgePx / 4) {
      return false;
    }
    all.push(at);
  }
  all.forEach(([x, y], i) => (i === 0 ? path.moveTo(x, y) : path.lineTo(x, y)));
  path.closePath();
  return true;
}

/** The rows that table or pointer mean, over all others. */
export function paintMarked(context, projection, shapes, { selected, picked, hovered }) {
  const mark = (row, colour, width) => {
    const i = shapes.indexOfRow.get(row);
    if (i === undefined || !inView(projection, centreOf(shapes, i), shapes.radiusRad[i])) {
      return;
    }
    context.beginPath();
    const dot = trace(context, projection, shapes, i, 7);
    context.strokeStyle = "#000000";
    context.lineWidth = width + 2;
    context.stroke();
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.stroke();
    if (dot) {
      context.fillStyle = colour;
      context.fill();
    }
  };
  for (const row of selected) {
    mark(row, SELECTED, 1.5);
  }
  if (picked !== null) {
    mark(picked, SELECTED, 3);
  }
  if (hovered !== null) {
    mark(hovered, HOVERED, 2);
  }
}

/** What the user draws: { kind, vertices, end } with unit vectors, and the cross in the middle for the keyboard. */
export function paintSketch(context, projection, sketch) {
  const [x, y] = [projection.width / 2, projection.height / 2];
  context.strokeStyle = "#ffffff";
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(x - 9, y);
  context.lineTo(x + 9, y);
  context.moveTo(x, y - 9);
  context.lineTo(x, y + 9);
  context.stroke();
  context.lineWidth = 2;
  context.setLineDash([5, 3]);
  context.beginPath();
  const all = sketch.end ? [...sketch.vertices, sketch.end] : sketch.vertices;
  if (sketch.kind === "circle" && sketch.vertices.length > 0 && sketch.radiusRad > 0) {
    ring(context, projection, sketch.vertices[0], sketch.radiusRad, 0);
  } else if (sketch.kind === "polygon" && all.length > 1) {
    const flat = sketch.outline.flat();
    lines(context, projection, flat, 0, flat.length / 3);
  }
  context.stroke();
  context.setLineDash([]);
  context.fillStyle = "#ffffff";
  const at = [0, 0];
  for (const vertex of sketch.vertices) {
    if (projection.plane(...vertex, at)) {
      context.fillRect(at[0] - 3, at[1] - 3, 6, 6);
    }
  }
}
