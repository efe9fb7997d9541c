// Why the table is empty. "Nothing was found" is said only if every service answered.
import { askedCount } from "./fates.js";
import { count, plural } from "./text.js";

/** @return { text, kind: "note" | "warn" | "bad", services: whether the list of services helps, filters: whether clearing them helps } */
export function whyEmpty(run, { total, filtered }) {
  const why = (text, kind = "note", more = {}) => ({ text, kind, services: false, filters: false, ...more });
  if (!run) {
    return why("Nothing has been asked yet. Ask by a name, a position or a region.");
  }
  const { toAsk = 0, ended = 0 } = run.progress || {};
  if (total > 0 && filtered === 0) {
    return why("None of the " + plural(total, "dataset") + " matches the filters.", "note", { filters: true });
  }
  if (run.state === "queued") {
    return why("The run waits for its turn.");
  }
  if (run.state === "running") {
    return why(toAsk ? "No datasets yet: " + count(ended) + " of " + plural(toAsk, "service") + " have ended." : "No datasets yet: the services are being chosen.");
  }
  if (run.state === "failed") {
    return why("The run failed" + (run.error ? ": " + run.error.message : ". No registry could be used."), "bad");
  }
  if (run.missing > 0) {
    const some = plural(run.missing, "service") + " did not answer completely";
    return why("No dataset was found, but " + some + ": this does not mean that there is nothing.", "warn", { services: true });
  }
  if (run.state === "stopped" || run.state === "interrupted") {
    const how = run.state === "stopped" ? "was stopped" : "was interrupted";
    return why("The run " + how + " before any dataset was found. Services that were not asked may have some.", "warn", { services: true });
  }
  const asked = askedCount(run);
  if (asked === 0) {
    return why("No service was asked: none in the registry covers this question. With \u201cinclusive\u201d, services without declared coverage are asked too.", "warn", { services: true });
  }
  return run.complete === true
    ? why("Nothing was found: " + (asked === 1 ? "the service that was asked" : "all " + count(asked) + " services that were asked") + " answered, and " + (asked === 1 ? "it has no dataset." : "none has a dataset."))
    : why("No dataset was found.", "warn", { services: true });
}
