// Which columns the table has.
import { html, useEffect, useRef, useState } from "./html.js";
import { get, set, useStore } from "./store.js";
import { COLUMNS, GROUPS } from "./columns.js";

const KEY = "skytrawl.columns";
const DEFAULT = [...get().columns];

function stored() {
  try {
    const names = JSON.parse(localStorage.getItem(KEY));
    return Array.isArray(names) ? names.filter((name) => COLUMNS.has(name)) : [];
  } catch {
    return [];
  }
}

function choose(columns) {
  set({ columns });
  try {
    localStorage.setItem(KEY, JSON.stringify(columns));
  } catch {
    // the choice lasts as long as the page then
  }
}

/** Takes the choice of the last visit. */
export function useStoredColumns() {
  useEffect(() => {
    const names = stored();
    if (names.length) {
      set({ columns: names });
    }
  }, []);
}

/** A list that opens closes with Escape, and when the user goes elsewhere. */
function useClosing() {
  const details = useRef(null);
  useEffect(() => {
    const elsewhere = (e) => {
      if (details.current.open && !details.current.contains(e.target)) {
        details.current.open = false;
      }
    };
    document.addEventListener("pointerdown", elsewhere);
    document.addEventListener("focusin", elsewhere);
    return () => {
      document.removeEventListener("pointerdown", elsewhere);
      document.removeEventListener("focusin", elsewhere);
    };
  }, []);
  const onKeyDown = (e) => {
    if (e.key === "Escape" && details.current.open) {
      details.current.open = false;
      details.current.querySelector("summary").focus();
      e.stopPropagation();
    }
  };
  return { ref: details, onKeyDown };
}

export function ColumnChoice() {
  const closing = useClosing();
  const columns = useStore((state) => state.columns);
  const [sought, setSought] = useState("");
  const toggled = (name) => {
    const next = columns.includes(name) ? columns.filter((each) => each !== name) : [...columns, name];
    if (next.length) {
      choose(next);
    }
  };
  const fits = ({ name, description }) => (name + " " + description).toLowerCase().includes(sought.trim().toLowerCase());
  return html`<details class="columns" ...${closing}>
    <summary>Columns</summary>
    <div class="popup">
      <p class="line">
        <label>Search <input type="search" value=${sought} onInput=${(e) => setSought(e.target.value)} /></label>
        <button type="button" onClick=${() => choose(DEFAULT)}>Default</button>
      </p>
      ${GROUPS.map(([title, names]) => {
        const found = names.map((name) => COLUMNS.get(name)).filter(fits);
        return found.length > 0 && html`<fieldset key=${title}>
          <legend>${title}</legend>
          ${found.map(({ name, unit, description }) => html`<label key=${name} title=${description}>
            <input type="checkbox" checked=${columns.includes(name)} onChange=${() => toggled(name)} />
            ${name} ${unit && html`<span class="unit">${unit}</span>`}
          </label>`)}
        </fieldset>`;
      })}
    </div>
  </details>`;
}
