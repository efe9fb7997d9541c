// An answer of the API that a component shows.
import { useEffect, useRef, useState } from "./html.js";
import { api, queryString } from "./api.js";

const NOTHING = { path: null, answer: null, problem: null, busy: false };
const PAUSE_MS = 1000;

/**
 * Asks again when path, parameters or revision change, and aborts what is no longer asked. The last answer for the same
 * path stays until the next one is there. A new revision waits until the answer for the last one is there, and a second.
 *
 * @param path null asks for nothing
 * @return { answer, problem, busy, again }
 */
export function useAnswer(path, parameters = {}, revision = 0) {
  const [state, setState] = useState(NOTHING);
  const [attempt, setAttempt] = useState(0);
  const wanted = useRef(revision);
  const wake = useRef(() => {});
  const key = path === null ? null : path + "?" + queryString(parameters);

  useEffect(() => {
    if (key === null) {
      setState(NOTHING);
      return undefined;
    }
    const controller = new AbortController();
    let timer = null;
    let idle = false;
    const ask = async () => {
      const asked = wanted.current;
      idle = false;
      setState((old) => ({ path, answer: old.path === path ? old.answer : null, problem: null, busy: true }));
      const change = await api.get(path, parameters, controller.signal).then(
        (answer) => ({ answer, problem: null }),
        (problem) => ({ problem }),
      );
      if (controller.signal.aborted) {
        return;
      }
      setState((old) => ({ ...old, ...change, busy: false }));
      if (wanted.current === asked) {
        idle = true;
      } else {
        timer = setTimeout(ask, PAUSE_MS);
      }
    };
    wake.current = () => {
      if (idle) {
        idle = false;
        timer = setTimeout(ask, PAUSE_MS);
      }
    };
    ask();
    return () => {
      wake.current = () => {};
      clearTimeout(timer);
      controller.abort();
    };
  }, [key, attempt]);

  useEffect(() => {
    if (wanted.current !== revision) {
      wanted.current = revision;
      wake.current();
    }
  }, [revision]);

  return { ...(state.path === path ? state : NOTHING), again: () => setAttempt((n) => n + 1) };
}
