// Time by wavelength: where a dataset lies in the diagram, and what a part of the diagram means as a filter.

/** Bands of docs/api.md and their shortest wavelengths in metres. */
export const BANDS = [["gamma", 0], ["x-ray", 1e-11], ["uv", 1e-8], ["optical", 3e-7], ["infrared", 1e-6], ["millimeter", 1e-4], ["radio", 1e-2]];

const DAYS_A_YEAR = 365.25;
const SHORTEST_M = 1e-17;
const LONGEST_M = 1e5;
const LEAST_PX = 3;
const REACH_PX = 3;

const YEAR_STEPS = [1, 2, 5, 10, 20, 50, 100];
const DATE_STEPS_DAYS = [1, 2, 5, 10, 30, 91];

export const yearOf = (mjd) => new Date((mjd - 40587) * 86400000).getUTCFullYear();

const mjdOfYear = (year) => Date.UTC(year, 0, 1) / 86400000 + 40587;

const isKnown = (value) => Number.isFinite(value);

/**
 * Of [row, collection, mjd, mjd, m, m]: what both axes are known of, both ends filled; and how much is not known. `neither`: so
 * many more datasets have no time and no band.
 */
export function known(rows, neither = 0) {
  const placed = [];
  let [noTime, noBand] = [neither, neither];
  for (const [row, collection, t0, t1, m0, m1] of rows) {
    const [timed, banded] = [isKnown(t0) || isKnown(t1), (isKnown(m0) && m0 > 0) || (isKnown(m1) && m1 > 0)];
    noTime += timed ? 0 : 1;
    noBand += banded ? 0 : 1;
    if (timed && banded) {
      const [shortM, longM] = [m0 > 0 ? m0 : m1, m1 > 0 ? m1 : m0].map((m) => Math.max(SHORTEST_M, Math.min(LONGEST_M, m)));
      placed.push({ row, collection, mjd: [isKnown(t0) ? t0 : t1, isKnown(t1) ? t1 : t0], m: [Math.min(shortM, longM), Math.max(shortM, longM)] });
    }
  }
  return { placed, noTime, noBand };
}

/** The axes of a diagram of these datasets in a box { left, top, right, bottom } of pixels. */
export function planeOf(placed, box) {
  const ends = placed.reduce(
    (all, { mjd, m }) => [Math.min(all[0], mjd[0]), Math.max(all[1], mjd[1]), Math.min(all[2], m[0]), Math.max(all[3], m[1])],
    [Infinity, -Infinity, Infinity, -Infinity],
  );
  const padDays = Math.max((ends[1] - ends[0]) * 0.04, 5);
  const [from, to] = [ends[0] - padDays, ends[1] + padDays];
  const padDecades = Math.max(0.15, (1 - Math.log10(ends[3] / ends[2])) / 2);
  const [low, high] = [Math.log10(ends[2]) - padDecades, Math.log10(ends[3]) + padDecades];
  const x = (mjd) => box.left + ((mjd - from) / (to - from)) * (box.right - box.left);
  const y = (m) => box.bottom - ((Math.log10(m) - low) / (high - low)) * (box.bottom - box.top);
  const mjdAt = (px) => from + ((px - box.left) / (box.right - box.left)) * (to - from);
  const metresAt = (py) => 10 ** (low + ((box.bottom - py) / (box.bottom - box.top)) * (high - low));
  return { box, ends, x, y, mjdAt, metresAt, times: timesOf(from, to), bands: bandsOf(low, high) };
}

/** Ticks of time: [mjd, text]. */
function timesOf(from, to) {
  const years = (to - from) / DAYS_A_YEAR;
  const most = 6;
  if (years > 2) {
    const step = YEAR_STEPS.find((each) => years / each <= most) || 200;
    const first = Math.ceil(yearOf(from) / step) * step;
    const list = Array.from({ length: most + 2 }, (_, i) => first + i * step);
    return list.map((year) => [mjdOfYear(year), String(year)]).filter(([mjd]) => mjd >= from && mjd <= to);
  }
  const step = DATE_STEPS_DAYS.find((each) => (to - from) / each <= 3.5) || 182;
  const first = Math.ceil(from / step) * step;
  return Array.from({ length: 5 }, (_, i) => first + i * step)
    .filter((mjd) => mjd <= to)
    .map((mjd) => [mjd, new Date((mjd - 40587) * 86400000).toISOString().slice(0, 10)]);
}

/** Bands that the axis shows: [name, shortest, longest], metres. */
function bandsOf(low, high) {
  return BANDS.map(([name, from], i) => [name, Math.max(from, 10 ** low), Math.min(i + 1 < BANDS.length ? BANDS[i + 1][1] : Infinity, 10 ** high)]).filter(([, from, to]) => to > from);
}

/** The box of a dataset in pixels [x, y, width, height], at least as large as can be seen. */
export function boxOf(plane, { mjd, m }) {
  const [left, right, bottom, top] = [plane.x(mjd[0]), plane.x(mjd[1]), plane.y(m[0]), plane.y(m[1])];
  const [width, height] = [Math.max(LEAST_PX, right - left), Math.max(LEAST_PX, bottom - top)];
  return [(left + right - width) / 2, (top + bottom - height) / 2, width, height];
}

/** Rows whose boxes are at a pixel, the smallest first. */
export function pickIn(boxes, placed, x, y, most = 200) {
  const found = [];
  boxes.forEach(([left, top, width, height], i) => {
    if (x >= left - REACH_PX && x <= left + width + REACH_PX && y >= top - REACH_PX && y <= top + height + REACH_PX) {
      found.push([width * height, placed[i].row]);
    }
  });
  return found.sort((a, b) => a[0] - b[0] || a[1] - b[1]).slice(0, most).map(([, row]) => row);
}

/**
 * What a rectangle means: { years: [first, last] or null, bands: [names] or null }. One that is flat along an axis says nothing
 * about the other.
 */
export function meaningOf(plane, [x0, y0], [x1, y1], flatPx = 10) {
  const clampX = (x) => Math.max(plane.box.left, Math.min(plane.box.right, x));
  const clampY = (y) => Math.max(plane.box.top, Math.min(plane.box.bottom, y));
  const [left, right] = [x0, x1].map(clampX).sort((a, b) => a - b);
  const [top, bottom] = [y0, y1].map(clampY).sort((a, b) => a - b);
  const years = right - left < flatPx ? null : [yearOf(plane.mjdAt(left)), yearOf(plane.mjdAt(right))];
  const [shortM, longM] = [plane.metresAt(bottom), plane.metresAt(top)];
  const bands = bottom - top < flatPx ? null : BANDS.filter(([, from], i) => from < longM && (i + 1 < BANDS.length ? BANDS[i + 1][1] : Infinity) > shortM).map(([name]) => name);
  return { years, bands };
}
