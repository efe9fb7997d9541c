// What a run would ask, and for one service why or why not.
import { api } from "./api.js";
import { idOf } from "./fates.js";
import { html, useEffect, useState } from "./html.js";
import { edit } from "./run.js";
import { useStore } from "./store.js";
import { count, plain, plural } from "./text.js";

const SLOW_MS = 1000;
const SHOWN = 100;
const REASONS = 3;
const DECISIONS = [
  ["query", "will be asked"],
  ["standby", "asked only if another does not answer"],
  ["left_out", "left out"],
];

/** "212 services of 31 data centres; 40 left out: no coverage declared". The most frequent reasons come first. */
export function planText(plan) {
  const asked = plural(plan.asked, "service") + " of " + plural(plan.hosts, "data centre");
  const left = plan.leftOut.filter((each) => each.count > 0);
  const all = sum(left);
  const words = (each) => (each.reason === "undeclared" ? "no coverage declared" : plain(each.text, 100));
  if (left.length < 2) {
    return asked + (all > 0 ? "; " + count(all) + " left out: " + words(left[0]) : "");
  }
  const parts = left.slice(0, REASONS).map((each) => count(each.count) + " " + words(each));
  const others = sum(left.slice(REASONS));
  return (
    asked +
    "; " +
    count(all) +
    " left out: " +
    [...parts, ...(others > 0 ? [count(others) + " for other causes"] : [])].join(", ")
  );
}

const sum = (left) => left.reduce((all, each) => all + each.count, 0);

export function Plan({ sending }) {
  const plan = useStore((state) => state.plan);
  const question = useStore((state) => state.question);
  const problem = useStore((state) => state.problem);
  const parameters = useStore((state) => state.parameters);
  const requests = plan?.requests;
  const undeclared = plan?.leftOut.some((each) => each.reason === "undeclared" && each.count > 0);
  return html`<div class="plan">
    <div role="status">
      ${plan && html`<p class="planned"><${Planned} text=${planText(plan)} /></p>`}
      ${
        undeclared &&
        !parameters.inclusive &&
        html`<p class="hint">Those without declared coverage may have data all the same.
        ${" "}<button type="button" class="small" onClick=${() => edit({ ...parameters, inclusive: "true" })}>Ask them too</button></p>`
      }
      ${plan && requests && requests.inAll > plan.asked && html`<p class="hint">At most ${plural(requests.inAll, "request")}, the most to ${requests.host}: ${count(requests.most)}</p>`}
      ${plan?.registry?.stale && html`<p class="warn">The list of services is old: no registry could be reached.</p>`}
    </div>
    ${question && !plan && !problem && html`<${Waiting} />`}
    ${plan && html`<${PlannedServices} />`}
    <button type="submit" class="main" disabled=${sending}>${sending ? "Asking ..." : plan ? "Ask " + plural(plan.asked, "service") : "Ask"}</button>
  </div>`;
}

/** The number of services first; why the others are left out is less important. */
function Planned({ text }) {
  const at = text.indexOf(";");
  return at < 0 ? html`<strong>${text}</strong>` : html`<strong>${text.slice(0, at)}</strong>${text.slice(at)}`;
}

function Waiting() {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => clearTimeout(timer);
  }, []);
  return slow && html`<p class="hint">Reading the list of services, which is done once a day ...</p>`;
}

function PlannedServices() {
  const parameters = useStore((state) => state.parameters);
  const plan = useStore((state) => state.plan);
  const [isOpen, setOpen] = useState(false);
  const [services, setServices] = useState(null);
  const [failure, setFailure] = useState(null);
  const [text, setText] = useState("");
  const [shown, setShown] = useState(SHOWN);

  useEffect(() => {
    if (!isOpen) {
      return undefined;
    }
    const mine = new AbortController();
    setFailure(null);
    api
      .get("plan", { ...parameters, services: "true" }, mine.signal)
      .then((full) => setServices(full.services || []))
      .catch((e) => e.name !== "AbortError" && setFailure(e.message));
    return () => mine.abort();
  }, [isOpen, plan]);

  const wanted = text.trim().toLowerCase();
  const fitting = (services || []).filter(
    (each) =>
      wanted === "" ||
      [each.title, each.ivoid, each.host, each.protocol, each.reason].some((part) =>
        (part || "").toLowerCase().includes(wanted),
      ),
  );
  return html`<details class="planned-services" onToggle=${(event) => setOpen(event.target.open)}>
    <summary>Which services, and why</summary>
    ${failure && html`<p class="error" role="alert">${failure}</p>`}
    ${isOpen && services === null && !failure && html`<p class="hint">Reading ...</p>`}
    ${
      isOpen &&
      services !== null &&
      html`<div>
      <label class="inline">Find <input type="search" value=${text} onInput=${(event) => setText(event.target.value)} /></label>
      ${DECISIONS.map(([decision, title]) => {
        const all = fitting.filter((each) => each.decision === decision);
        return (
          all.length > 0 &&
          html`<section key=${decision}>
          <h3>${plural(all.length, "service")} ${title}</h3>
          <ul class="rows">${all.slice(0, shown).map((each) => html`<${PlannedService} key=${idOf(each)} service=${each} />`)}</ul>
          ${all.length > shown && html`<button type="button" onClick=${() => setShown(shown + SHOWN)}>${count(all.length - shown)} more</button>`}
        </section>`
        );
      })}
      ${fitting.length === 0 && html`<p class="hint">No service fits.</p>`}
    </div>`
    }
  </details>`;
}

function PlannedService({ service }) {
  const parameters = useStore((state) => state.parameters);
  const [open, setOpen] = useState(false);
  return html`<li>
    <p class="title">${plain(service.title || service.ivoid)}</p>
    <p class="hint">${service.protocol}, ${service.host}${service.reason ? ": " + plain(service.reason) : ""}</p>
    <button type="button" class="small" aria-expanded=${open} aria-label=${"Why: " + plain(service.title || service.ivoid)} onClick=${() => setOpen(!open)}>Why?</button>
    ${open && html`<${Explanation} parameters=${parameters} ivoid=${service.ivoid} />`}
  </li>`;
}

/** Why each service of a resource is asked or not. */
export function Explanation({ parameters, ivoid }) {
  const [services, setServices] = useState(null);
  const [failure, setFailure] = useState(null);
  useEffect(() => {
    const mine = new AbortController();
    api
      .get("explain", { ...parameters, ivoid }, mine.signal)
      .then((answer) => setServices(answer.services))
      .catch((e) => e.name !== "AbortError" && setFailure(e.message));
    return () => mine.abort();
  }, [parameters, ivoid]);
  if (failure) {
    return html`<p class="error" role="alert">${failure}</p>`;
  }
  return html`<div class="explanation">
    ${(services || []).map(
      (each, i) => html`<dl key=${i} class="facts">
      <dt>Service</dt><dd>${each.service.protocol} ${each.service.url || ""}</dd>
      <dt>Decision</dt><dd>${(DECISIONS.find(([decision]) => decision === each.decision) || [null, each.decision])[1]}${each.reason ? ": " + plain(each.reason, 1000) : ""}</dd>
      ${(each.axes || []).map((axis) => html`<dt key=${axis.axis}>${axis.axis.replace("_", " ")}</dt><dd>${axis.verdict || "no limit in the question"}${axis.declared ? "; declared: " + plain(axis.declared, 2000) : ""}</dd>`)}
      ${each.query && html`<dt>Query</dt><dd><code class="query">${plain(each.query, 20000)}</code></dd>`}
    </dl>`,
    )}
  </div>`;
}
