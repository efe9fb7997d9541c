// The rows of the run that is shown, in its present filters and order: one list for table and card.
import { api } from "./api.js";
import { get, set } from "./store.js";
import { Rows } from "./rows.js";
import { filterParameters } from "./filters.js";

const listeners = new Set();

export const rows = new Rows(
  (parameters, signal) => api.get("runs/" + encodeURIComponent(rows.question.run) + "/datasets", parameters, signal),
  () => listeners.forEach((listener) => listener()),
);

export function onRows(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The columns of the table. A target list has a row for each pair of target and dataset, which needs its target. */
export function tableColumns(columns, run) {
  const pairs = run !== null && run.question && run.question.region && run.question.region.kind === "targets";
  return pairs && !columns.includes("target") ? ["target", ...columns] : columns;
}

/** Makes the list follow the state of the page. */
export function followState() {
  const { run, filters, sort, columns } = get();
  if (!run) {
    rows.ask(null, -1);
    return;
  }
  const parameters = { ...filterParameters(filters), columns: requested(tableColumns(columns, run)).join(",") };
  if (sort) {
    parameters.sort = sort;
  }
  rows.ask({ run: run.id, parameters }, run.revision);
}

/** The card and the links of the table need these too. */
function requested(columns) {
  return [...new Set([...columns, "access_url"])];
}

/** While a run goes on, the numbers of its rows change. */
export function isOver(run) {
  return run !== null && run.state !== "queued" && run.state !== "running";
}

/** Opens the card of the dataset before or after a row in the order of the table. */
export async function pickNeighbour(row, step) {
  const index = await rows.find(row);
  if (index < 0 || index + step < 0 || index + step >= rows.filtered) {
    return;
  }
  const next = await rows.at(index + step);
  if (next && get().picked === row) {
    set({ picked: next.row });
  }
}
