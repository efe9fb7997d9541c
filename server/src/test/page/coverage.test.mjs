import test from "node:test";
import assert from "node:assert/strict";
import { boxOf, known, meaningOf, pickIn, planeOf, yearOf } from "../../main/resources/org/skytrawl/server/page/js/coverage-plane.js";

const BOX = { left: 60, top: 10, right: 260, bottom: 210 };
const near = (actual, expected, slack) => assert.ok(Math.abs(actual - expected) <= slack, actual + " is not " + expected);

test("one end is enough; what has no time or no band is counted", () => {
  const { placed, noTime, noBand } = known([[0, "a", 50000, null, 5e-7, 6e-7], [1, "a", null, null, 5e-7, null], [2, "a", 50000, 50001, null, null], [3, "a", null, null, null, null], [4, "a", null, 51000, null, 0.2]]);
  assert.deepEqual(placed.map(({ row, mjd, m }) => [row, mjd, m]), [[0, [50000, 50000], [5e-7, 6e-7]], [4, [51000, 51000], [0.2, 0.2]]]);
  assert.deepEqual([noTime, noBand], [2, 2]);
  assert.deepEqual(known([], 3), { placed: [], noTime: 3, noBand: 3 });
});

test("later is right, longer is up; pixels come back as time and wavelength", () => {
  const { placed } = known([[0, "", 50000, 50100, 1e-10, 2e-10], [1, "", 58000, 58000, 0.2, 0.3]]);
  const plane = planeOf(placed, BOX);
  const [first, second] = placed.map((each) => boxOf(plane, each));
  assert.ok(first[0] < second[0] && first[1] > second[1]);
  near(plane.mjdAt(plane.x(53000)), 53000, 1e-6);
  near(Math.log10(plane.metresAt(plane.y(1e-6))), -6, 1e-9);
  assert.deepEqual(plane.bands.map(([name]) => name), ["x-ray", "uv", "optical", "infrared", "millimeter", "radio"]);
  assert.ok(plane.times.length >= 2 && plane.times.length <= 8);
  [first, second].forEach(([x, y, w, h]) => assert.ok(x >= BOX.left && y >= BOX.top && x + w <= BOX.right && y + h <= BOX.bottom));
});

test("a single moment at a single wavelength can be seen", () => {
  const { placed } = known([[0, "", 55000, 55000, 5.5e-7, 5.5e-7]]);
  const plane = planeOf(placed, BOX);
  assert.ok(boxOf(plane, placed[0]).every(Number.isFinite));
  assert.ok(boxOf(plane, placed[0])[2] >= 3);
  assert.ok(plane.times.every(([, text]) => /^\d{4}-\d\d-\d\d$/.test(text)) && plane.times.length > 0);
});

test("the smallest box under the pointer comes first", () => {
  const { placed } = known([[7, "", 50000, 58000, 1e-7, 1e-5], [8, "", 53900, 54100, 9e-7, 1.1e-6]]);
  const plane = planeOf(placed, BOX);
  const boxes = placed.map((each) => boxOf(plane, each));
  assert.deepEqual(pickIn(boxes, placed, plane.x(54000), plane.y(1e-6)), [8, 7]);
  assert.deepEqual(pickIn(boxes, placed, plane.x(51000), plane.y(1e-6)), [7]);
  assert.deepEqual(pickIn(boxes, placed, 0, 0), []);
});

test("a rectangle is years and bands; a flat one only what it is long in", () => {
  const { placed } = known([[0, "", 44239, 44239, 1e-12, 1e-12], [1, "", 58849, 58849, 1, 1]]);
  const plane = planeOf(placed, BOX);
  const corner = (mjd, m) => [plane.x(mjd), plane.y(m)];
  assert.deepEqual(meaningOf(plane, corner(51179, 4e-7), corner(54000, 5e-5)), { years: [1999, 2006], bands: ["optical", "infrared"] });
  assert.deepEqual(meaningOf(plane, corner(54000, 5e-5), corner(51179, 4e-7)), { years: [1999, 2006], bands: ["optical", "infrared"] });
  assert.equal(meaningOf(plane, [100, 50], [200, 52]).bands, null);
  assert.equal(meaningOf(plane, [100, 50], [102, 150]).years, null);
});

test("the year of a day", () => {
  assert.equal(yearOf(51543.9), 1999);
  assert.equal(yearOf(51544), 2000);
});
