// Years as bars of a histogram, and the order of the values of a facet.

const WIDTHS = [1, 2, 5, 10, 20, 50, 100];

/**
 * @param values of the facet "year": [{ value: "1998", count, all }, ...]
 * @return { bins: [{ first, last, count, all }, ...] without gaps, unknown: { count, all } or null }
 */
export function yearBins(values, most = 60) {
  const years = values.filter(({ value }) => /^-?\d{1,4}$/.test(value)).map((each) => ({ ...each, year: Number(each.value) }));
  const unknown = values.find(({ value }) => value === "") || null;
  if (!years.length) {
    return { bins: [], unknown };
  }
  const first = Math.min(...years.map(({ year }) => year));
  const last = Math.max(...years.map(({ year }) => year));
  const width = WIDTHS.find((each) => Math.floor(last / each) - Math.floor(first / each) < most) || 200;
  const begin = Math.floor(first / width) * width;
  const bins = Array.from({ length: Math.floor((last - begin) / width) + 1 }, (_, i) => ({
    first: begin + i * width,
    last: begin + (i + 1) * width - 1,
    count: 0,
    all: 0,
  }));
  for (const { year, count, all } of years) {
    const bin = bins[Math.floor((year - begin) / width)];
    bin.count += count;
    bin.all += all;
  }
  return { bins, unknown };
}

/** The height of a bar between 0 and 1: what is there at all stays visible. */
export function barShare(n, largest, least = 0.04) {
  return n <= 0 || largest <= 0 ? 0 : Math.max(least, n / largest);
}

const BANDS = ["radio", "millimeter", "infrared", "optical", "uv", "x-ray", "gamma", ""];

/**
 * The values of a facet in the order in which they are shown: bands along the spectrum, others by their number, as the
 * server has them. Chosen values stay, also if nothing has them any more.
 */
export function facetValues(name, values, chosen) {
  const here = new Set(values.map(({ value }) => value));
  const all = [...values, ...chosen.filter((value) => !here.has(value)).map((value) => ({ value, count: 0, all: 0 }))];
  return name === "band" ? all.sort((a, b) => BANDS.indexOf(a.value) - BANDS.indexOf(b.value)) : all;
}

/** The values that contain a text: the first `most` of them, and the chosen ones. */
export function foundValues(values, sought, chosen, most) {
  const text = sought.trim().toLowerCase();
  const fits = values.filter(({ value }) => (value || "unknown").toLowerCase().includes(text));
  const kept = fits.filter(({ value }, i) => i < most || chosen.includes(value));
  return { kept, left: fits.length - kept.length };
}
