// The preview image of a dataset, which the server fetches from the data centre.
import { html, useEffect, useState } from "./html.js";
import { address } from "./api.js";

/** Gets the image, or the reason why there is none, with one request. */
async function fetched(path, signal) {
  const response = await fetch(address(path), { signal });
  if (response.ok) {
    return response.blob();
  }
  const { error } = await response.json().catch(() => ({}));
  throw new Error(error ? error.message : "HTTP " + response.status);
}

export function Preview({ path, title }) {
  const [state, setState] = useState({ href: null, problem: null });
  useEffect(() => {
    const controller = new AbortController();
    let href = null;
    setState({ href: null, problem: null });
    fetched(path, controller.signal).then(
      (blob) => {
        if (!controller.signal.aborted) {
          href = URL.createObjectURL(blob);
          setState({ href, problem: null });
        }
      },
      (problem) => !controller.signal.aborted && setState({ href: null, problem: "No preview: " + problem.message }),
    );
    return () => {
      controller.abort();
      URL.revokeObjectURL(href);
    };
  }, [path]);
  if (state.problem) {
    return html`<p class="faint" role="status">${state.problem}</p>`;
  }
  return state.href
    ? html`<img class="preview" src=${state.href} alt=${"Preview of " + title} onError=${() => setState({ href: null, problem: "No preview: this browser cannot show the image." })} />`
    : html`<p class="faint" role="status">Preview: loading \u2026</p>`;
}
