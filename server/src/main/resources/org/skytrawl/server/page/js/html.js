// Preact with tagged templates: html`<p>${text}</p>`. Values are text: nothing that a service says becomes markup.
import { h, render, Fragment } from "../vendor/preact.js";
import htm from "../vendor/htm.js";

export { render, Fragment };
export { useState, useEffect, useLayoutEffect, useMemo, useRef, useCallback, useId } from "../vendor/hooks.js";
export const html = htm.bind(h);
