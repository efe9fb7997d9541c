// What part of the sky the map shows, and how: a view is { raDeg, decDeg, spanRad }, the centre and the width of the shorter side of
// the canvas as if the sky were flat. Near all sky the projection is Hammer's (equal areas), closer it is stereographic: circles stay
// circles. East is left, north is up.
import { geoAzimuthalEqualAreaRaw, geoProjection, geoStereographicRaw } from "../vendor/d3-geo.js";
import { RAD, boundingCap, dot, position, vector } from "./sphere.js";

const WIDEST_SPAN_RAD = 1.6;
const SMALLEST_SPAN_RAD = 0.5 / 3600 * RAD;
// behind this the stereographic projection becomes too large: 143 degrees from the centre
const HORIZON = -0.8;

function hammerRaw(x, y) {
  const [px, py] = geoAzimuthalEqualAreaRaw(x / 2, y);
  return [2 * px, py];
}
hammerRaw.invert = (x, y) => {
  const [lambda, phi] = geoAzimuthalEqualAreaRaw.invert(x / 2, y);
  return [2 * lambda, phi];
};

const mod360 = (deg) => ((deg % 360) + 360) % 360;

export const allSky = (view) => view.spanRad > WIDEST_SPAN_RAD;

/** The span at which the whole sky fits on the canvas. */
export const wholeSpan = (width, height) => Math.min(width, height) / Math.min(width / (4 * Math.SQRT2), height / (2 * Math.SQRT2)) * 1.02;

/** A view that can be shown: not closer than half an arcsecond; the whole sky stands upright. */
export function within(view, width, height) {
  const widest = wholeSpan(width, height);
  const spanRad = Math.max(SMALLEST_SPAN_RAD, Math.min(widest, view.spanRad));
  return { raDeg: mod360(view.raDeg), decDeg: spanRad === widest ? 0 : Math.max(-90, Math.min(90, view.decDeg)), spanRad };
}

/** A view in which a cap is well inside. */
export function fit(cap, width, height) {
  const [raDeg, decDeg] = position(cap.centre);
  return cap.radiusRad > 70 * RAD ? within({ raDeg, decDeg, spanRad: Infinity }, width, height) : within({ raDeg, decDeg, spanRad: Math.max(20 / 3600 * RAD, 6 * Math.tan(cap.radiusRad / 2)) }, width, height);
}

/** The cap round a region of docs/api.md, or null. */
export function capOf(region) {
  switch (region && region.kind) {
    case "cone":
      return { centre: vector(region.raDeg, region.decDeg), radiusRad: region.radiusDeg * RAD };
    case "polygon":
      return boundingCap(region.vertices.map(([ra, dec]) => vector(ra, dec)));
    case "moc":
      return region.outline.length === 0 ? null : boundingCap(region.outline.flat().map(([ra, dec]) => vector(ra, dec)));
    case "targets": {
      if (region.positions.length === 0) {
        return null;
      }
      const cap = boundingCap(region.positions.map(([ra, dec]) => vector(ra, dec)));
      return { centre: cap.centre, radiusRad: Math.min(Math.PI, cap.radiusRad + Math.max(...region.positions.map((each) => each[2] || 0)) * RAD) };
    }
    default:
      return null;
  }
}

/**
 * The projection of a view onto a canvas of width x height pixels. `plane` and `back` do what d3's projection does, but for
 * vectors, without its streams: with 30,000 footprints that is some ten times as fast.
 */
export function projectionOf(view, width, height) {
  const whole = allSky(view);
  const scale = Math.min(width, height) / view.spanRad;
  const centre = vector(view.raDeg, view.decDeg);
  // not by tangent(): at a pole "up" still depends on the RA
  const [ra, dec] = [view.raDeg * RAD, view.decDeg * RAD];
  const east = [-Math.sin(ra), Math.cos(ra), 0];
  const north = [-Math.sin(dec) * Math.cos(ra), -Math.sin(dec) * Math.sin(ra), Math.cos(dec)];
  const [midX, midY] = [width / 2, height / 2];

  /** [x, y] in pixels of the unit vector (vx, vy, vz), put into `to`; false if it is out of the projection. */
  function plane(vx, vy, vz, to) {
    const e = vx * east[0] + vy * east[1] + vz * east[2];
    const n = vx * north[0] + vy * north[1] + vz * north[2];
    const z = vx * centre[0] + vy * centre[1] + vz * centre[2];
    if (!whole) {
      if (z < HORIZON) {
        return false;
      }
      const f = (2 * scale) / (1 + z);
      to[0] = midX - f * e;
      to[1] = midY - f * n;
      return true;
    }
    const h = Math.sqrt(e * e + z * z);
    const f = scale * Math.SQRT2 / Math.sqrt(1 + Math.sqrt((h * (h + z)) / 2));
    to[0] = midX - Math.sign(e) * 2 * f * Math.sqrt(Math.max(0, (h * (h - z)) / 2));
    to[1] = midY - f * n;
    return true;
  }

  /** The unit vector at a pixel, or null outside the sky. */
  function back(px, py) {
    const x = (midX - px) / scale;
    const y = (midY - py) / scale;
    let [e, n, z] = [0, 0, 0];
    if (whole) {
      const zz = 1 - (x / 4) ** 2 - (y / 2) ** 2;
      if (zz < 0.5) {
        return null;
      }
      const q = Math.sqrt(zz);
      const lambda = 2 * Math.atan2((q * x) / 2, 2 * zz - 1);
      n = q * y;
      const h = Math.sqrt(Math.max(0, 1 - n * n));
      [e, z] = [h * Math.sin(lambda), h * Math.cos(lambda)];
    } else {
      const rr = x * x + y * y;
      z = (4 - rr) / (4 + rr);
      if (z < HORIZON) {
        return null;
      }
      [e, n] = [(x * (1 + z)) / 2, (y * (1 + z)) / 2];
    }
    return [0, 1, 2].map((axis) => e * east[axis] + n * north[axis] + z * centre[axis]);
  }

  /** A circle on the sky is a circle in the stereographic projection: [x, y, radius] in pixels, or null. */
  function circle(vx, vy, vz, radiusRad) {
    const z = vx * centre[0] + vy * centre[1] + vz * centre[2];
    const sum = z + Math.cos(radiusRad);
    if (whole || sum < 0.02) {
      return null;
    }
    const f = (2 * scale) / sum;
    return [
      midX - f * (vx * east[0] + vy * east[1] + vz * east[2]),
      midY - f * (vx * north[0] + vy * north[1] + vz * north[2]),
      f * Math.sin(radiusRad),
    ];
  }

  /** d3's projection of the same view, for what d3 clips and fills. */
  function d3() {
    const made = whole
      ? geoProjection(hammerRaw).scale(scale)
      : geoProjection(geoStereographicRaw).scale(2 * scale).clipAngle(143);
    made.rotate([-view.raDeg, -view.decDeg]).translate([midX, midY]).reflectX(true).precision(0.5);
    return whole ? made : made.clipExtent([[-20, -20], [width + 20, height + 20]]);
  }

  return { view, width, height, whole, scale, centre, plane, back, circle, d3, cap: capInView(), edgePx: whole ? 4 * Math.SQRT2 * scale : Infinity };

  /** A cap round what the canvas shows. */
  function capInView() {
    if (whole) {
      return { centre, radiusRad: Math.PI };
    }
    const half = Math.hypot(width, height) / 2 / scale;
    return { centre, radiusRad: Math.min(Math.PI, 2 * Math.atan(half / 2) * 1.001) };
  }
}

/**
 * Where a picture of one projection lies in another one: the numbers of a CSS matrix whose origin is the corner of the picture. It
 * is exact in the middle, and to some pixels elsewhere. null if the two are too different.
 */
export function movedPicture(from, to) {
  const times = to.scale / from.scale;
  const [middle, right] = [[0, 0], [0, 0]];
  const stepPx = Math.min(from.width, from.height) / 4;
  const [midX, midY] = [from.width / 2, from.height / 2];
  const place = from.back(midX + stepPx, midY);
  if (from.whole || to.whole || times > 8 || times < 1 / 8 || !place || !to.plane(...from.centre, middle) || !to.plane(...place, right)) {
    return null;
  }
  const [a, b] = [(right[0] - middle[0]) / stepPx, (right[1] - middle[1]) / stepPx];
  return [a, b, -b, a, middle[0] - a * midX + b * midY, middle[1] - b * midX - a * midY];
}

/** How much sky the canvas shows from side to side, degrees. */
export function widthDeg(view, width, height) {
  if (allSky(view)) {
    return 360;
  }
  const half = (view.spanRad * width) / Math.min(width, height) / 2;
  return (4 * Math.atan(half / 2)) / RAD;
}

/** The view after the sky was dragged by (dx, dy) pixels. North stays up, so a drag ends at a pole, and beside one it turns the map. */
export function panned(view, width, height, dx, dy) {
  const { scale, back } = projectionOf(view, width, height);
  const reachRad = Math.min(Math.PI / 2, Math.min(width, height) / 2 / scale);
  if (90 - Math.abs(view.decDeg) < reachRad / RAD) {
    const turnRad = dx / scale / Math.max(Math.cos(view.decDeg * RAD), Math.sin(reachRad / 2));
    return within({ ...view, raDeg: view.raDeg + turnRad / RAD, decDeg: view.decDeg + dy / scale / RAD }, width, height);
  }
  const centre = back(width / 2 - dx, height / 2 - dy);
  if (centre === null) {
    return view;
  }
  const [raDeg, decDeg] = position(centre);
  return within({ ...view, raDeg, decDeg }, width, height);
}

/** The view `factor` times as close, with the same place of the sky under pixel (x, y). */
export function zoomed(view, width, height, factor, x = width / 2, y = height / 2) {
  const place = projectionOf(view, width, height).back(x, y);
  let next = within({ ...view, spanRad: view.spanRad / factor }, width, height);
  const at = [0, 0];
  for (let i = 0; i < 3 && place !== null && (x !== width / 2 || y !== height / 2); i++) {
    if (!projectionOf(next, width, height).plane(...place, at)) {
      break;
    }
    next = panned(next, width, height, x - at[0], y - at[1]);
  }
  return next;
}

/** Whether a cap touches what the canvas shows. */
export function inView(projection, centre, radiusRad) {
  const reach = projection.cap.radiusRad + radiusRad;
  return reach >= Math.PI || dot(projection.cap.centre, centre) >= Math.cos(reach);
}
