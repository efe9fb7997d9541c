// Fields of the form, with their errors.
import { html } from "./html.js";

export function Chip({ name, on, onToggle }) {
  return html`<label class="chip"><input type="checkbox" checked=${on} onChange=${onToggle} /><span>${name}</span></label>`;
}

export function Text({ name, label, hint, value, change, error }) {
  const described = [hint && "hint-" + name, error && "error-" + name].filter(Boolean).join(" ");
  return html`<div class="field">
    <label for=${name}>${label}</label>
    <input id=${name} name=${name} type="text" value=${value} autocomplete="off" autocapitalize="off" spellcheck=${false} aria-invalid=${error ? "true" : null}
      aria-describedby=${described || null} onInput=${(event) => change({ [name]: event.target.value })} />
    ${hint && html`<p class="hint" id=${"hint-" + name}>${hint}</p>`}
    <${FieldError} name=${name} text=${error} />
  </div>`;
}

export function FieldError({ name, text }) {
  return html`<p class="error" id=${"error-" + name} role="alert" hidden=${!text}>${text}</p>`;
}
