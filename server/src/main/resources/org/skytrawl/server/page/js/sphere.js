// Geometry on the unit sphere: vectors [x, y, z], caps, polygons of either winding, the corners of density cells.
export const RAD = Math.PI / 180;

const LONGEST_EDGE_RAD = 2 * RAD;

export function vector(raDeg, decDeg) {
  const flat = Math.cos(decDeg * RAD);
  return [flat * Math.cos(raDeg * RAD), flat * Math.sin(raDeg * RAD), Math.sin(decDeg * RAD)];
}

/** [ra, dec] of a vector of any length, degrees, RA from 0 to 360. */
export function position([x, y, z]) {
  const raDeg = Math.atan2(y, x) / RAD;
  return [raDeg < 0 ? raDeg + 360 : raDeg, Math.atan2(z, Math.hypot(x, y)) / RAD];
}

export const dot = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

export const cross = (a, b) => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];

/** The angle between two unit vectors, also exact for arcseconds, where acos is not. (Math.hypot is ten times as slow as sqrt.) */
export function separation(a, b) {
  const x = a[0] - b[0];
  const y = a[1] - b[1];
  const z = a[2] - b[2];
  return 2 * Math.asin(Math.min(1, Math.sqrt(x * x + y * y + z * z) / 2));
}

function unit(v) {
  const length = Math.sqrt(dot(v, v));
  return length < 1e-12 ? null : [v[0] / length, v[1] / length, v[2] / length];
}

/** A cap that has all the vectors in it: { centre, radiusRad }. For vectors that have no middle, it is the whole sphere. */
export function boundingCap(vectors) {
  const sum = [0, 0, 0];
  for (const v of vectors) {
    sum[0] += v[0];
    sum[1] += v[1];
    sum[2] += v[2];
  }
  const centre = unit(sum);
  if (centre === null) {
    return { centre: vectors[0], radiusRad: Math.PI };
  }
  return { centre, radiusRad: vectors.reduce((most, v) => Math.max(most, separation(centre, v)), 0) };
}

/** Axes at a point of the sphere: east, north. At the poles those of RA 0. */
export function tangent(centre) {
  const flat = Math.sqrt(centre[0] * centre[0] + centre[1] * centre[1]);
  const east = flat < 1e-15 ? [0, 1, 0] : [-centre[1] / flat, centre[0] / flat, 0];
  return { east, north: cross(centre, east) };
}

/** The corners of a polygon from flat [ra, dec, ra, dec, ...]; neighbours that are equal, and a last one like the first, count once. */
export function corners(flatDeg) {
  const vectors = [];
  for (let i = 0; i + 1 < flatDeg.length; i += 2) {
    const next = vector(flatDeg[i], flatDeg[i + 1]);
    if (vectors.length === 0 || separation(vectors[vectors.length - 1], next) > 1e-13) {
      vectors.push(next);
    }
  }
  if (vectors.length > 1 && separation(vectors[0], vectors[vectors.length - 1]) < 1e-13) {
    vectors.pop();
  }
  return vectors;
}

/** The closed outline with points between corners that are far apart, so that straight lines between them look like great circles. */
export function outline(polygon) {
  const points = [];
  polygon.forEach((from, i) => {
    const to = polygon[(i + 1) % polygon.length];
    const angle = separation(from, to);
    const parts = Math.ceil(angle / LONGEST_EDGE_RAD);
    points.push(from);
    for (let k = 1; k < parts; k++) {
      const a = Math.sin((1 - k / parts) * angle) / Math.sin(angle);
      const b = Math.sin((k / parts) * angle) / Math.sin(angle);
      points.push([a * from[0] + b * to[0], a * from[1] + b * to[1], a * from[2] + b * to[2]]);
    }
  });
  points.push(polygon[0]);
  return points;
}

/**
 * Whether a polygon of less than a hemisphere has the point on its smaller side, whichever way it winds: its corners, seen from
 * the point, go once round.
 */
export function encloses(polygon, point) {
  const { east, north } = tangent(point);
  let turns = 0;
  let before = null;
  for (let i = 0; i <= polygon.length; i++) {
    const corner = polygon[i % polygon.length];
    const azimuth = Math.atan2(dot(corner, east), dot(corner, north));
    if (before !== null) {
      let step = azimuth - before;
      if (step > Math.PI) {
        step -= 2 * Math.PI;
      } else if (step < -Math.PI) {
        step += 2 * Math.PI;
      }
      turns += step;
    }
    before = azimuth;
  }
  return Math.abs(turns) > Math.PI && polygon.some((corner) => dot(corner, point) > 0);
}

/** The area of a polygon in square radians, near enough to put footprints in order; never negative. */
export function areaOf(polygon, centre) {
  const { east, north } = tangent(centre);
  let twice = 0;
  let [e, n] = [dot(polygon[polygon.length - 1], east), dot(polygon[polygon.length - 1], north)];
  for (const corner of polygon) {
    const nextE = dot(corner, east);
    const nextN = dot(corner, north);
    twice += e * nextN - nextE * n;
    e = nextE;
    n = nextN;
  }
  return Math.abs(twice) / 2;
}

/** A ring of [ra, dec] round a cap, closed. */
export function circleRing(centre, radiusRad, points = 72) {
  const { east, north } = tangent(centre);
  const [near, far] = [Math.cos(radiusRad), Math.sin(radiusRad)];
  return Array.from({ length: points + 1 }, (_, i) => {
    const angle = (2 * Math.PI * (i % points)) / points;
    const [e, n] = [far * Math.sin(angle), far * Math.cos(angle)];
    return position([0, 1, 2].map((axis) => near * centre[axis] + e * east[axis] + n * north[axis]));
  });
}

/**
 * The four corners [ra, dec] of the HEALPix cell with this centre (Gorski et al. 2005, section 4.4): a diamond in the plane that
 * HEALPix projects the sphere onto.
 */
export function cellCorners(raDeg, decDeg, order) {
  const half = Math.PI / 4 / 2 ** order;
  const z = Math.sin(decDeg * RAD);
  const ra = (((raDeg % 360) + 360) % 360) * RAD;
  const facet = Math.PI / 4 + (Math.PI / 2) * Math.floor(ra / (Math.PI / 2));
  let x = ra;
  let y = (3 * Math.PI * z) / 8;
  if (Math.abs(z) > 2 / 3) {
    const narrow = Math.sqrt(3 * (1 - Math.abs(z)));
    x = facet + (ra - facet) * narrow;
    y = (Math.sign(z) * Math.PI * (2 - narrow)) / 4;
  }
  return [[x, y - half], [x + half, y], [x, y + half], [x - half, y]].map(([px, py]) => {
    if (Math.abs(py) <= Math.PI / 4 + 1e-12) {
      return [((((px / RAD) % 360) + 360) % 360), Math.asin(Math.max(-1, Math.min(1, (8 * py) / (3 * Math.PI)))) / RAD];
    }
    const narrow = 2 - (4 * Math.abs(py)) / Math.PI;
    const across = narrow < 1e-9 ? facet : facet + Math.max(-Math.PI / 4, Math.min(Math.PI / 4, (px - facet) / narrow));
    return [(((across / RAD) % 360) + 360) % 360, (Math.sign(py) * Math.asin(Math.max(-1, Math.min(1, 1 - (narrow * narrow) / 3)))) / RAD];
  });
}
