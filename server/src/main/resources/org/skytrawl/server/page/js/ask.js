// The question, and what will be asked.
import { api } from "./api.js";
import { Chip, FieldError, Text } from "./fields.js";
import { html, useEffect, useRef, useState } from "./html.js";
import { Place } from "./place.js";
import { Plan } from "./plan.js";
import {
  BANDS,
  bandsOfSpectrum,
  isAsked,
  spectrumOfBands,
  toForm,
  toggleBand,
  toParameters,
  TYPES,
} from "./question.js";
import { ask, edit, problemOf } from "./run.js";
import { get, set, useStore } from "./store.js";
import { wavelength } from "./text.js";

const PAUSE_MS = 300;
const PAUSE_OF_NAMES_MS = 600;
const PAUSE_OF_SERVER_MS = 5000;

/** The field of the form that shows the errors of a parameter. */
const FIELDS = {
  cone: "where",
  galactic: "where",
  target: "where",
  name: "where",
  moc: "file",
  footprint: "file",
  targets: "file",
};
const SHOWN = ["where", "radius", "polygon", "file", "probability", "spectrum", "time", "type", "timeout", "deadline"];

function fieldOf({ field, message }) {
  // a list of targets without radii lacks this parameter
  return field === "targets" && message.includes("(radius)") ? "radius" : FIELDS[field] || field;
}

/** What was drawn on the map becomes the place of the question: { cone: "ra,dec,radius" } or { polygon: "ra,dec ra,dec ..." }, degrees. */
export function useRegion(region) {
  const rest = toForm(get().parameters);
  const place = toForm(region);
  edit(toParameters({ ...rest, kind: place.kind, where: place.where, radius: place.radius, polygon: place.polygon }));
  set({ drawing: null, panel: "ask", asking: true });
}

let looking = null;
let timer = null;

/** Asks the server what it understands, and what a run would ask, when the typing ends. */
function understand(parameters) {
  looking?.abort();
  clearTimeout(timer);
  if (!isAsked(parameters)) {
    set({ question: null, plan: null, resolved: null });
    return;
  }
  // the number of services was that of another question
  set({ plan: null });
  const mine = new AbortController();
  looking = mine;
  timer = setTimeout(() => look(parameters, mine.signal), parameters.target ? PAUSE_OF_NAMES_MS : PAUSE_MS);
}

async function look(parameters, signal) {
  const name = parameters.target;
  try {
    if (!name || get().resolved?.asked !== name) {
      set({ resolved: null });
    }
    if (name && !get().resolved) {
      const resolved = await api.get("resolve", { name }, signal);
      set({ resolved: { asked: name, ...resolved } });
    }
    set({ question: await api.get("question", parameters, signal), problem: null });
  } catch (e) {
    refused(e, parameters, signal);
    return;
  }
  try {
    set({ plan: await api.get("plan", parameters, signal) });
  } catch (e) {
    refused(e, parameters, signal);
  }
}

function refused(e, parameters, signal) {
  if (e.name === "AbortError" || signal.aborted) {
    return;
  }
  set({ problem: problemOf(e), question: e.field ? null : get().question });
  if (e.status === 0) {
    // the server may come back
    timer = setTimeout(() => look(parameters, signal), PAUSE_OF_SERVER_MS);
  }
}

export function Ask() {
  const parameters = useStore((state) => state.parameters);
  const problem = useStore((state) => state.problem);
  const [form, setForm] = useState(() => toForm(parameters));
  const [sending, setSending] = useState(false);
  const newest = useRef({ form, parameters });

  const put = (form, parameters) => {
    newest.current = { form, parameters };
    setForm(form);
  };

  useEffect(() => {
    // the question came from elsewhere: the address, the map, a stored run. Fast typing is ahead of what was drawn
    const now = get().parameters;
    if (now !== newest.current.parameters) {
      put(toForm(now), now);
    }
    understand(now);
  }, [parameters]);

  const change = (part) => {
    const next = { ...newest.current.form, ...part };
    put(next, toParameters(next));
    edit(newest.current.parameters);
  };

  const submit = async (event) => {
    event.preventDefault();
    if (sending) {
      return;
    }
    const { parameters } = newest.current;
    if (!isAsked(parameters)) {
      set({ problem: { message: "Give a place, a band or a time.", field: "target" } });
      document.getElementById("where")?.focus();
      return;
    }
    setSending(true);
    await ask(parameters);
    setSending(false);
  };

  const field = problem && fieldOf(problem);
  const error = (name) => (field === name ? problem.message : null);

  return html`<form class="question" noValidate onSubmit=${submit}>
    <h2>Question</h2>
    <${Place} form=${form} change=${change} error=${error} />
    <${Band} form=${form} change=${change} error=${error("spectrum")} />
    <${Text} name="time" label="Time" hint="a day 2009-06-18, years 1995..2005, since 2010.., 54000..54100 (MJD)" value=${form.time} change=${change} error=${error("time")} />
    <fieldset class="chips" aria-describedby=${error("type") ? "error-type" : null}>
      <legend>Product type</legend>
      ${TYPES.map(
        (type) => html`<${Chip} key=${type} name=${type} on=${form.types.includes(type)}
        onToggle=${() => change({ types: form.types.includes(type) ? form.types.filter((each) => each !== type) : [...form.types, type] })} />`,
      )}
      <p class="hint">${form.types.length === 0 ? "Any type" : "Only these, and the types that they include"}</p>
      <${FieldError} name="type" text=${error("type")} />
    </fieldset>
    <label class="check">
      <input type="checkbox" name="inclusive" checked=${form.inclusive} onChange=${(event) => change({ inclusive: event.target.checked })} />
      <span>Inclusive<span class="hint">also services and datasets that do not say where, when or in which band they are</span></span>
    </label>
    <details class="more" open=${["timeout", "deadline"].some(error) || null}>
      <summary>More</summary>
      <div class="pair">
        <${Text} name="timeout" label="Time limit of a service" hint="20s if empty" value=${form.timeout} change=${change} error=${error("timeout")} />
        <${Text} name="deadline" label="Time limit of the run" hint="none if empty" value=${form.deadline} change=${change} error=${error("deadline")} />
      </div>
      <label class="check">
        <input type="checkbox" name="theory" checked=${form.theory} onChange=${(event) => change({ theory: event.target.checked })} />
        <span>Theory<span class="hint">also services that have only simulated data</span></span>
      </label>
    </details>
    ${problem && !SHOWN.includes(field) && html`<p class="error" role="alert">${problem.message}</p>`}
    <${Plan} sending=${sending} />
  </form>`;
}

function Band({ form, change, error }) {
  const bands = bandsOfSpectrum(form.spectrum);
  const question = useStore((state) => state.question);
  return html`<fieldset class="chips">
    <legend>Band</legend>
    ${BANDS.map(
      (band, i) => html`<${Chip} key=${band} name=${band} on=${bands !== null && bands[0] <= i && i <= bands[1]}
      onToggle=${() => {
        const next = toggleBand(bands, i);
        change({ spectrum: next === null ? "" : spectrumOfBands(...next) });
      }} />`,
    )}
    <${Text} name="spectrum" label="or in numbers" hint="500nm..1um, 0.3keV..10keV, 1.4GHz" value=${form.spectrum} change=${change} error=${error} />
    ${
      form.spectrum.trim() !== "" &&
      question?.wavelengthM &&
      html`<p class="understood">
      ${waves(question.wavelengthM)} (vacuum)</p>`
    }
  </fieldset>`;
}

/** "300 nm to 1 um"; a null is an open end. */
function waves([from, to]) {
  if (from === null) {
    return "up to " + wavelength(to);
  }
  return wavelength(from) + (to === null ? " and more" : to === from ? "" : " to " + wavelength(to));
}
