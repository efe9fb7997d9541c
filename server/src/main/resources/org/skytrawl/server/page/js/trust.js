// What is missing, and what became of each service. With brief: one line, where the results stand.
import { address } from "./api.js";
import { askedCount, byFate, causeOf, detailOf, FATES, fateOf, idOf, isRetried, losses, lossText, verdict } from "./fates.js";
import { goes } from "./go.js";
import { html, useMemo, useState } from "./html.js";
import { Explanation } from "./plan.js";
import { retry } from "./run.js";
import { set, useStore } from "./store.js";
import { hasEnded } from "./stream.js";
import { bytes, count, plain, plural } from "./text.js";

const NAMED = 3;
const SHOWN = 50;

export function Trust({ brief }) {
  const run = useStore((state) => state.run);
  if (!run) {
    return null;
  }
  return brief ? html`<${Verdict} run=${run} />` : html`<${Fates} run=${run} />`;
}

/** What the result is worth: never "complete" while the run goes on. */
function Verdict({ run }) {
  const services = useStore((state) => state.services);
  const lost = useMemo(() => losses(services.values()), [services]);
  const fates = useMemo(() => byFate(services.values()), [services]);
  const undeclared = fates.get("undeclared")?.length ?? 0;
  const ended = hasEnded(run);
  const missing = ended ? (run.missing ?? 0) : (run.progress?.lost ?? 0);
  const kind = !ended ? "going" : run.complete && askedCount(run) > 0 ? "complete" : "incomplete";
  return html`<div class=${"verdict " + kind}>
    <p>${verdict(run)}</p>
    ${
      missing > 0 &&
      html`<div class="missing">
      <p>${ended ? "" : "So far "}${count(missing)} of ${plural(askedCount(run), "service")} did not answer completely${lost.length > 0 ? ":" : "."}</p>
      ${
        lost.length > 0 &&
        html`<ul>${lost.slice(0, NAMED).map((loss) => html`<li key=${loss.hosts[0] + loss.cause}>${plain(lossText(loss))}</li>`)}
        ${lost.length > NAMED && html`<li><a href="#services" onClick=${goes("services", { fates: "missing" })}>and ${count(lost.length - NAMED)} more</a></li>`}</ul>`
      }
      <div class="buttons">
        ${ended && html`<${RetryAll} run=${run} />`}
        <a href="#services" onClick=${goes("services", { fates: "missing" })}>Which, and why</a>
      </div>
    </div>`
    }
    ${ended && missing === 0 && run.complete === false && html`<${RetryAll} run=${run} />`}
    ${
      undeclared > 0 &&
      html`<p class="hint">${plural(undeclared, "service")} more ${undeclared === 1 ? "was" : "were"} not asked: no declared coverage.
      ${" "}<a href="#services" onClick=${goes("services", { fates: "undeclared" })}>Which</a></p>`
    }
    ${(run.notes || []).map((note) => html`<p class="hint" key=${note}>${plain(note)}</p>`)}
  </div>`;
}

function RetryAll({ run }) {
  const [going, setGoing] = useState(false);
  return html`<button type="button" disabled=${going} onClick=${async () => {
    setGoing(true);
    await retry();
    setGoing(false);
  }}>${run.missing > 0 ? "Retry " + (run.missing === 1 ? "it" : "them") : "Retry"}</button>`;
}

function Fates({ run }) {
  const services = useStore((state) => state.services);
  const chosen = useStore((state) => state.fates);
  const [text, setText] = useState("");
  const [shown, setShown] = useState(SHOWN);
  const fates = useMemo(() => byFate(services.values()), [services]);
  const wanted = text.trim().toLowerCase();
  const listed = useMemo(() => list(fates, chosen, wanted), [fates, chosen, wanted]);
  const ended = hasEnded(run);
  const [, , explanation] = FATES.find(([word]) => word === chosen) || ["", "", ""];
  const choose = (word) => {
    setShown(SHOWN);
    set({ fates: word });
  };
  return html`<div class="fates">
    <h2>Services</h2>
    <div class="chips" role="group" aria-label="Services by what became of them">
      <button type="button" aria-pressed=${chosen === "all"} onClick=${() => choose("all")}>All ${count(services.size)}</button>
      ${FATES.map(([word, title]) => (fates.has(word) || chosen === word) && html`<button type="button" key=${word} class=${"fate-" + word} aria-pressed=${chosen === word} onClick=${() => choose(word)}>${title} ${count(fates.get(word)?.length ?? 0)}</button>`)}
    </div>
    <div class="tools">
      <label class="inline">Find <input type="search" value=${text} onInput=${(event) => setText(event.target.value)} /></label>
      <a href=${address("runs/" + encodeURIComponent(run.id) + "/log")} download=${run.id + ".jsonl"}>Log as file</a>
      ${ended && run.missing > 0 && html`<${RetryAll} run=${run} />`}
    </div>
    ${explanation && html`<p class="hint">${explanation}</p>`}
    ${
      services.size === 0
        ? html`<p class="hint">${ended ? "No service is known of this run." : "The services are being chosen."}</p>`
        : html`<ul class="rows">${listed.slice(0, shown).map((service) => html`<${Fate} key=${idOf(service)} service=${service} run=${run} ended=${ended} />`)}</ul>`
    }
    ${services.size > 0 && listed.length === 0 && html`<p class="hint">None.</p>`}
    ${listed.length > shown && html`<button type="button" onClick=${() => setShown(shown + SHOWN)}>${count(listed.length - shown)} more</button>`}
  </div>`;
}

function list(fates, chosen, wanted) {
  const all = chosen === "all" ? [...fates.values()].flat() : fates.get(chosen) || [];
  return wanted === ""
    ? all
    : all.filter((each) =>
        [each.title, each.ivoid, each.host, each.protocol, causeOf(each.outcome), detailOf(each.outcome)].some((part) =>
          (part || "").toLowerCase().includes(wanted),
        ),
      );
}

function Fate({ service, run, ended }) {
  const [open, setOpen] = useState(false);
  const [going, setGoing] = useState(false);
  const fate = fateOf(service);
  const outcome = service.outcome;
  const again = ended && isRetried(service);
  return html`<li class="fate">
    <details onToggle=${(event) => setOpen(event.target.open)}>
      <summary>
        <span class=${"word fate-" + fate}>${label(fate, outcome)}</span>
        <span class="title">${plain(service.title || service.ivoid)}</span>
        <span class="hint">${service.protocol}, ${service.host}${records(outcome)}</span>
      </summary>
      ${open && html`<${Facts} service=${service} run=${run} />`}
    </details>
    ${
      again &&
      html`<button type="button" class="small" disabled=${going} aria-label=${"Retry " + plain(service.title || service.ivoid)} onClick=${async () => {
        setGoing(true);
        await retry([service.key]);
        setGoing(false);
      }}>Retry</button>`
    }
  </li>`;
}

function label(fate, outcome) {
  return ["missing", "skipped", "outside"].includes(fate)
    ? plain(causeOf(outcome), 100)
    : FATES.find(([word]) => word === fate)[1].toLowerCase();
}

function records(outcome) {
  if (!outcome || outcome.records === undefined) {
    return "";
  }
  return (
    ", " +
    plural(outcome.records, "record") +
    (outcome.seconds === undefined ? "" : ", " + outcome.seconds.toFixed(1) + " s")
  );
}

const COUNTS = [
  ["filtered", "dropped: do not match"],
  ["unknown", "dropped: metadata do not decide"],
  ["repeated", "dropped: repeated rows"],
  ["bad_rows", "rows that could not be read"],
  ["bad_cells", "cells left empty"],
  ["odd_urls", "access URLs of another kind"],
];

function Facts({ service, run }) {
  const [why, setWhy] = useState(false);
  const outcome = service.outcome || {};
  const facts = [
    [
      "Fate",
      [(outcome.outcome || service.state).replace("_", " "), causeOf(service.outcome)].filter(Boolean).join(": "),
    ],
    ["Message", detailOf(service.outcome)],
    ["Resource", service.ivoid],
    ["URL", service.url],
    ["Table", outcome.table_name],
    ["Instead of", outcome.failed_over_from],
    ["Repeats", outcome.elided_by],
    ["Earlier run", outcome.of_run],
    ["Attempts", outcome.attempts > 1 ? outcome.attempts : null],
    ["Form", outcome.form],
    [
      "Targets",
      outcome.targets_asked === undefined
        ? null
        : count(outcome.targets_answered) +
          " answered of " +
          count(outcome.targets_asked) +
          (outcome.targets_left ? ", " + count(outcome.targets_left) + " left" : ""),
    ],
    ["Read", outcome.bytes === undefined ? null : bytes(outcome.bytes)],
    ...COUNTS.map(([name, title]) => [
      title[0].toUpperCase() + title.slice(1),
      outcome[name] > 0 ? count(outcome[name]) : null,
    ]),
  ];
  const query = service.query || outcome.query;
  return html`<dl class="facts">
    ${facts.filter(([, value]) => value !== null && value !== undefined && value !== "").map(([name, value]) => html`<dt key=${name}>${name}</dt><dd>${plain(value, 2000)}</dd>`)}
    ${query && html`<dt>Query</dt><dd><code class="query">${plain(query, 20000)}</code></dd>`}
    <dt>Why</dt><dd><button type="button" class="small" aria-expanded=${why} onClick=${() => setWhy(!why)}>Coverage and decision</button>
      ${why && html`<${Explanation} parameters=${run.question.parameters} ivoid=${service.ivoid} />`}</dd>
  </dl>`;
}
