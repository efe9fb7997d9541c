import test from "node:test";
import assert from "node:assert/strict";
import { decimals, newSketch, parametersOf, withEnd, withVertex, withoutLast } from "../../main/resources/org/skytrawl/server/page/js/sketch.js";
import { RAD, vector } from "../../main/resources/org/skytrawl/server/page/js/sphere.js";

const NEAR_RAD = 0.001 * RAD;
const draw = (kind, places) => places.reduce((sketch, place) => withVertex(sketch, vector(...place), NEAR_RAD), newSketch(kind));

test("a circle is a cone of the question", () => {
  assert.deepEqual(parametersOf(draw("circle", [[10.6847, 41.269], [10.6847, 41.769]]), 0.001), { cone: "10.6847,41.269,0.5" });
});

test("a circle around the pole and over RA 0", () => {
  assert.deepEqual(parametersOf(draw("circle", [[0, 90], [77, 89]]), 0.01), { cone: "0,90,1" });
  assert.deepEqual(parametersOf(draw("circle", [[359.9, 0], [0.1, 0]]), 0.01), { cone: "359.9,0,0.2" });
});

test("a polygon keeps its corners in the order in which they were drawn", () => {
  assert.deepEqual(parametersOf(draw("polygon", [[359.5, -1], [0.5, -1], [0, 1]]), 0.01), { polygon: "359.5,-1 0.5,-1 0,1" });
});

test("too little becomes no question", () => {
  assert.equal(parametersOf(newSketch("circle"), 0.01), null);
  assert.equal(parametersOf(draw("circle", [[1, 1]]), 0.01), null);
  assert.equal(parametersOf(draw("polygon", [[1, 1], [2, 2]]), 0.01), null);
});

test("a double click makes one corner", () => {
  assert.equal(draw("polygon", [[1, 1], [2, 1], [2, 2], [2, 2.0000001]]).vertices.length, 3);
});

test("what follows the pointer is no corner", () => {
  const sketch = withEnd(draw("polygon", [[1, 1], [2, 1], [2, 2]]), vector(1, 2));
  assert.equal(sketch.vertices.length, 3);
  assert.deepEqual(parametersOf(sketch, 0.01), { polygon: "1,1 2,1 2,2" });
  assert.equal(withoutLast(sketch).vertices.length, 2);
  assert.equal(withEnd(newSketch("circle"), vector(1, 1)).end, null);
});

test("as many decimals as a pixel is worth", () => {
  assert.equal(decimals(0.5), 2);
  assert.equal(decimals(0.001), 4);
  assert.equal(decimals(1e-7), 8);
  assert.deepEqual(parametersOf(draw("circle", [[10.123456789, -0.000000001], [10.123456789, 0.2]]), 0.01), { cone: "10.123,0,0.2" });
});
