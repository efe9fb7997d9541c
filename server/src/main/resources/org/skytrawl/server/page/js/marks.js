// Marked rows: one, a range, all that the filters leave.
import { get, set } from "./store.js";
import { count } from "./text.js";
import { isOver, rows } from "./datasets.js";

/** More rows than this are taken by filters, not one by one. */
export const MOST_MARKED = 20_000;

let range = null;

function mayMark() {
  if (isOver(get().run)) {
    return true;
  }
  set({ message: { kind: "note", text: "Rows can be marked when the run has ended: until then their numbers change." } });
  return false;
}

function stopRange() {
  range?.controller.abort();
  range = null;
}

export function unmarkAll() {
  stopRange();
  set({ selected: new Set() });
}

export function markOne(row) {
  if (!mayMark()) {
    return;
  }
  stopRange();
  const selected = new Set(get().selected);
  if (!selected.delete(row)) {
    selected.add(row);
  }
  if (selected.size <= MOST_MARKED) {
    set({ selected });
  } else {
    tooMany();
  }
}

function tooMany() {
  set({ message: { kind: "note", text: "At most " + count(MOST_MARKED) + " rows can be marked. Files, SAMP and downloads take all filtered rows without marks." } });
}

/** Marks the rows between two places. A second range from the same place takes the place of the first one. */
export async function markRange(from, to) {
  if (!mayMark()) {
    return;
  }
  const [first, last] = from <= to ? [from, to + 1] : [to, from + 1];
  const base = range && range.from === from ? range.base : new Set(get().selected);
  range?.controller.abort();
  const mine = { from, base, controller: new AbortController() };
  range = mine;
  if (last - first + base.size > MOST_MARKED) {
    tooMany();
    return;
  }
  await add(base, first, last, mine.controller.signal, () => range === mine);
}

export async function markAll(signal) {
  if (!mayMark()) {
    return;
  }
  stopRange();
  if (rows.filtered > MOST_MARKED) {
    tooMany();
    return;
  }
  const { question } = rows;
  await add(new Set(get().selected), 0, rows.filtered, signal, () => rows.question === question);
}

async function add(base, first, last, signal, stillWanted) {
  try {
    const numbers = here(first, last) || (await rows.numbers(first, last, signal));
    if (stillWanted()) {
      set({ selected: new Set([...base, ...numbers]) });
    }
  } catch (e) {
    if (e.name !== "AbortError") {
      set({ message: { kind: "error", text: e.message } });
    }
  }
}

/** The numbers of these rows, if all their pages are here. */
function here(first, last) {
  const numbers = [];
  for (let index = first; index < last; index++) {
    const row = rows.row(index);
    if (!row) {
      return null;
    }
    numbers.push(row.row);
  }
  return numbers;
}
