// Moves to a part of the page.
import { set } from "./store.js";

/** Shows a part, on a small screen too, and puts the focus there. The address stays as it is. */
export function go(id, change = {}) {
  focus(id, change, (part) => part.scrollIntoView({ block: "start" }));
}

/** The results of a run that has just been chosen: the page is shown from its top, where progress and map are. */
export function goToResults() {
  focus("datasets", { asking: false }, () => scrollTo(0, 0));
}

function focus(id, change, scroll) {
  set({ panel: id === "datasets" ? "table" : id, ...change });
  requestAnimationFrame(() => {
    const part = document.getElementById(id);
    if (part) {
      scroll(part);
      part.focus({ preventScroll: true });
    }
  });
}

/** The handler of a link to a part. */
export const goes = (id, change) => (event) => {
  event.preventDefault();
  go(id, change);
};
