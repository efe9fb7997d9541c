// The stored runs.
import { askedCount } from "./fates.js";
import { html, useEffect, useRef, useState } from "./html.js";
import { isOfTool, listed, ofTools } from "./kinds.js";
import { limitsText } from "./question.js";
import { openRun, readRuns, remove } from "./run.js";
import { useStore } from "./store.js";
import { hasEnded } from "./stream.js";
import { count, plural } from "./text.js";

const SHOWN = 50;

export function Runs() {
  const runs = useStore((state) => state.runs);
  const dialog = useRef(null);
  const [isOpen, setOpen] = useState(false);
  const show = () => {
    readRuns();
    setOpen(true);
    dialog.current.showModal();
  };
  return html`
    <button type="button" onClick=${show}>Runs${runs ? " (" + count(runs.length - ofTools(runs)) + ")" : ""}</button>
    <dialog ref=${dialog} class="runs" aria-labelledby="runs-title" onClose=${() => setOpen(false)}>
      <div class="top"><h2 id="runs-title">Runs on this server</h2><button type="button" onClick=${() => dialog.current.close()}>Close</button></div>
      ${isOpen && html`<${List} runs=${runs || []} close=${() => dialog.current.close()} />`}
    </dialog>`;
}

function List({ runs, close }) {
  const current = useStore((state) => state.run?.id);
  const [shown, setShown] = useState(SHOWN);
  const [sure, setSure] = useState(null);
  const [tools, setTools] = useState(false);
  useEffect(() => setSure(null), [runs]);
  if (runs.length === 0) {
    return html`<p>There is none yet.</p>`;
  }
  const some = listed(runs, tools, current);
  const others = ofTools(runs);
  return html`${others > 0 && html`<label><input type="checkbox" checked=${tools} onChange=${(e) => setTools(e.target.checked)} /> Show ${plural(others, "request")} from tools</label>`}
    ${some.length === 0 && html`<p>There is none of yours yet.</p>`}
    <ul class="rows">
      ${some.slice(0, shown).map(
        (run) => html`<li key=${run.id} aria-current=${run.id === current ? "true" : null}>
        <div><button type="button" class="link title" onClick=${() => {
          openRun(run);
          close();
        }}>${run.question.place || "Whole sky"}${limitsText(run.question)}</button>
        <p class="hint">${new Date(run.started).toLocaleString()}, ${fate(run)}${run.retryOf ? ", asked again" : ""}${isOfTool(run) ? ", from a tool" : ""}</p></div>
        ${
          sure === run.id
            ? html`<span class="buttons"><button type="button" class="small stop" onClick=${() => remove(run.id)}>Delete for good</button><button type="button" class="small" onClick=${() => setSure(null)}>Keep</button></span>`
            : html`<button type="button" class="small" aria-label=${"Delete the run of " + (run.question.place || "the whole sky")} onClick=${() => setSure(run.id)}>Delete</button>`
        }
      </li>`,
      )}
    </ul>
    ${some.length > shown && html`<button type="button" onClick=${() => setShown(shown + SHOWN)}>${count(some.length - shown)} more</button>`}`;
}

function fate(run) {
  const found = plural(run.datasets ?? 0, "dataset");
  if (!hasEnded(run)) {
    return run.state;
  }
  if (run.state === "done" && askedCount(run) === 0) {
    return "no service was asked";
  }
  if (run.state === "done") {
    return (
      found +
      (run.complete
        ? ", complete"
        : run.missing > 0
          ? ", " + plural(run.missing, "service") + " missing"
          : ", incomplete")
    );
  }
  return run.state === "failed" ? "failed" : found + ", " + run.state;
}
