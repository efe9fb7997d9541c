// Starts, follows and ends runs; keeps the address of the page equal to the question.
import { api } from "./api.js";
import { goToResults } from "./go.js";
import { fromAddress, isSame, toAddress, toForm, toParameters } from "./question.js";
import { get, set } from "./store.js";
import { follow } from "./stream.js";
import { ServiceList } from "./services.js";

let unfollow = null;
let shownId = null;
let services = null;

/** Reads the question and the run from the address of the page, and goes on with them. */
export function begin() {
  window.addEventListener("popstate", fromHistory);
  fromHistory();
  readRuns();
}

function fromHistory() {
  const { parameters, run } = fromAddress(location.search);
  set({ parameters });
  // names that are none of a question, and the token, do not stay in the address
  history.replaceState(null, "", toAddress(parameters, run));
  if (run !== shownId) {
    show(run);
    set({ panel: run ? "table" : "ask" });
  }
}

/** The user has changed the question. */
export function edit(parameters) {
  set({ parameters, problem: null });
  history.replaceState(null, "", toAddress(parameters, shownId));
}

/** Asks the question: a new run, which is then shown. */
export async function ask(parameters) {
  try {
    const run = await api.post("runs", parameters);
    arrive(run, parameters);
    set({ problem: null, message: null });
    goToResults();
  } catch (e) {
    set({ problem: problemOf(e) });
  }
}

/** Shows a stored run, and its question, which is not whole in the list of runs. */
export async function openRun({ id }) {
  try {
    const run = await api.get("runs/" + encodeURIComponent(id));
    arrive(run, run.question.parameters);
    goToResults();
  } catch (e) {
    fail(e);
  }
}

/** Asks services again: those with these keys, or all that did not answer completely. A new run has the answers. */
export async function retry(keys = null) {
  const { run, filters, parameters } = get();
  try {
    const again = await api.post("runs/" + encodeURIComponent(run.id) + "/retry", keys ? { services: keys } : {});
    arrive(again, parameters);
    set({ filters, message: null });
  } catch (e) {
    fail(e);
  }
}

export async function cancel() {
  try {
    take(await api.post("runs/" + encodeURIComponent(shownId) + "/cancel"));
  } catch (e) {
    if (e.code !== "has_ended") {
      fail(e);
    }
  }
}

export async function readRuns() {
  try {
    set({ runs: (await api.get("runs")).runs });
  } catch (e) {
    fail(e);
  }
}

export async function remove(id) {
  try {
    await api.delete("runs/" + encodeURIComponent(id));
    if (id === shownId) {
      show(null);
      history.replaceState(null, "", toAddress(get().parameters, null));
    }
    await readRuns();
  } catch (e) {
    fail(e);
  }
}

/** Whether the run that is shown answers another question than the one in the form. */
export function isOfOtherQuestion(run, parameters) {
  return run !== null && !isSame(run.question.parameters, toParameters(toForm(parameters)));
}

function arrive(run, parameters) {
  history.pushState(null, "", toAddress(parameters, run.id));
  set({ parameters });
  show(run.id);
  set({ run });
  readRuns();
}

/** Shows another run, or none; what belonged to the earlier one goes. */
function show(id) {
  unfollow?.();
  unfollow = null;
  services?.close();
  services = null;
  shownId = id;
  set({
    run: null,
    connection: null,
    services: new Map(),
    filters: {},
    selected: new Set(),
    picked: null,
    hovered: null,
    fates: "all",
  });
  if (!id) {
    document.title = "Skytrawl";
    return;
  }
  const mine = new ServiceList(id);
  services = mine;
  unfollow = follow(id, {
    connection: (connection) => set({ connection }),
    state: (run) => {
      take(run);
      mine.progress(run.progress ?? { toAsk: 0, running: 0 });
    },
    service: (line) => mine.ended(line),
    over: (run) => {
      take(run);
      set({ connection: null });
      mine.read();
      readRuns();
    },
    unknown: () => {
      show(null);
      history.replaceState(null, "", toAddress(get().parameters, null));
      set({
        message: { kind: "note", text: "The run of this address is not stored here. Its question is: ask it again." },
      });
    },
  });
}

function take(sent) {
  const { parameters, run: shown } = get();
  // events have no question, other answers have it again: the same one stays the same object
  const before = shown?.question;
  const question = sent.question && JSON.stringify(sent.question) !== JSON.stringify(before) ? sent.question : before;
  const run = { ...sent, question };
  // an address with nothing but a run
  if (Object.keys(parameters).length === 0) {
    set({ parameters: run.question.parameters });
    history.replaceState(null, "", toAddress(run.question.parameters, run.id));
  }
  set({ run });
  document.title = (run.question.place ? run.question.place + " - " : "") + "Skytrawl";
}

function fail(e) {
  set({ message: { kind: "error", text: sentence(e) } });
}

/** A refused question, for the store. */
export function problemOf(e) {
  const field = e.field || (e.code === "unknown_name" ? "target" : null);
  const said = sentence(e);
  return { message: field && said.startsWith(field + ": ") ? said.slice(field.length + 2) : said, field };
}

/** What the server says about an error, and when to try again. */
export function sentence(e) {
  return e.message + (e.retryAfterS ? " Try again in " + e.retryAfterS + " s." : "");
}
