// The question as the form has it, as the API has it, and as the address of the page has it.

/** Options of the command line that are parameters of a question (docs/api.md). */
export const NAMES = [
  "cone",
  "galactic",
  "target",
  "radius",
  "polygon",
  "moc",
  "probability",
  "footprint",
  "targets",
  "spectrum",
  "time",
  "type",
  "inclusive",
  "theory",
  "timeout",
  "deadline",
];

/** Parameters that give a place; a question has at most one of them. */
const PLACES = ["cone", "galactic", "target", "polygon", "moc", "footprint", "targets"];

export const RADIUS = "0.2";

export const TYPES = ["image", "cube", "spectrum", "timeseries", "sed", "visibility", "event", "measurements"];

/** The wavebands of VODataService, from long to short waves, and the wavelengths between them. EUV is in uv. */
export const BANDS = ["radio", "millimeter", "infrared", "optical", "uv", "x-ray", "gamma"];
const EDGES = ["", "10mm", "0.1mm", "1um", "300nm", "10nm", "0.01nm", ""];

/** The interval of the bands from number `first` to number `last` of BANDS, as an option. */
export function spectrumOfBands(first, last) {
  return EDGES[last + 1] + ".." + EDGES[first];
}

/** [first, last] if the text is the interval of neighbouring bands, else null. */
export function bandsOfSpectrum(text) {
  for (let first = 0; first < BANDS.length; first++) {
    for (let last = first; last < BANDS.length; last++) {
      if (text.trim() === spectrumOfBands(first, last)) {
        return [first, last];
      }
    }
  }
  return null;
}

/** The bands after a click on one of them: an interval has no gap, so those between are in it. */
export function toggleBand(bands, clicked) {
  if (bands === null) {
    return [clicked, clicked];
  }
  const [first, last] = bands;
  if (clicked < first || clicked > last) {
    return [Math.min(first, clicked), Math.max(last, clicked)];
  }
  if (clicked === first) {
    return first === last ? null : [first + 1, last];
  }
  return [first, clicked - 1];
}

const OF_POSITION = /^[\d\s.,:;+\-\u2212\u00b0'"\u2032\u2033dhmsDHMS\u02b0\u1d50\u02e2]+$/;
const NUMBER = /\d+(?:\.\d*)?|\.\d+/g;
const BEGINS_EQUATORIAL = /^(?:icrs|fk5|j2000(?:\.0)?)[\s,:]+(?=[-+\u2212\d.])/i;
const BEGINS_GALACTIC = /^(?:galactic|gal|glon|l)[\s,:=]+(?=[-+\u2212\d.])/i;
const ENDS_GALACTIC = /[\s,](?:galactic|gal)$/i;
const LABEL = /(?:^|[\s,])(?:ra|dec|glat|b)\s?[=:]?\s?(?=[-+\u2212\d.])/gi;

/** What the user typed as a place: { cone }, { galactic } or { target }; null if it is empty. */
export function placeOf(text) {
  const typed = text.trim();
  if (typed === "") {
    return null;
  }
  const galactic = BEGINS_GALACTIC.test(typed) || ENDS_GALACTIC.test(typed);
  const position = typed
    .replace(BEGINS_EQUATORIAL, "")
    .replace(BEGINS_GALACTIC, "")
    .replace(ENDS_GALACTIC, "")
    .replace(LABEL, " ")
    .trim();
  if (!OF_POSITION.test(position) || !/^[-+\u2212\d.]/.test(position) || (position.match(NUMBER) || []).length < 2) {
    return { target: typed };
  }
  return galactic ? { galactic: position } : { cone: position };
}

/** The form without any question. */
export const EMPTY = {
  kind: "place",
  where: "",
  radius: RADIUS,
  polygon: "",
  file: "",
  probability: "",
  spectrum: "",
  time: "",
  types: [],
  inclusive: false,
  theory: false,
  timeout: "",
  deadline: "",
};

const last = (value) => (Array.isArray(value) ? value[value.length - 1] : value) ?? "";
const isTrue = (value) => String(last(value)) === "true";

/** Position and radius; the radius is null if the text has none. Three fields are a position with its radius. */
function split(text) {
  const fields = text.split(",", 4);
  return fields.length === 3 ? [fields[0].trim() + " " + fields[1].trim(), fields[2].trim()] : [text, null];
}

/** The form that asks what the parameters say. */
export function toForm(parameters) {
  const text = (name) => String(last(parameters[name]));
  const form = {
    ...EMPTY,
    spectrum: text("spectrum"),
    time: text("time"),
    timeout: text("timeout"),
    deadline: text("deadline"),
  };
  form.inclusive = isTrue(parameters.inclusive);
  form.theory = isTrue(parameters.theory);
  form.types = [parameters.type ?? []]
    .flat()
    .flatMap((each) => String(each).split(",", 99))
    .map((each) => each.trim())
    .filter((each) => each !== "");
  const place = PLACES.find((name) => text(name) !== "");
  // a list of targets may have a radius for each, which one given here would replace
  form.radius = text("radius") || (place === "targets" ? "" : RADIUS);
  if (place === "cone" || place === "galactic") {
    const [position, radius] = split(text(place));
    form.where = (place === "galactic" ? "galactic " : "") + position;
    form.radius = radius || form.radius;
  } else if (place === "target") {
    form.where = text("target");
  } else if (place === "polygon") {
    form.kind = "polygon";
    form.polygon = text("polygon");
  } else if (place) {
    form.kind = place;
    form.file = text(place);
    form.probability = text("probability");
  }
  return form;
}

/** The parameters of docs/api.md; those that are not given are absent. */
export function toParameters(form) {
  const parameters = {};
  const add = (name, value) => {
    if (value.trim() !== "") {
      parameters[name] = value.trim();
    }
  };
  if (form.kind === "place") {
    const place = placeOf(form.where);
    if (place && "target" in place) {
      parameters.target = place.target;
      add("radius", form.radius);
    } else if (place) {
      const [name, text] = Object.entries(place)[0];
      const [position, radius] = split(text);
      parameters[name] = position;
      add("radius", radius || form.radius);
    }
  } else if (form.kind === "polygon") {
    add("polygon", form.polygon);
  } else {
    add(form.kind, form.file);
    if (form.kind === "moc") {
      add("probability", form.probability);
    }
    if (form.kind === "targets") {
      add("radius", form.radius);
    }
  }
  add("spectrum", form.spectrum);
  add("time", form.time);
  add("type", form.types.join(","));
  if (form.inclusive) {
    parameters.inclusive = "true";
  }
  if (form.theory) {
    parameters.theory = "true";
  }
  add("timeout", form.timeout);
  add("deadline", form.deadline);
  return parameters;
}

/** Whether there is anything that services can be asked for. */
export function isAsked(parameters) {
  return [...PLACES, "spectrum", "time"].some((name) => parameters[name]);
}

/** The query string of the page: { parameters, run }. Names that are none of a question are left out. */
export function fromAddress(search) {
  const query = new URLSearchParams(search);
  const parameters = {};
  for (const name of NAMES) {
    const values = query.getAll(name).filter((value) => value !== "");
    if (values.length > 0) {
      parameters[name] = values.length === 1 ? values[0] : values;
    }
  }
  return { parameters, run: query.get("run") || null };
}

/** The address of the page for a question, and the run that is shown. */
export function toAddress(parameters, run) {
  const query = new URLSearchParams();
  for (const name of NAMES) {
    for (const value of [parameters[name] ?? []].flat()) {
      query.append(name, value);
    }
  }
  if (run) {
    query.append("run", run);
  }
  // blanks, commas and colons need no escape in a query, and the address can be read
  const text = query.toString().replace(/%2C/g, ",").replace(/%3A/g, ":").replace(/%2F/g, "/");
  return text === "" ? "./" : "?" + text;
}

/** Whether two sets of parameters ask the same. */
export function isSame(one, other) {
  return toAddress(toParameters(toForm(one)), null) === toAddress(toParameters(toForm(other)), null);
}

/** What a question asks for besides its place: "; image; 300nm..1um; inclusive". */
export function limitsText({ types, parameters }) {
  const parts = [
    (types || []).join(", "),
    parameters.spectrum,
    parameters.time,
    parameters.inclusive ? "inclusive" : "",
  ];
  return parts
    .filter(Boolean)
    .map((part) => "; " + part)
    .join("");
}
