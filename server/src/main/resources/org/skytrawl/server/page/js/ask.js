// The question, and what will be asked.
import { api } from "./api.js";
import { head, KINDS, kindOf } from "./files.js";
import { html, useEffect, useRef, useState } from "./html.js";
import { Plan } from "./plan.js";
import { BANDS, bandsOfSpectrum, isAsked, isSame, RADIUS, spectrumOfBands, toForm, toggleBand, toParameters, TYPES } from "./question.js";
import { ask, edit, problemOf, sentence } from "./run.js";
import { get, set, useStore } from "./store.js";
import { count, wavelength } from "./text.js";

const PAUSE_MS = 300;
const PAUSE_OF_NAMES_MS = 600;
const PAUSE_OF_SERVER_MS = 5000;
const PROBABILITY = "0.9";

/** The field of the form that shows the errors of a parameter. */
const FIELDS = { cone: "where", galactic: "where", target: "where", name: "where", moc: "file", footprint: "file", targets: "file" };
const SHOWN = ["where", "radius", "polygon", "file", "probability", "spectrum", "time", "type", "timeout", "deadline"];

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
  const own = useRef(parameters);

  useEffect(() => {
    // the question came from elsewhere: the address, the map, a stored run
    if (parameters !== own.current) {
      own.current = parameters;
      setForm(toForm(parameters));
    }
    understand(parameters);
  }, [parameters]);

  const change = (part) => {
    const next = { ...form, ...part };
    setForm(next);
    own.current = toParameters(next);
    edit(own.current);
  };

  const submit = async (event) => {
    event.preventDefault();
    if (sending) {
      return;
    }
    if (!isAsked(toParameters(form))) {
      set({ problem: { message: "Give a place, a band or a time.", field: "target" } });
      document.getElementById("where")?.focus();
      return;
    }
    setSending(true);
    await ask(toParameters(form));
    setSending(false);
  };

  const field = problem && (FIELDS[problem.field] || problem.field);
  const error = (name) => (field === name ? problem.message : null);

  return html`<form class="question" noValidate onSubmit=${submit}>
    <h2>Question</h2>
    <${Place} form=${form} change=${change} error=${error} />
    <${Band} form=${form} change=${change} error=${error("spectrum")} />
    <${Text} name="time" label="Time" hint="a day 2009-06-18, years 1995..2005, since 2010.., MJD 54000..54100" value=${form.time} change=${change} error=${error("time")} />
    <fieldset class="chips" aria-describedby=${error("type") ? "error-type" : null}>
      <legend>Product type</legend>
      ${TYPES.map((type) => html`<${Chip} key=${type} name=${type} on=${form.types.includes(type)}
        onToggle=${() => change({ types: form.types.includes(type) ? form.types.filter((each) => each !== type) : [...form.types, type] })} />`)}
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
        <${Text} name="timeout" label="Time limit of a service" hint="20s, unless given" value=${form.timeout} change=${change} error=${error("timeout")} />
        <${Text} name="deadline" label="Time limit of the run" hint="none, unless given" value=${form.deadline} change=${change} error=${error("deadline")} />
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

function Place({ form, change, error }) {
  const question = useStore((state) => state.question);
  const resolved = useStore((state) => state.resolved);
  const drawing = useStore((state) => state.drawing);
  const [unclear, setUnclear] = useState(null);
  const [sent, setSent] = useState(null);
  const [failure, setFailure] = useState(null);
  const [over, setOver] = useState(false);
  const chooser = useRef(null);
  const newest = useRef(null);
  newest.current = take;

  async function take(file) {
    setFailure(null);
    setUnclear(null);
    try {
      const kind = kindOf(file.name, await head(file));
      if (kind === null) {
        setUnclear(file);
        set({ panel: "ask", asking: true });
      } else {
        await send(kind, file);
      }
    } catch (e) {
      setFailure("The file cannot be read: " + e.message);
    }
  }

  async function send(kind, file) {
    setUnclear(null);
    setFailure(null);
    setSent({ name: file.name, going: true });
    set({ panel: "ask", asking: true });
    try {
      const probability = kind === "probability" ? PROBABILITY : "";
      const sentKind = kind === "probability" ? "moc" : kind;
      const taken = await api.file(sentKind, file, probability ? { probability } : {});
      setSent({ ...taken, name: file.name });
      change({ kind: sentKind, file: taken.file, probability, radius: sentKind === "targets" ? "" : form.radius || RADIUS });
    } catch (e) {
      setSent(null);
      setFailure(sentence(e));
    }
  }

  useEffect(() => {
    const hasFile = (event) => [...(event.dataTransfer?.types || [])].includes("Files");
    const drag = (event) => {
      if (hasFile(event)) {
        event.preventDefault();
        setOver(true);
      }
    };
    const leave = (event) => {
      if (event.relatedTarget === null) {
        setOver(false);
      }
    };
    const drop = (event) => {
      if (hasFile(event)) {
        event.preventDefault();
        setOver(false);
        if (event.dataTransfer.files.length === 1) {
          newest.current(event.dataTransfer.files[0]);
        } else {
          setFailure("Drop one file: a question has one region, or one list of targets.");
        }
      }
    };
    const listeners = [["dragenter", drag], ["dragover", drag], ["dragleave", leave], ["drop", drop]];
    listeners.forEach(([name, act]) => window.addEventListener(name, act));
    return () => listeners.forEach(([name, act]) => window.removeEventListener(name, act));
  }, []);

  const draw = (shape) => set(drawing === shape ? { drawing: null } : { drawing: shape, panel: "map" });
  const fileError = failure || error("file");
  const place = form.kind === "place";
  const isPlaced = !place || form.where.trim() !== "";
  const understood = question && isSame(question.parameters, toParameters(form)) ? question : null;

  return html`<fieldset class="place">
    <legend>Place</legend>
    ${place && html`<div class="pair wide-first">
      <${Text} name="where" label="Name or position" hint="M31, 10.68 41.27, 00:42:44 +41:16:09, galactic 121.2 -21.6" value=${form.where} change=${change} error=${error("where")} />
      <${Text} name="radius" label="Radius" hint="0.2, 12arcmin" value=${form.radius} change=${change} error=${error("radius")} />
    </div>`}
    ${form.kind === "polygon" && html`<div class="field">
      <label for="polygon">Polygon: RA,Dec of its vertices</label>
      <textarea id="polygon" name="polygon" rows="3" spellcheck=${false} value=${form.polygon} aria-invalid=${error("polygon") ? "true" : null}
        aria-describedby=${error("polygon") ? "error-polygon" : null} onInput=${(event) => change({ polygon: event.target.value })}></textarea>
      <${FieldError} name="polygon" text=${error("polygon")} />
    </div>`}
    ${["moc", "footprint", "targets"].includes(form.kind) && html`<div class="given">
      <p><strong>${{ moc: form.probability ? "Probability map" : "MOC", footprint: "Outline of an image", targets: "List of targets" }[form.kind]}</strong>
        ${" "}${sent && sent.file === form.file ? sent.name : form.file.startsWith("upload:") ? "sent before" : form.file}
        ${sent && sent.file === form.file && sent.targets ? ", " + count(sent.targets) + " targets" : ""}</p>
      ${sent && sent.file === form.file && (sent.notes || []).map((note) => html`<p class="hint" key=${note}>${note}</p>`)}
      ${form.kind === "moc" && form.probability && html`<${Text} name="probability" label="Probability that the region holds" hint="above 0, at most 1" value=${form.probability} change=${change} error=${error("probability")} />`}
      ${form.kind === "targets" && html`<${Text} name="radius" label="Radius" hint="empty: from the list" value=${form.radius} change=${change} error=${error("radius")} />`}
    </div>`}
    ${understood && isPlaced && html`<p class="understood">${understood.place}${resolved && resolvedText(resolved)}</p>`}
    ${(understood?.notes || []).map((note) => html`<p class="hint" key=${note}>${note}</p>`)}
    <div class="buttons">
      <button type="button" aria-pressed=${drawing === "circle"} onClick=${() => draw("circle")}>Draw a circle</button>
      <button type="button" aria-pressed=${drawing === "polygon"} onClick=${() => draw("polygon")}>Draw a polygon</button>
      <button type="button" onClick=${() => chooser.current.click()} title="A MOC, a probability map, a FITS image of yours or a list of targets. It can also be dropped on the page.">File ...</button>
      ${!place && html`<button type="button" onClick=${() => change({ kind: "place", where: "", polygon: "", file: "", radius: RADIUS })}>Name or position</button>`}
      <input ref=${chooser} type="file" hidden aria-label="File with a region or targets" onChange=${(event) => {
        const [file] = event.target.files;
        event.target.value = "";
        if (file) {
          take(file);
        }
      }} />
    </div>
    ${sent?.going && html`<p role="status">Sending ${sent.name} ...</p>`}
    ${unclear && html`<fieldset class="unclear" role="group"><legend>What is in ${unclear.name}?</legend>
      ${KINDS.map(([kind, text]) => html`<button type="button" key=${kind} onClick=${() => send(kind, unclear)}>${text}</button>`)}
      <button type="button" onClick=${() => setUnclear(null)}>Nothing of these</button>
    </fieldset>`}
    <${FieldError} name="file" text=${fileError} />
    ${over && html`<div class="dropping" aria-hidden="true">Drop a MOC, a probability map, an image or a list of targets</div>`}
  </fieldset>`;
}

const resolvedText = (resolved) =>
  " (" + [resolved.source && "position by " + resolved.source, resolved.cached && "known from before"].filter(Boolean).join(", ") + ")";

function Band({ form, change, error }) {
  const bands = bandsOfSpectrum(form.spectrum);
  const question = useStore((state) => state.question);
  const [from, to] = question?.wavelengthM || [null, null];
  return html`<fieldset class="chips">
    <legend>Band</legend>
    ${BANDS.map((band, i) => html`<${Chip} key=${band} name=${band} on=${bands !== null && bands[0] <= i && i <= bands[1]}
      onToggle=${() => {
        const next = toggleBand(bands, i);
        change({ spectrum: next === null ? "" : spectrumOfBands(...next) });
      }} />`)}
    <${Text} name="spectrum" label="or in numbers" hint="500nm..1um, 0.3keV..10keV, 1.4GHz" value=${form.spectrum} change=${change} error=${error} />
    ${form.spectrum.trim() !== "" && question?.wavelengthM && html`<p class="understood">
      ${from === null ? "up to " : wavelength(from)}${from !== null && (to === null ? " and more" : to === from ? "" : " to ")}${to !== null && to !== from ? wavelength(to) : ""} (vacuum)</p>`}
  </fieldset>`;
}

function Chip({ name, on, onToggle }) {
  return html`<label class="chip"><input type="checkbox" checked=${on} onChange=${onToggle} /><span>${name}</span></label>`;
}

function Text({ name, label, hint, value, change, error }) {
  const described = [hint && "hint-" + name, error && "error-" + name].filter(Boolean).join(" ");
  return html`<div class="field">
    <label for=${name}>${label}</label>
    <input id=${name} name=${name} type="text" value=${value} autocomplete="off" autocapitalize="off" spellcheck=${false} aria-invalid=${error ? "true" : null}
      aria-describedby=${described || null} onInput=${(event) => change({ [name]: event.target.value })} />
    ${hint && html`<p class="hint" id=${"hint-" + name}>${hint}</p>`}
    <${FieldError} name=${name} text=${error} />
  </div>`;
}

function FieldError({ name, text }) {
  return html`<p class="error" id=${"error-" + name} role="alert" hidden=${!text}>${text}</p>`;
}
