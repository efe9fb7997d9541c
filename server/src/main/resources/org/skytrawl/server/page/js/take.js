// Files, downloads, SAMP, the command and the Python code that repeat it.
import { html, useEffect, useState } from "./html.js";
import { address, api } from "./api.js";
import { set, useStore } from "./store.js";
import { count, plural } from "./text.js";
import { isOver, onRows, rows } from "./datasets.js";
import { filterParameters, isFiltered } from "./filters.js";
import { pythonProgram, saveAnswer, saveLink, takenParameters, takenBody, tooLongForAddress } from "./taken.js";
import { Copied } from "./copy.js";
import { storeDownload, storedDownload, Transfer } from "./transfer.js";

/** Name in the API, name for people, extension. */
const FORMATS = [["votable", "VOTable", "vot"], ["fits", "FITS", "fits"], ["csv", "CSV", "csv"], ["ecsv", "ECSV", "ecsv"], ["jsonl", "JSON Lines", "jsonl"], ["parquet", "Parquet", "parquet"]];

const failed = (e) => set({ message: { kind: "error", text: e.message } });

/** What is taken: all, filtered or marked rows, with the number of them. */
function useChoice(run) {
  const [wanted, setWanted] = useState("filtered");
  const filters = useStore((state) => state.filters);
  const selected = useStore((state) => state.selected);
  const [, draw] = useState(0);
  useEffect(() => onRows(() => draw((n) => n + 1)), []);
  useEffect(() => {
    setWanted(selected.size > 0 ? "marked" : "filtered");
  }, [selected.size > 0]);
  const filtered = isFiltered(filters);
  const numbers = { all: run ? run.datasets : 0, filtered: rows.answered ? rows.filtered : null, marked: selected.size };
  const possible = ["all", ...(filtered ? ["filtered"] : []), ...(selected.size > 0 ? ["marked"] : [])];
  const which = possible.includes(wanted) ? wanted : "all";
  const taken = { which, filters: filterParameters(filters), rows: [...selected].sort((a, b) => a - b) };
  return { which, possible, numbers, taken, setWanted };
}

const WORDS = { all: "all", filtered: "filtered", marked: "marked" };

function Which({ possible, which, numbers, setWanted }) {
  return html`<fieldset class="which">
    <legend>Take</legend>
    ${possible.map((each) => html`<label key=${each}>
      <input type="radio" name="take" checked=${each === which} onChange=${() => setWanted(each)} />
      ${WORDS[each]} <span class="faint">${numbers[each] === null ? "" : count(numbers[each])}</span>
    </label>`)}
  </fieldset>`;
}

/** A file by a link; where marked rows are too many for an address, by a request with a body. */
function Formats({ run, taken }) {
  const path = "runs/" + encodeURIComponent(run.id) + "/result";
  const click = async (e, format, extension) => {
    e.preventDefault();
    const link = e.currentTarget;
    try {
      if (tooLongForAddress(taken)) {
        await saveAnswer(path, { format }, takenBody(taken), run.id + "." + extension);
      } else {
        await api.get("runs/" + encodeURIComponent(run.id));
        saveLink(link.href);
      }
    } catch (problem) {
      failed(problem);
    }
  };
  return html`<p class="line">
    <span>Save as</span>
    ${FORMATS.map(([format, name, extension]) => html`<a key=${format} class="button" download="" href=${address(path, { format, ...(tooLongForAddress(taken) ? {} : takenParameters(taken)) })} onClick=${(e) => click(e, format, extension)}>${name}</a>`)}
    <a class="button" download="" href=${address("runs/" + encodeURIComponent(run.id) + "/log")}>Log</a>
  </p>`;
}

function Samp({ run, taken }) {
  const [state, setState] = useState({ busy: false, text: "", bad: false });
  useEffect(() => setState({ busy: false, text: "", bad: false }), [run.id]);
  const send = async () => {
    setState({ busy: true, text: "Sending \u2026", bad: false });
    try {
      const { sent = [], note } = await api.post("runs/" + encodeURIComponent(run.id) + "/samp", takenBody(taken));
      const text = sent.length ? "Sent to " + sent.join(", ") + "." : "Sent to no tool.";
      setState({ busy: false, text: note ? text + " " + note : text, bad: sent.length === 0 });
    } catch (e) {
      setState({ busy: false, text: "Not sent: " + e.message, bad: true });
    }
  };
  return html`<button type="button" disabled=${state.busy} onClick=${send} title="By SAMP, to the tools that run on this machine">Send to TOPCAT, Aladin …</button>
    <span role="status" class=${state.bad ? "bad" : ""}>${state.text}</span>`;
}

/** A download starts only when the user has seen how many datasets it would fetch. */
function Download({ run, taken, number }) {
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [id, setId] = useState(() => storedDownload(run.id));
  useEffect(() => {
    setAsking(false);
    setId(storedDownload(run.id));
  }, [run.id]);
  const follow = (download) => {
    storeDownload(run.id, download);
    setId(download);
  };
  const start = async () => {
    setBusy(true);
    try {
      follow((await api.post("runs/" + encodeURIComponent(run.id) + "/download", takenBody(taken))).id);
      setAsking(false);
    } catch (e) {
      failed(e);
    }
    setBusy(false);
  };
  return html`
    ${!asking && html`<button type="button" disabled=${id !== null && id !== undefined} onClick=${() => setAsking(true)}>Download the data …</button>`}
    ${asking && html`<span class="asking">Fetch the files of ${number === null ? "these datasets" : plural(number, "dataset")} into a folder of the server?
      <button type="button" disabled=${busy} onClick=${start}>Start</button>
      <button type="button" class="plain" onClick=${() => setAsking(false)}>No</button></span>`}
    ${id && html`<${Transfer} id=${id} onForget=${() => follow(null)} />`}`;
}

const incomplete = (run) => (run.missing > 0 ? plural(run.missing, "service") + " did not answer completely." : "The run did not ask all services.");

export function Take() {
  const run = useStore((state) => state.run);
  const choice = useChoice(run);
  if (!run || !run.question) {
    return null;
  }
  const ready = isOver(run) && run.datasets > 0;
  return html`<details class="take">
    <summary>Save, download, send, repeat</summary>
    ${!isOver(run) && html`<p class="faint">Files, downloads and SAMP wait until the run ends: the result is not complete before. <a class="button" download="" href=${address("runs/" + encodeURIComponent(run.id) + "/log")}>Log so far</a></p>`}
    ${isOver(run) && run.datasets === 0 && html`<p class="faint">There are no datasets to take. <a class="button" download="" href=${address("runs/" + encodeURIComponent(run.id) + "/log")}>Log</a></p>`}
    ${ready && html`
      <${Which} ...${choice} />
      ${run.complete === false && html`<p class="warn">${incomplete(run)} VOTable, FITS, ECSV and Parquet files say so; CSV and JSON Lines do not: save the log too.</p>`}
      <${Formats} run=${run} taken=${choice.taken} />
      <div class="line"><${Samp} run=${run} taken=${choice.taken} /><${Download} run=${run} taken=${choice.taken} number=${choice.numbers[choice.which]} /></div>`}
    ${run.question.command && html`<${Copied} label="Command" text=${run.question.command} />`}
    ${run.question.python && html`<${Copied} label="Python" text=${pythonProgram(run.question.python)} />`}
  </details>`;
}
