// All, filtered or marked rows as parameters and as the body of a request.
import { address, ApiError } from "./api.js";

/** Servers take some 8 kB of address and headers; what is longer goes in a body. */
const LONGEST_ADDRESS = 4000;

/** @param taken { which: "all" | "filtered" | "marked", filters: as parameters, rows: numbers } */
export function takenParameters({ which, filters, rows }) {
  return which === "all" ? {} : which === "filtered" ? filters : { rows: rows.join(",") };
}

export function takenBody({ which, filters, rows }) {
  return which === "marked" ? { rows } : { filters: which === "filtered" ? filters : {} };
}

export function tooLongForAddress(taken) {
  return address("", takenParameters(taken)).length > LONGEST_ADDRESS;
}

const IMPORTS = [["u.", "import astropy.units as u"], ["SkyCoord(", "from astropy.coordinates import SkyCoord"]];

/** The line of Python that repeats a question, with the imports that it needs. */
export function pythonProgram(line) {
  const imports = IMPORTS.filter(([used]) => line.includes(used)).map(([, each]) => each);
  return [...imports, "import skytrawl", "", "found = " + line].join("\n");
}

/** Has the browser save what an address gives. */
export function saveLink(href, name = "") {
  const link = document.createElement("a");
  link.href = href;
  link.download = name;
  link.click();
}

/** Saves the answer to a request with a body as a file. */
export async function saveAnswer(path, parameters, body, name) {
  const response = await fetch(address(path, parameters), { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  if (!response.ok) {
    const { error } = await response.json().catch(() => ({}));
    throw new ApiError(response.status, error || { code: "http", message: "HTTP " + response.status });
  }
  const href = URL.createObjectURL(await response.blob());
  saveLink(href, name);
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}
