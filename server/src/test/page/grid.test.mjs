import test from "node:test";
import assert from "node:assert/strict";
import { apart, decText, gridOf, raText, visibleRange } from "../../main/resources/org/skytrawl/server/page/js/grid.js";
import { projectionOf, within } from "../../main/resources/org/skytrawl/server/page/js/sky.js";
import { RAD } from "../../main/resources/org/skytrawl/server/page/js/sphere.js";

const SIZE = [800, 500];

test("right ascension in hours, declination in degrees, as finely as the step", () => {
  assert.equal(raText(15, 15), "1h");
  assert.equal(raText(10.6847, 0.01), "0h 42m 44s");
  assert.equal(raText(10.6847, 15 / 36000), "0h 42m 44.3s");
  assert.equal(decText(41.269, 0.0003), "+41\u00b0 16\u2032 08\u2033");
  assert.equal(decText(-0.5, 0.5), "\u22120\u00b0 30\u2032");
  assert.equal(decText(0, 10), "0\u00b0");
});

test("rounding never gives 24 hours or 60 minutes", () => {
  assert.equal(raText(359.9999999, 0.01), "0h 00m 00s");
  assert.equal(raText(14.9999999, 0.01), "1h 00m 00s");
  assert.equal(decText(29.99999999, 0.01), "+30\u00b0 00\u2032 00\u2033");
});

test("a view over RA 0 has a narrow range around it", () => {
  const { raDeg: [left, right], decDeg: [low, high] } = visibleRange(projectionOf({ raDeg: 0.5, decDeg: 0, spanRad: 3 * RAD }, ...SIZE));
  assert.ok(left < -1.5 && left > -2.2 && right > 2.5 && right < 3.2);
  assert.ok(low < -1.4 && high > 1.4 && high < 2);
});

test("with a pole in view all right ascensions are", () => {
  for (const decDeg of [90, 89, -89.5]) {
    const range = visibleRange(projectionOf({ raDeg: 30, decDeg, spanRad: 4 * RAD }, ...SIZE));
    assert.equal(range.raDeg[1] - range.raDeg[0], 360);
    assert.equal(Math.max(...range.decDeg.map(Math.abs)), 90);
  }
});

test("every view has some lines and labels, and not too many", () => {
  for (const decDeg of [0, 41, -75, 89.99]) {
    for (let spanRad = 3; spanRad > 3e-6; spanRad /= 3) {
      const { lines, labels } = gridOf(projectionOf(within({ raDeg: 359.99, decDeg, spanRad }, ...SIZE), ...SIZE));
      assert.ok(lines.length >= 4 && lines.length <= 60, decDeg + " " + spanRad + ": " + lines.length);
      assert.ok(labels.length >= 3, decDeg + " " + spanRad);
      labels.forEach(({ x, y }) => assert.ok(x >= 0 && x <= 800 && y >= 0 && y <= 500));
    }
  }
});

test("labels do not cover each other", () => {
  const label = (text, x, y) => ({ text, x, y, align: "left" });
  assert.deepEqual(apart([label("a", 0, 20), label("b", 10, 20), label("c", 100, 20)], () => 30).map(({ text }) => text), ["a", "c"]);
});
