// How far the run is.
import { askedCount, isLost } from "./fates.js";
import { go, goes } from "./go.js";
import { html, useState } from "./html.js";
import { limitsText } from "./question.js";
import { cancel, isOfOtherQuestion, openRun } from "./run.js";
import { set, useStore } from "./store.js";
import { hasEnded } from "./stream.js";
import { count, plural } from "./text.js";

export function Watch() {
  const run = useStore((state) => state.run);
  const connection = useStore((state) => state.connection);
  const parameters = useStore((state) => state.parameters);
  const asking = useStore((state) => state.asking);
  if (!run) {
    return connection === "lost" && html`<section class="watch" aria-label="Progress"><${Lost} /></section>`;
  }
  const other = isOfOtherQuestion(run, parameters);
  return html`<section class="watch" aria-label="Progress">
    <p class="asked"><strong>${run.question.place || "Whole sky"}</strong>${limitsText(run.question)}${run.retryOf ? " (asked again)" : ""}
      ${" "}<button type="button" class="small wide" aria-expanded=${asking} aria-controls="ask" onClick=${() => change(!asking)}>${asking ? "Hide the question" : "Change the question"}</button>
      ${
        other &&
        html` <span class="warn">The question has been changed; what is below answers this one.</span>
        <button type="button" class="small" onClick=${() => openRun(run)}>Back to it</button>`
      }</p>
    ${connection === "lost" && html`<${Lost} />`}
    ${hasEnded(run) && html`<p><a href="#datasets" class=${run.complete && askedCount(run) > 0 ? "good" : "bad"} onClick=${goes("datasets")}>${ending(run)}</a></p>`}
    ${run.state === "queued" && html`<p>In the queue: it starts when an earlier run has ended. <${Stop} /></p>`}
    ${run.state === "running" && html`<${Running} run=${run} />`}
    <p class="unseen" role="status">${milestone(run)}</p>
  </section>`;
}

function change(asking) {
  set({ asking });
  if (asking) {
    go("where", { panel: "ask" });
  }
}

function Lost() {
  return html`<p class="error" role="alert">The server of Skytrawl does not answer; trying again. If it was stopped, start it: <code>skytrawl serve</code></p>`;
}

function Stop() {
  const [going, setGoing] = useState(false);
  const stop = async () => {
    setGoing(true);
    await cancel();
    setGoing(false);
  };
  return html`<button type="button" class="small stop" disabled=${going} onClick=${stop}>${going ? "Stopping ..." : "Stop"}</button>`;
}

function Running({ run }) {
  const { toAsk, running, ended, lost, records, leftAtMostS, targets } = run.progress;
  const chosen = toAsk > 0;
  return html`<div class="running">
    ${chosen ? html`<progress aria-label="Services that have ended" max=${toAsk} value=${Math.min(ended, toAsk)}></progress>` : html`<progress aria-label="Services are being chosen"></progress>`}
    ${
      chosen
        ? html`<ul class="numbers">
          <li><b>${count(ended)}</b> of ${plural(toAsk, "service")} done</li>
          <li><b>${count(running)}</b> running</li>
          <li class=${lost > 0 ? "bad" : ""}><b>${count(lost)}</b> failed</li>
          <li><b>${count(records)}</b> ${records === 1 ? "record" : "records"}</li>
          ${targets && html`<li><b>${count(targets.answered)}</b> of ${count(targets.toAsk)} targets, ${plural(targets.requests, "request")}</li>`}
          <li>${left(targets ? targets.leftS : leftAtMostS, !targets)}</li>
        </ul>`
        : html`<p>Choosing the services ...</p>`
    }
    <${Stop} />
    ${
      run.awaited.length > 0 &&
      html`<details class="awaited">
      <summary>Waiting for ${run.awaited[0].host}, ${seconds(run.awaited[0].longestS)}</summary>
      <ul>${run.awaited.map((each) => html`<li key=${each.host}>${each.host}: ${plural(each.running + each.waiting, "service")}, ${seconds(each.longestS)}</li>`)}</ul>
    </details>`
    }
  </div>`;
}

function seconds(s) {
  return s < 100 ? Math.round(s) + " s" : Math.round(s / 60) + " min";
}

function left(s, atMost) {
  return s === null || s === undefined ? "" : (atMost ? "at most " : "about ") + seconds(s) + " left";
}

function ending(run) {
  const found = plural(run.datasets ?? 0, "dataset");
  const missing =
    run.missing > 0
      ? "; " + count(run.missing) + " of " + plural(askedCount(run), "service") + " did not answer completely"
      : "";
  const words = { stopped: "Stopped: ", interrupted: "Interrupted: ", failed: "Failed: " };
  if (run.state === "done" && askedCount(run) === 0) {
    return "No service was asked";
  }
  if (isLost(run)) {
    return "Interrupted: the datasets are lost";
  }
  return (words[run.state] || (run.complete ? "Complete: " : "Incomplete: ")) + found + missing;
}

/** For screen readers: only what they should say, not each number. */
function milestone(run) {
  if (!hasEnded(run)) {
    const { toAsk, ended } = run.progress;
    const quarters = toAsk > 0 ? Math.floor((4 * ended) / toAsk) : 0;
    return run.state === "queued"
      ? "In the queue"
      : quarters === 0
        ? "Running"
        : quarters * 25 + " percent of the services are done";
  }
  return ending(run);
}
