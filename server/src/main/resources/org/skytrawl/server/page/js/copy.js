// Text for the clipboard.
import { html, useEffect, useRef, useState } from "./html.js";

/** Writes a text to the clipboard; false if the browser does not let the page. */
async function copy(text, field) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // pages that come by plain http from another computer have no clipboard of their own
  }
  getSelection().selectAllChildren(field);
  try {
    return document.execCommand("copy");
  } catch {
    return false;
  }
}

/** A text of code with a button that copies it. */
export function Copied({ label, text }) {
  const field = useRef(null);
  const [state, setState] = useState("");
  useEffect(() => setState(""), [text]);
  const click = async () => setState((await copy(text, field.current)) ? "Copied" : "Marked: press Ctrl+C");
  return html`<div class="copied">
    <span class="label">${label}</span>
    <code ref=${field} tabindex="0" aria-label=${label}>${text}</code>
    <button type="button" onClick=${click} aria-label=${"Copy: " + label}>Copy</button>
    <span role="status">${state}</span>
  </div>`;
}
