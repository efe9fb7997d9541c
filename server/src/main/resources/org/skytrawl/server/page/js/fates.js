// What became of a service, in words.
import { count, plain, plural } from "./text.js";

/** The fates in the order in which they are shown: [word, title, explanation]. */
export const FATES = [
  ["missing", "No complete answer", "They were asked, and their data is missing or incomplete."],
  ["running", "Running", "They have been asked and have not yet answered."],
  ["waiting", "Waiting", "They will be asked when their host has a free place."],
  ["standby", "Standby", "They are asked only if another service with the same data does not answer."],
  ["answered", "Answered", "They gave a complete answer."],
  [
    "undeclared",
    "No declared coverage",
    "Not asked: the registry does not say what they have. Inclusive asks them too.",
  ],
  ["outside", "Outside", "Not asked: their declared coverage does not match the question."],
  ["elided", "Repeat others", "Not asked: another service has the same data, and answered."],
  ["skipped", "Skipped", "Not asked for another cause."],
];

const MISSING = ["overflowed", "incomplete", "failed", "timed_out", "cancelled"];

/** What tells a service from all others of the registry: several resources may have one key, if they have one address. */
export const idOf = (service) => [service.key, service.ivoid, service.url].join(" ");

/** Map of idOf -> service. */
export const byId = (services) => new Map(services.map((service) => [idOf(service), service]));

/** A word of FATES for a service of /services. */
export function fateOf(service) {
  const outcome = service.outcome;
  if (service.state !== "ended" || !outcome) {
    return service.standby && service.state === "waiting"
      ? "standby"
      : service.state === "running"
        ? "running"
        : "waiting";
  }
  if (MISSING.includes(outcome.outcome) || (outcome.outcome === "skipped" && outcome.reason === "host_down")) {
    return "missing";
  }
  if (outcome.outcome === "pruned") {
    return outcome.reason === "undeclared" ? "undeclared" : "outside";
  }
  return FATES.some(([word]) => word === outcome.outcome) ? outcome.outcome : "skipped";
}

const CODES = {
  UNKNOWN_HOST: "unknown host",
  CONNECTION_REFUSED: "connection refused",
  CONNECTION_FAILED: "connection failed",
  CONNECTION_RESET: "connection closed without an answer",
  TLS: "TLS handshake or certificate refused",
  PRIVATE_ADDRESS: "address in a private network",
  BAD_URL: "URL cannot be used",
  TOO_MANY_REDIRECTS: "too many redirects",
  BAD_REDIRECT: "redirect cannot be followed",
  TOO_LARGE: "answer too large",
  TRUNCATED: "answer broke off",
  EMPTY: "empty answer",
  NOT_VOTABLE: "answer is not a VOTable",
  MALFORMED: "answer is unreadable",
  FORBIDDEN_XML: "answer declares XML entities",
  SERVICE_ERROR: "error reported by the service",
  REQUEST_LIMIT: "limit of requests",
  TIME_LIMIT: "targets left when time was over",
  NOT_HARVESTED: "not all of it is in the harvest",
  INTERNAL: "a bug in Skytrawl",
};

const AXES = {
  space: "outside the region",
  spectrum: "outside the spectral range",
  time: "outside the time range",
  product_type: "of other product types",
};

const UNDECLARED = { space: "no place declared", spectrum: "no spectral range declared", time: "no time declared" };

const SKIPPED = {
  no_cone: "SIA1 needs a position",
  no_images: "has only images and cubes",
  no_spectra: "has only spectra and time series",
  other_types: "has other product types",
  theory: "theoretical data only",
  unbounded: "the query would have no constraint",
  unusable: "its entry cannot be used",
  needs_login: "needs a login",
  not_chosen: "not chosen",
  host_down: "host is down",
};

const code = (outcome) =>
  outcome.code === "HTTP_STATUS"
    ? outcome.http_status
      ? "HTTP " + outcome.http_status
      : "HTTP error"
    : CODES[outcome.code] || outcome.code || "";

/** Why, the same for all services with the same cause: "timed out while waiting". Empty for those that answered. */
export function causeOf(outcome) {
  if (!outcome) {
    return "";
  }
  switch (outcome.outcome) {
    case "overflowed":
      return "returned only a part of its rows";
    case "incomplete":
      return "incomplete: " + code(outcome);
    case "failed":
      return code(outcome);
    case "timed_out":
      return outcome.reason === "queued"
        ? "timed out in the queue"
        : "timed out" + (outcome.reason ? " while " + outcome.reason : "");
    case "cancelled":
      return "stopped";
    case "pruned":
      return outcome.reason === "undeclared"
        ? UNDECLARED[outcome.axis] || "no coverage declared"
        : AXES[outcome.axis] || "outside";
    case "elided":
      return "repeats another";
    case "skipped":
      return SKIPPED[outcome.reason] || "skipped";
    default:
      return "";
  }
}

/** What the service or Skytrawl said about it, where that says more than the cause. */
export function detailOf(outcome) {
  if (!outcome) {
    return "";
  }
  const said = outcome.message || (["overflowed", "elided"].includes(outcome.outcome) ? outcome.reason : "");
  return said && said !== causeOf(outcome) ? said : "";
}

/** Services by fate: Map of word -> list, in the order of FATES, without empty ones. */
export function byFate(services) {
  const fates = new Map(FATES.map(([word]) => [word, []]));
  for (const service of services) {
    fates.get(fateOf(service)).push(service);
  }
  return new Map([...fates].filter(([, list]) => list.length > 0));
}

const HOSTS_APART = 2;
const HOSTS_NAMED = 3;

/** Services that are missing, by cause and host, most first: [{ hosts, cause, services }]. More than two hosts with one cause are together. */
export function losses(services) {
  const causes = new Map();
  for (const service of services) {
    if (fateOf(service) === "missing") {
      const hosts = entry(causes, causeOf(service.outcome), () => new Map());
      entry(hosts, service.host || "unknown host", () => []).push(service);
    }
  }
  const lines = [...causes].flatMap(([cause, hosts]) => {
    const apart = [...hosts].map(([host, list]) => ({ hosts: [host], cause, services: list }));
    return hosts.size <= HOSTS_APART
      ? apart
      : [{ hosts: [...hosts.keys()].sort(), cause, services: apart.flatMap((line) => line.services) }];
  });
  return lines.sort(
    (a, b) =>
      b.services.length - a.services.length || a.hosts[0].localeCompare(b.hosts[0]) || a.cause.localeCompare(b.cause),
  );
}

function entry(map, key, make) {
  if (!map.has(key)) {
    map.set(key, make());
  }
  return map.get(key);
}

/** "dc.example.org: timed out while waiting (2 services)", "5 hosts: HTTP 503 (7 services: a.example.org, ...)". */
export function lossText({ hosts, cause, services }) {
  const named = hosts.slice(0, HOSTS_NAMED).join(", ") + (hosts.length > HOSTS_NAMED ? " and " + plural(hosts.length - HOSTS_NAMED, "other host") : "");
  return named + ": " + cause + (services.length === hosts.length ? "" : " (" + plural(services.length, "service") + ")");
}

/** Whether a retry asks this service again. */
export const isRetried = (service) => fateOf(service) === "missing";

/** The number of services that a run asked. In a retry the answers of the earlier run count too, so it is more than the retry had to ask. */
export function askedCount(run) {
  const toAsk = run.progress?.toAsk ?? 0;
  return run.complete === null ? toAsk : Math.max(toAsk, (run.outcomes?.answered ?? 0) + (run.missing ?? 0));
}

/** Whether the server was killed before it had written what the run found. */
export const isLost = (run) => run.state === "interrupted" && !run.datasets && (run.progress?.records ?? 0) > 0;

/** What the result of a run is worth, in a sentence. */
export function verdict(run) {
  const found = plural(run.datasets ?? 0, "dataset");
  const { toAsk, ended } = run.progress ?? { toAsk: 0, ended: 0 };
  switch (run.state) {
    case "queued":
      return "Not yet asked.";
    case "running":
      return toAsk === 0
        ? "Nothing yet: the services are being chosen."
        : found +
            " so far; " +
            plural(Math.max(0, toAsk - ended), "service") +
            " of " +
            count(toAsk) +
            " have still to answer. Rows may still change." +
            (run.retryOf ? " The datasets of the earlier run are here again at the end." : "");
    case "failed":
      return "Nothing was asked: " + plain(run.error?.message || "no registry could be used.", 1000);
    case "stopped":
      return "Stopped before the end: " + found + ", incomplete.";
    case "interrupted":
      return isLost(run)
        ? "The server was killed before this run ended, and its datasets are lost. Retry asks all services again."
        : "The server ended before this run did: " + found + ", incomplete.";
    default:
      if (askedCount(run) === 0) {
        return "No service was asked: none declares data for this question.";
      }
      return run.complete
        ? "Complete: " + found + "; each of " + plural(askedCount(run), "service") + " answered."
        : "Incomplete: " + found + ".";
  }
}
