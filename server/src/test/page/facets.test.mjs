import test from "node:test";
import assert from "node:assert/strict";
import { barShare, facetValues, foundValues, yearBins } from "../../main/resources/org/skytrawl/server/page/js/bins.js";
import { whyEmpty } from "../../main/resources/org/skytrawl/server/page/js/empty.js";

const value = (name, count = 1, all = count) => ({ value: name, count, all });

test("years become bars without gaps", () => {
  const { bins, unknown } = yearBins([value("2001", 1, 4), value("1999", 2), value("", 7), value("not a year", 9)]);
  assert.deepEqual(bins, [
    { first: 1999, last: 1999, count: 2, all: 2 },
    { first: 2000, last: 2000, count: 0, all: 0 },
    { first: 2001, last: 2001, count: 1, all: 4 },
  ]);
  assert.deepEqual(unknown, value("", 7));
});

test("many years share bars, and no dataset is lost", () => {
  const years = Array.from({ length: 177 }, (_, i) => value(String(1850 + i)));
  const { bins } = yearBins(years);
  assert.ok(bins.length <= 60);
  assert.deepEqual([bins[0].first, bins[0].last], [1850, 1854]);
  assert.equal(bins.reduce((sum, bin) => sum + bin.count, 0), 177);
  assert.equal(yearBins([value("-500"), value("9999")]).bins.reduce((sum, bin) => sum + bin.all, 0), 2);
  assert.deepEqual(yearBins([]), { bins: [], unknown: null });
});

test("what is there at all has a bar that can be seen", () => {
  assert.equal(barShare(0, 100), 0);
  assert.equal(barShare(1, 1_000_000), 0.04);
  assert.equal(barShare(50, 100), 0.5);
  assert.equal(barShare(0, 0), 0);
});

test("bands stand along the spectrum, and chosen values stay", () => {
  assert.deepEqual(facetValues("band", [value("x-ray"), value(""), value("radio")], ["uv"]).map((each) => each.value), ["radio", "uv", "x-ray", ""]);
  assert.deepEqual(facetValues("collection", [value("B"), value("A")], ["C"]), [value("B"), value("A"), value("C", 0)]);
});

test("values are searched without case, and those that are left are counted", () => {
  const values = [value("HST"), value("XMM"), value("hst-2"), value("")];
  assert.deepEqual(foundValues(values, "hst", [], 1), { kept: [value("HST")], left: 1 });
  assert.deepEqual(foundValues(values, "", ["hst-2"], 1), { kept: [value("HST"), value("hst-2")], left: 2 });
  assert.deepEqual(foundValues(values, "unkn", [], 8).kept, [value("")]);
});

const RUN = { state: "done", progress: { toAsk: 212, ended: 212 }, complete: true, missing: 0, error: null };
const NONE = { total: 0, filtered: 0 };

test("nothing was found only if every service answered", () => {
  assert.equal(whyEmpty(RUN, NONE).text, "Nothing was found: all 212 services that were asked answered, and none has a dataset.");
  const missing = whyEmpty({ ...RUN, complete: false, missing: 3 }, NONE);
  assert.equal(missing.text, "No dataset was found, but 3 services did not answer completely: this does not mean that there is nothing.");
  assert.equal(missing.services, true);
  for (const run of [{ ...RUN, state: "stopped", complete: false }, { ...RUN, state: "interrupted", complete: null }, { ...RUN, progress: { toAsk: 0 } }, { ...RUN, complete: null }]) {
    assert.doesNotMatch(whyEmpty(run, NONE).text, /Nothing was found/);
    assert.equal(whyEmpty(run, NONE).kind, "warn");
  }
});

test("why the table is empty otherwise", () => {
  assert.match(whyEmpty(null, NONE).text, /^Nothing has been asked yet/);
  assert.equal(whyEmpty({ ...RUN, state: "running", progress: { toAsk: 212, ended: 140 } }, NONE).text, "No datasets yet: 140 of 212 services have ended.");
  assert.equal(whyEmpty({ ...RUN, state: "failed", error: { message: "no mirror answers" } }, NONE).text, "The run failed: no mirror answers");
  const filtered = whyEmpty({ ...RUN, missing: 3 }, { total: 12, filtered: 0 });
  assert.equal(filtered.text, "None of the 12 datasets matches the filters.");
  assert.equal(filtered.filters, true);
});
