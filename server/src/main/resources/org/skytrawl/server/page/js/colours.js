// Colours of collections, the same in map and diagram: Okabe and Ito's, which colour-blind eyes tell apart, blue and green made
// lighter for the dark sky. The collections with most datasets get them, all others are grey.
const COLOURS = ["#56b4e9", "#e69f00", "#2fc79a", "#f0e442", "#d87bb0", "#ff7f3f", "#8f9bff"];

export const OTHER = "#b4bcc6";

let run = null;
let given = new Map();
const listeners = new Set();

export function onColours(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const hasColours = (runId) => runId === run && given.size > 0;

/** counts: Map of collection -> datasets. While a run is shown, a collection keeps its colour as long as it is among the largest. */
export function giveColours(runId, counts) {
  if (runId !== run) {
    run = runId;
    given = new Map();
  }
  const largest = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([name]) => name);
  const keep = new Set([...given.keys()].filter((name) => !counts.has(name) || largest.indexOf(name) < COLOURS.length));
  given = new Map([...given].filter(([name]) => keep.has(name)));
  const free = COLOURS.filter((colour) => ![...given.values()].includes(colour));
  for (const name of largest) {
    if (free.length > 0 && name !== "" && !given.has(name)) {
      given.set(name, free.shift());
    }
  }
  for (const listener of [...listeners]) {
    listener();
  }
}

export const colourOf = (collection) => given.get(collection) || OTHER;

/** The name of a collection that an answer gives as text or as the number of one of its `collections`. */
export function collectionName(answer, collection) {
  const name = typeof collection === "number" ? (answer.collections || [])[collection] : collection;
  return name === null || name === undefined ? "" : String(name);
}

export function collectionCounts(answer, rows) {
  const counts = new Map();
  for (const row of rows) {
    const name = collectionName(answer, row[1]);
    counts.set(name, (counts.get(name) || 0) + 1);
  }
  return counts;
}

/** The lines of the legend: [name, colour, count], the largest first, the grey ones together as null. */
export function legendOf(counts) {
  const lines = [];
  let [others, otherNames] = [0, 0];
  for (const [name, n] of [...counts].sort((a, b) => b[1] - a[1])) {
    if (colourOf(name) === OTHER) {
      others += n;
      otherNames++;
    } else {
      lines.push([name, colourOf(name), n]);
    }
  }
  return { lines, others, otherNames };
}
