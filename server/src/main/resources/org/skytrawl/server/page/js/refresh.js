// Keeps something that the server answers up to date, with as few requests as possible.

/**
 * load(key, signal) asks, and gives { answer, revision }, of which the revision may be missing; show(answer) and fail(error) tell. `later(f, ms)` and `now()` are replaced in tests.
 *
 * want(key, revision): another key (another run, other filters) asks again soon, and the answer to the old one is aborted. Another
 * revision of the same key asks again after a pause that grows with the time that the server needs, but lets an answer that is
 * under way come. A server that is behind with its revision is asked again after that pause too.
 */
export function refresher({ load, show, fail, debounceMs = 150, pauseMs = 1000, later = (f, ms) => setTimeout(f, ms), never = clearTimeout, now = () => Date.now() }) {
  let [key, revision] = [null, null];
  let [timer, underWay] = [null, null];
  let [lastEnd, lastTook] = [-Infinity, 0];

  function stop() {
    never(timer);
    timer = null;
    if (underWay) {
      underWay.abort();
      underWay = null;
    }
  }

  function schedule(ms) {
    never(timer);
    timer = later(ask, ms);
  }

  async function ask() {
    timer = null;
    const controller = new AbortController();
    const [asked, began] = [revision, now()];
    underWay = controller;
    let tell;
    let behind = false;
    try {
      const given = await load(key, controller.signal);
      behind = given.revision < asked;
      tell = () => show(given.answer);
    } catch (e) {
      tell = () => fail(e);
    }
    if (controller.signal.aborted) {
      return;
    }
    underWay = null;
    [lastEnd, lastTook] = [now(), now() - began];
    if (asked !== revision || behind) {
      again();
    }
    tell();
  }

  function again() {
    schedule(Math.max(debounceMs, lastEnd + Math.max(pauseMs, 4 * lastTook) - now()));
  }

  return {
    want(nextKey, nextRevision) {
      if (nextKey !== key) {
        stop();
        [key, revision] = [nextKey, nextRevision];
        if (key !== null) {
          schedule(debounceMs);
        }
      } else if (nextRevision !== revision) {
        revision = nextRevision;
        if (key !== null && underWay === null && timer === null) {
          again();
        }
      }
    },
    retry() {
      if (key !== null && underWay === null) {
        schedule(0);
      }
    },
    stop() {
      stop();
      key = null;
    },
  };
}
