// An answer of the API that a component shows.
import { useEffect, useRef, useState } from "./html.js";
import { api } from "./api.js";
import { refresher } from "./refresh.js";

const NOTHING = { path: null, answer: null, problem: null };

/**
 * Asks when path or parameters change, and again when the revision does. The last answer for the same path stays until the next
 * one is there.
 *
 * @param path null asks for nothing
 * @return { answer, problem, again }
 */
export function useAnswer(path, parameters, revision) {
  const [state, setState] = useState(NOTHING);
  const refresh = useRef(null);
  useEffect(() => {
    let asked = null;
    refresh.current = refresher({
      load: (key, signal) => {
        asked = JSON.parse(key);
        return api.get(asked.path, asked.parameters, signal);
      },
      show: (answer) => setState({ path: asked.path, answer, problem: null }),
      fail: (problem) => setState((old) => ({ path: asked.path, answer: old.path === asked.path ? old.answer : null, problem })),
    });
    return () => refresh.current.stop();
  }, []);
  const key = path === null ? null : JSON.stringify({ path, parameters });
  useEffect(() => refresh.current.want(key, revision), [key, revision]);
  return { ...(state.path === path ? state : NOTHING), again: () => refresh.current.retry() };
}
