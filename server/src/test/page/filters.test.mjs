import test from "node:test";
import assert from "node:assert/strict";
import { queryString } from "../../main/resources/org/skytrawl/server/page/js/api.js";
import { filterParameters, isFiltered, nextSort, parseSort, toggle, yearRange, yearsBetween } from "../../main/resources/org/skytrawl/server/page/js/filters.js";
import { pythonProgram, takenBody, takenParameters, tooLongForAddress } from "../../main/resources/org/skytrawl/server/page/js/taken.js";

test("filters become the parameters of docs/api.md", () => {
  const filters = { collection: ["HST", "a&b=c"], type: [""], q: " M 31 ", rows: [1, 2], year: [], unheard: ["x"] };
  assert.equal(queryString(filterParameters(filters)), "collection=HST&collection=a%26b%3Dc&type=&q=M+31&rows=1%2C2");
});

test("empty filters filter nothing", () => {
  assert.equal(isFiltered({}), false);
  assert.equal(isFiltered({ q: "  ", collection: [], rows: [] }), false);
  assert.equal(isFiltered({ type: [""] }), true);
});

test("a value is added and taken away, and other filters stay", () => {
  const one = toggle({ q: "x" }, "band", "radio");
  assert.deepEqual(one, { q: "x", band: ["radio"] });
  assert.deepEqual(toggle(one, "band", ""), { q: "x", band: ["radio", ""] });
  assert.deepEqual(toggle(one, "band", "radio"), { q: "x" });
});

test("a range of years is each of its years, in either direction", () => {
  assert.deepEqual(yearsBetween({ year: ["1950", ""] }, 2001, 1999).year, ["1999", "2000", "2001", ""]);
  assert.deepEqual(yearRange({ year: ["2001", "", "1999"] }), [1999, 2001]);
  assert.equal(yearRange({ year: [""] }), null);
  assert.equal(yearsBetween({}, -1e9, 1e9).year.length, 401);
});

test("a column is sorted up, down, and no more", () => {
  assert.equal(nextSort("", "t_min"), "t_min");
  assert.equal(nextSort("t_min", "t_min"), "-t_min");
  assert.equal(nextSort("-t_min", "t_min"), "");
  assert.equal(nextSort("-t_min,obs_title", "s_ra"), "s_ra");
});

test("with shift, a column is a further order", () => {
  assert.equal(nextSort("-t_min", "obs_title", true), "-t_min,obs_title");
  assert.equal(nextSort("-t_min,obs_title", "t_min", true), "obs_title");
  assert.equal(nextSort("-t_min,obs_title", "obs_title", true), "-t_min,-obs_title");
  assert.deepEqual(parseSort("-t_min,obs_title"), [{ name: "t_min", down: true }, { name: "obs_title", down: false }]);
  assert.equal(nextSort("a,b,c,d,e", "f", true), "a,b,c,d,f");
  assert.deepEqual(parseSort(""), []);
});

test("what is taken: all, filtered, or marked rows", () => {
  const taken = { filters: { band: ["radio"] }, rows: [3, 5] };
  assert.deepEqual(takenParameters({ ...taken, which: "all" }), {});
  assert.deepEqual(takenParameters({ ...taken, which: "filtered" }), { band: ["radio"] });
  assert.deepEqual(takenParameters({ ...taken, which: "marked" }), { rows: "3,5" });
  assert.deepEqual(takenBody({ ...taken, which: "all" }), { filters: {} });
  assert.deepEqual(takenBody({ ...taken, which: "filtered" }), { filters: { band: ["radio"] } });
  assert.deepEqual(takenBody({ ...taken, which: "marked" }), { rows: [3, 5] });
});

test("many marked rows do not go in an address", () => {
  const rows = Array.from({ length: 20_000 }, (_, i) => i);
  assert.equal(tooLongForAddress({ which: "marked", filters: {}, rows }), true);
  assert.equal(tooLongForAddress({ which: "all", filters: {}, rows }), false);
  assert.equal(tooLongForAddress({ which: "marked", filters: {}, rows: rows.slice(0, 100) }), false);
});

test("the Python of a question has the imports that it needs", () => {
  assert.equal(pythonProgram("skytrawl.datasets(moc='a.fits')"), "import skytrawl\n\nfound = skytrawl.datasets(moc='a.fits')");
  assert.equal(
    pythonProgram("skytrawl.images(SkyCoord(1, 2, unit='deg'), radius=3 * u.deg)"),
    "import astropy.units as u\nfrom astropy.coordinates import SkyCoord\nimport skytrawl\n\nfound = skytrawl.images(SkyCoord(1, 2, unit='deg'), radius=3 * u.deg)",
  );
});
