// An answer of the API that a component shows.
import { useEffect, useRef, useState } from "./html.js";
import { api } from "./api.js";
import { refresher } from "./refresh.js";

const AGAIN_MS = 3000;
const NOTHING = { path: null, answer: null, problem: null };

/** What may be over soon is tried again: a server that is started again, or has too much to do. */
export function useRetry(problem, again) {
  useEffect(() => {
    if (!problem || ![0, 429, 503].includes(problem.status)) {
      return undefined;
    }
    const timer = setTimeout(again, AGAIN_MS);
    return () => clearTimeout(timer);
  }, [problem]);
}

const AS_IT_IS = (answer) => answer;

/**
 * Asks when path or parameters change, and again when the revision does. The last answer for the same path stays until the next
 * one is there.
 *
 * @param path null asks for nothing
 * @param understand what the page makes of an answer, (answer, signal)
 * @return { answer, problem, again }
 */
export function useAnswer(path, parameters, revision, understand = AS_IT_IS) {
  const [state, setState] = useState(NOTHING);
  const refresh = useRef(null);
  const how = useRef(null);
  how.current = understand;
  useEffect(() => {
    let asked = null;
    refresh.current = refresher({
      load: async (key, signal) => {
        asked = JSON.parse(key);
        const { current } = how;
        const sent = await api.get(asked.path, asked.parameters, signal);
        return { answer: await current(sent, signal), revision: sent.revision };
      },
      show: (answer) => setState({ path: asked.path, answer, problem: null }),
      fail: (problem) => setState((old) => ({ path: asked.path, answer: old.path === asked.path ? old.answer : null, problem })),
    });
    return () => refresh.current.stop();
  }, []);
  const key = path === null ? null : JSON.stringify({ path, parameters });
  useEffect(() => refresh.current.want(key, revision), [key, revision]);
  const shown = state.path === path ? state : NOTHING;
  const again = () => refresh.current.retry();
  useRetry(shown.problem, again);
  return { ...shown, again };
}
