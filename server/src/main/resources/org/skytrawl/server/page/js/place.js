// The place of the question: a name, a position, what was drawn, or a file.
import { api } from "./api.js";
import { FieldError, Text } from "./fields.js";
import { head, KINDS, kindOf } from "./files.js";
import { html, useEffect, useRef, useState } from "./html.js";
import { isSame, RADIUS, toParameters } from "./question.js";
import { sentence } from "./run.js";
import { set, useStore } from "./store.js";
import { count } from "./text.js";

const PROBABILITY = "0.9";
/** A note that only says again what was typed. */
const ECHO = /^given as --(cone|galactic) /;

export function Place({ form, change, error }) {
  const question = useStore((state) => state.question);
  const resolved = useStore((state) => state.resolved);
  const drawing = useStore((state) => state.drawing);
  const [unclear, setUnclear] = useState(null);
  const [sent, setSent] = useState(null);
  const [failure, setFailure] = useState(null);
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
      change({
        kind: sentKind,
        file: taken.file,
        probability,
        radius: sentKind === "targets" ? "" : form.radius || RADIUS,
      });
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
        set({ dropping: true });
      }
    };
    const leave = (event) => {
      if (event.relatedTarget === null) {
        set({ dropping: false });
      }
    };
    const drop = (event) => {
      if (hasFile(event)) {
        event.preventDefault();
        set({ dropping: false });
        if (event.dataTransfer.files.length === 1) {
          newest.current(event.dataTransfer.files[0]);
        } else {
          setFailure("Drop one file: a question has one region, or one list of targets.");
        }
      }
    };
    const listeners = [
      ["dragenter", drag],
      ["dragover", drag],
      ["dragleave", leave],
      ["drop", drop],
    ];
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
    ${
      place &&
      html`<div class="pair wide-first">
      <${Text} name="where" label="Name or position" hint="M31, 10.68 41.27, 00:42:44 +41:16:09, galactic 121.2 -21.6" value=${form.where} change=${change} error=${error("where")} />
      <${Text} name="radius" label="Radius" hint="0.2, 12arcmin" value=${form.radius} change=${change} error=${error("radius")} />
    </div>`
    }
    ${
      form.kind === "polygon" &&
      html`<div class="field">
      <label for="polygon">Polygon: RA,Dec of its vertices</label>
      <textarea id="polygon" name="polygon" rows="3" spellcheck=${false} value=${form.polygon} aria-invalid=${error("polygon") ? "true" : null}
        aria-describedby=${error("polygon") ? "error-polygon" : null} onInput=${(event) => change({ polygon: event.target.value })}></textarea>
      <${FieldError} name="polygon" text=${error("polygon")} />
    </div>`
    }
    ${
      ["moc", "footprint", "targets"].includes(form.kind) &&
      html`<div class="given">
      <p><strong>${{ moc: form.probability ? "Probability map" : "MOC", footprint: "Outline of an image", targets: "List of targets" }[form.kind]}</strong>
        ${" "}${sent && sent.file === form.file ? sent.name : form.file.startsWith("upload:") ? "sent before" : form.file.length > 80 ? form.file.slice(0, 80) + " ..." : form.file}
        ${sent && sent.file === form.file && sent.targets ? ", " + count(sent.targets) + " targets" : ""}</p>
      ${form.kind === "moc" && form.probability && html`<${Text} name="probability" label="Probability that the region holds" hint="above 0, at most 1" value=${form.probability} change=${change} error=${error("probability")} />`}
      ${form.kind === "targets" && html`<${Text} name="radius" label="Radius" hint="empty: from the list" value=${form.radius} change=${change} error=${error("radius")} />`}
    </div>`
    }
    ${understood && isPlaced && html`<p class="understood">${understood.place}${resolved && resolvedText(resolved)}</p>`}
    ${(understood?.notes || []).filter((note) => !ECHO.test(note)).map((note) => html`<p class="hint" key=${note}>${note}</p>`)}
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
    ${form.kind === "place" && html`<p class="hint">or drop a MOC, an image or a list of targets on the page</p>`}
    ${sent?.going && html`<p role="status">Sending ${sent.name} ...</p>`}
    ${
      unclear &&
      html`<fieldset class="unclear" role="group"><legend>What is in ${unclear.name}?</legend>
      ${KINDS.map(([kind, text]) => html`<button type="button" key=${kind} onClick=${() => send(kind, unclear)}>${text}</button>`)}
      <button type="button" onClick=${() => setUnclear(null)}>None of these</button>
    </fieldset>`
    }
    <${FieldError} name="file" text=${fileError} />
  </fieldset>`;
}

const resolvedText = ({ source }) => (source ? " (position by " + source + ")" : "");
