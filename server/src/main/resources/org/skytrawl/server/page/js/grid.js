// The lines of right ascension and declination, and their labels.
import { position, vector } from "./sphere.js";

const DEC_STEPS_DEG = [30, 20, 10, 5, 2, 1, ...[30, 20, 10, 5, 2, 1].map((m) => m / 60), ...[30, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05].map((s) => s / 3600)];
// hours, minutes and seconds of time, as degrees
const RA_STEPS_DEG = [60, 30, 15, ...[30, 20, 10, 5, 2, 1].map((m) => m / 4), ...[30, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01].map((s) => s / 240)];
const LINES = 5;

const mod360 = (deg) => ((deg % 360) + 360) % 360;

/** Sexagesimal text down to the unit that the step needs. */
function sexagesimal(value, step, [first, second, third], most = Infinity) {
  const seconds = Math.abs(value) * 3600;
  const stepSeconds = step * 3600;
  const decimals = stepSeconds >= 0.999 ? 0 : Math.min(3, Math.ceil(-Math.log10(stepSeconds) - 1e-9));
  const rounded = Number(seconds.toFixed(decimals));
  const all = rounded >= most ? 0 : rounded;
  const [whole, minutes, rest] = [Math.floor(all / 3600), Math.floor((all % 3600) / 60), (all % 60).toFixed(decimals)];
  let text = whole + first;
  if (stepSeconds < 3599.9) {
    text += " " + String(minutes).padStart(2, "0") + second;
  }
  if (stepSeconds < 59.99) {
    text += " " + (Number(rest) < 10 ? "0" : "") + rest + third;
  }
  return text;
}

export const raText = (raDeg, stepDeg) => sexagesimal(mod360(raDeg) / 15, stepDeg / 15, ["h", "m", "s"], 86400);

export const decText = (decDeg, stepDeg) => (decDeg > 0 ? "+" : decDeg < 0 ? "\u2212" : "") + sexagesimal(decDeg, stepDeg, ["\u00b0", "\u2032", "\u2033"]);

const stepFor = (rangeDeg, steps) => steps.findLast((step) => step * LINES >= rangeDeg * 0.8) || steps[0];

/** The declinations and right ascensions (about the centre's) that the canvas shows. */
export function visibleRange(projection) {
  const { width, height, view, whole } = projection;
  if (whole) {
    return { decDeg: [-90, 90], raDeg: [view.raDeg - 180, view.raDeg + 180] };
  }
  const at = [0, 0];
  const pole = [1, -1].find((sign) => projection.plane(0, 0, sign, at) && at[0] >= 0 && at[0] <= width && at[1] >= 0 && at[1] <= height);
  let [low, high, left, right] = [90, -90, 0, 0];
  for (let i = 0; i <= 16; i++) {
    for (let k = 0; k <= 16; k++) {
      const place = projection.back((width * i) / 16, (height * k) / 16);
      if (place !== null) {
        const [ra, dec] = position(place);
        const across = mod360(ra - view.raDeg + 180) - 180;
        [low, high, left, right] = [Math.min(low, dec), Math.max(high, dec), Math.min(left, across), Math.max(right, across)];
      }
    }
  }
  if (pole) {
    [low, high] = pole > 0 ? [low, 90] : [-90, high];
    return { decDeg: [low, high], raDeg: [view.raDeg - 180, view.raDeg + 180] };
  }
  return { decDeg: [low, high], raDeg: [view.raDeg + left, view.raDeg + right] };
}

function multiples(from, to, step, most) {
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.min(first + most, Math.floor(to / step + 1e-9));
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => (first + i) * step);
}

function between(from, to, parts) {
  return Array.from({ length: parts + 1 }, (_, i) => from + ((to - from) * i) / parts);
}

/** Lines of positions, and labels { text, x, y, align } at the bottom for RA, at the left for Dec. */
export function gridOf(projection) {
  const { view } = projection;
  const { decDeg: [low, high], raDeg: [left, right] } = visibleRange(projection);
  const around = right - left >= 359.999;
  const decStep = projection.whole ? 30 : stepFor(high - low, DEC_STEPS_DEG);
  const raStep = around ? 30 : stepFor(right - left, RA_STEPS_DEG);
  const marginDec = (high - low) * 0.1;
  const marginRa = around ? 0 : (right - left) * 0.1;
  const decs = multiples(Math.max(-90, low - marginDec), Math.min(90, high + marginDec), decStep, 40).filter((dec) => Math.abs(dec) < 89.9999999);
  const ras = multiples(left - marginRa, right + marginRa - (around ? 1e-9 : 0), raStep, 40);
  const meridians = ras.map((ra) => between(Math.max(-90, low - marginDec), Math.min(90, high + marginDec), 60).map((dec) => [ra, dec]));
  const parallels = decs.map((dec) => between(left - marginRa, right + marginRa, 120).map((ra) => [ra, dec]));
  return {
    lines: [...meridians, ...parallels],
    labels: projection.whole ? wholeLabels(projection, ras, decs) : [
      ...parallels.flatMap((line, i) => {
        const text = decText(decs[i], decStep);
        const atEdge = crossing(projection, line, 0, 4, text, projection.height - 20);
        return atEdge.length > 0 ? atEdge : inside(projection, view.raDeg, decs[i], text);
      }),
      ...meridians.flatMap((line, i) => crossing(projection, line, 1, projection.height - 6, raText(ras[i], raStep), projection.width)),
    ],
  };
}

/** A label where a line crosses x = at (axis 0) or y = at (axis 1), but not beyond the end of the other axis. */
function crossing(projection, line, axis, at, text, end) {
  let before = null;
  for (const [ra, dec] of line) {
    const here = [0, 0];
    if (!projection.plane(...vector(ra, dec), here)) {
      before = null;
      continue;
    }
    if (before !== null && (before[axis] - at) * (here[axis] - at) <= 0 && before[axis] !== here[axis]) {
      const part = (at - before[axis]) / (here[axis] - before[axis]);
      const other = before[1 - axis] + part * (here[1 - axis] - before[1 - axis]);
      if (other > 12 && other < end - 12) {
        return [axis === 0 ? { text, x: 5, y: other - 3, align: "left" } : { text, x: other, y: at, align: "center" }];
      }
    }
    before = here;
  }
  return [];
}

/** A label beside a place, if the canvas shows it. */
function inside(projection, ra, dec, text, align = "left") {
  const at = [0, 0];
  const shown = projection.plane(...vector(ra, dec), at) && at[0] > 12 && at[1] > 16 && at[0] < projection.width - 40 && at[1] < projection.height - 24;
  return shown ? [{ text, x: at[0] + (align === "left" ? 4 : 0), y: at[1] - 4, align }] : [];
}

function wholeLabels(projection, ras, decs) {
  const { raDeg } = projection.view;
  return [
    ...decs.flatMap((dec) => inside(projection, raDeg, dec, decText(dec, 30))),
    ...ras.filter((ra, i) => i % 2 === 0 && Math.abs(ra - raDeg) < 165).flatMap((ra) => inside(projection, ra, 0, raText(ra, 30), "center")),
  ];
}

/** The labels that do not cover earlier ones. */
export function apart(labels, widthOf) {
  const kept = [];
  for (const label of labels) {
    const width = widthOf(label.text) + 6;
    const x = label.align === "center" ? label.x - width / 2 : label.x;
    const box = [x, label.y - 14, x + width, label.y + 3];
    if (kept.every(([other]) => box[2] < other[0] || other[2] < box[0] || box[3] < other[1] || other[3] < box[1])) {
      kept.push([box, label]);
    }
  }
  return kept.map(([, label]) => label);
}
