// Follows one run by its events, over pauses of the server and the network.
import { address, api } from "./api.js";

const FIRST_PAUSE_S = 1;
const LONGEST_PAUSE_S = 15;
const QUIET_MS = 30000;
const HIDDEN_MS = 60000;
const LINES = ["run", "registry", "targets", "selected", "service", "end"];

export const hasEnded = (run) => !["queued", "running"].includes(run.state);

/**
 * Tells of a run until it ends: by to.state(run), to.service(line) for each service that has ended, to.connection("live" or
 * "lost"), and last to.over(run) or to.unknown(). Returns a function that ends it. Browsers repeat a broken stream at their own
 * pace, or never; so this is done here, and a run that ended meanwhile needs no stream.
 */
export function follow(id, to) {
  let source = null;
  let timer = null;
  let pauseS = FIRST_PAUSE_S;
  let lastLine = null;
  let heard = 0;
  let turn = 0;

  function close() {
    end();
    document.removeEventListener("visibilitychange", shown);
  }

  function end() {
    turn++;
    clearTimeout(timer);
    source?.close();
    source = null;
  }

  function later() {
    end();
    timer = setTimeout(connect, pauseS * 1000);
    pauseS = Math.min(LONGEST_PAUSE_S, pauseS * 2);
  }

  async function connect() {
    const mine = ++turn;
    let run;
    try {
      run = await api.get("runs/" + encodeURIComponent(id));
    } catch (e) {
      if (mine === turn) {
        if (e.status === 404) {
          close();
          to.unknown();
        } else {
          to.connection("lost");
          later();
        }
      }
      return;
    }
    if (mine !== turn) {
      return;
    }
    if (hasEnded(run)) {
      close();
      to.over(run);
      return;
    }
    to.connection("live");
    to.state(run);
    listen();
  }

  function listen() {
    const mine = new EventSource(address("runs/" + encodeURIComponent(id) + "/events", { after: lastLine }));
    source = mine;
    const on = (word, act) =>
      mine.addEventListener(word, (event) => {
        if (source === mine) {
          heard = Date.now();
          act(event);
        }
      });
    on("open", () => (pauseS = FIRST_PAUSE_S));
    // the server may be gone, or have too many streams: the state of the run will show
    on("error", later);
    on("state", (event) => to.state(JSON.parse(event.data)));
    on("over", () => {
      end();
      connect();
    });
    for (const word of LINES) {
      on(word, (event) => {
        lastLine = event.lastEventId || lastLine;
        if (word === "service") {
          to.service(JSON.parse(event.data));
        }
      });
    }
    heard = Date.now();
    timer = setTimeout(look, QUIET_MS);
  }

  // a connection that was cut without a word looks like a service that takes its time
  function look() {
    if (Date.now() - heard >= QUIET_MS) {
      end();
      connect();
    } else {
      timer = setTimeout(look, QUIET_MS);
    }
  }

  // a browser has few connections for all its pages on one server: a page that nobody sees gives its own back
  function shown() {
    if (document.hidden) {
      clearTimeout(timer);
      timer = setTimeout(end, HIDDEN_MS);
    } else {
      end();
      connect();
    }
  }

  document.addEventListener("visibilitychange", shown);
  connect();
  return close;
}
