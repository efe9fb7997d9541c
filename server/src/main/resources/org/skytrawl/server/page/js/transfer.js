// The files of datasets: a download that the server makes, followed and stopped here.
import { html, useEffect, useState } from "./html.js";
import { api } from "./api.js";
import { bytes, count, plural } from "./text.js";
import { cut } from "./columns.js";
import { Copied } from "./copy.js";

const POLL_MS = 1000;
const KEY = "skytrawl.download.";
const MOST_SHOWN = 50;

/** The download of a run survives a reload of the page. */
export function storedDownload(run) {
  try {
    return sessionStorage.getItem(KEY + run);
  } catch {
    return null;
  }
}

export function storeDownload(run, id) {
  try {
    if (id === null) {
      sessionStorage.removeItem(KEY + run);
    } else {
      sessionStorage.setItem(KEY + run, id);
    }
  } catch {
    // it is followed until the page is reloaded
  }
}

/** Asks for the state of a download, each time a second after the last answer, until it ends. */
function useDownload(id) {
  const [state, setState] = useState({ download: null, problem: null });
  useEffect(() => {
    const controller = new AbortController();
    let timer = null;
    const ask = async () => {
      try {
        const download = await api.get("downloads/" + encodeURIComponent(id), {}, controller.signal);
        setState({ download, problem: null });
        if (download.state !== "running") {
          return;
        }
      } catch (e) {
        if (controller.signal.aborted) {
          return;
        }
        setState((old) => ({ ...old, problem: e }));
        if (e.status === 404) {
          return;
        }
      }
      timer = setTimeout(ask, POLL_MS);
    };
    setState({ download: null, problem: null });
    ask();
    return () => {
      controller.abort();
      clearTimeout(timer);
    };
  }, [id]);
  return state;
}

const STATES = { running: "Downloading", done: "Download ended", stopped: "Download stopped" };
const THERE = new Set(["downloaded", "present"]);

/** Of a download that goes on "12 of 358 files, 1.2 MB of about 25.8 MB", later "266 of 358 files fetched, 25.8 MB". */
function progressText({ state, files, ended, failed, bytes: read, ofBytes }) {
  return state === "running"
    ? count(ended) + " of " + plural(files, "file") + ", " + bytes(read) + (ofBytes > 0 ? " of about " + bytes(ofBytes) : "")
    : count(ended - failed) + " of " + plural(files, "file") + " fetched, " + bytes(read);
}

const nameless = (row) => (row < 0 ? "a file" : "row " + count(row + 1));

export function Transfer({ id, onForget }) {
  const { download, problem } = useDownload(id);
  const [cancelling, setCancelling] = useState(false);
  const cancel = async () => {
    setCancelling(true);
    await api.post("downloads/" + encodeURIComponent(id) + "/cancel").catch(() => setCancelling(false));
  };
  const running = download !== null && download.state === "running";
  const bad = download ? (download.items || []).filter((item) => !THERE.has(item.state)).slice(0, MOST_SHOWN) : [];
  return html`<div class="transfer">
    ${problem && html`<p class="problem" role="alert">${problem.message}</p>`}
    ${download && html`
      <p class="line">
        <strong role="status">${STATES[download.state] || download.state}</strong>
        <progress max=${Math.max(1, download.files)} value=${download.ended} aria-label="Files that have ended"></progress>
        <span>${progressText(download)}</span>
        ${download.failed > 0 && html`<span class="bad">${count(download.failed)} failed</span>`}
        ${running && html`<button type="button" disabled=${cancelling} onClick=${cancel}>Stop</button>`}
        ${!running && html`<button type="button" class="plain" onClick=${onForget}>Close</button>`}
      </p>
      <${Copied} label="Folder" text=${download.folder || ""} />
      ${download.keptDays && html`<p class="hint">The server deletes the folder ${plural(download.keptDays, "day")} after its last download, or before if it needs the room: copy what you want to keep.</p>`}
      ${download.message && html`<p class="bad">${cut(download.message, 300)}</p>`}
      ${bad.length > 0 && html`<details><summary>${plural(download.failed, "file")} not fetched</summary>
        <ul>${bad.map((item, i) => html`<li key=${i}>${cut(item.name || nameless(item.row), 120)}: ${cut(item.message || item.state, 300)}</li>`)}</ul>
        ${download.failed > bad.length && html`<p>and ${count(download.failed - bad.length)} more: manifest.jsonl in the folder lists all</p>`}
      </details>`}`}
    ${!download && problem && html`<button type="button" class="plain" onClick=${onForget}>Close</button>`}
  </div>`;
}
