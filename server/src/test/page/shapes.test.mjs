import test from "node:test";
import assert from "node:assert/strict";
import { CIRCLE, POINT, POLYGON, nextPick, pick, shapesInPieces, shapesOf } from "../../main/resources/org/skytrawl/server/page/js/shapes.js";
import { RAD, vector } from "../../main/resources/org/skytrawl/server/page/js/sphere.js";

const box = (ra, dec, half) => [ra - half, dec - half, ra + half, dec - half, ra + half, dec + half, ra - half, dec + half];
const kindOf = (shapes, row) => shapes.kind[shapes.indexOfRow.get(row)];

test("a number is a circle, arrays are polygons, null is a point", () => {
  const shapes = shapesOf([[4, 0, 10, 20, 0.5], [5, 0, 10, 20, [box(10, 20, 1)]], [6, 0, 10, 20, null], [7, 0, 10, 20, 0]]);
  assert.deepEqual([4, 5, 6, 7].map((row) => kindOf(shapes, row)), [CIRCLE, POLYGON, POINT, POINT]);
});

test("a polygon without extent is a point, and what has no position is counted", () => {
  const shapes = shapesOf([[0, 0, 10, 20, [[10, 20, 10, 20, 10, 20]]], [1, 0, null, null, null], [2, 0, null, null, [[30, 5]]], [3, 0, null, null, 0.5], [4, 0, null, null, [box(1, 1, 1)]]]);
  assert.equal(shapes.unplaced, 2);
  assert.deepEqual([0, 2, 4].map((row) => kindOf(shapes, row)), [POINT, POINT, POLYGON]);
});

test("the smallest footprint under the pointer comes first; clicks go through all", () => {
  const shapes = shapesOf([[0, 0, 10, 20, [box(10, 20, 2)]], [1, 0, 10, 20, 0.5], [2, 0, 10, 20, [box(10, 20, 1).reverse().map((_, i, all) => all[i % 2 === 0 ? i + 1 : i - 1])]], [3, 0, 50, 20, 1]]);
  const here = pick(shapes, vector(10.1, 20.1), 0);
  assert.deepEqual(here, [1, 2, 0]);
  const rows = [];
  for (let i = 0, before = null; i < 4; i++) {
    before = nextPick(here, before);
    rows.push(before.row);
  }
  assert.deepEqual(rows, [1, 2, 0, 1]);
  assert.equal(nextPick([0, 1], { rows: here, row: 1 }).row, 0);
  assert.equal(nextPick([], { rows: here, row: 1 }).row, null);
});

test("points are hit within reach, the nearest first", () => {
  const shapes = shapesOf([[0, 0, 10, 20, null], [1, 0, 10.01, 20, null], [2, 0, 10, 20, 0.00001]]);
  assert.deepEqual(pick(shapes, vector(10.008, 20), 0.005 * RAD), [1]);
  assert.deepEqual(pick(shapes, vector(10.008, 20), 0.02 * RAD), [1, 0, 2]);
  assert.deepEqual(pick(shapes, vector(10.5, 20), 0.02 * RAD), []);
});

test("footprints over RA 0 and at the poles are hit", () => {
  const shapes = shapesOf([[0, 0, 0, 0, [[359.5, -0.5, 0.5, -0.5, 0.5, 0.5, 359.5, 0.5]]], [1, 0, 0, 90, [[0, 89, 90, 89, 180, 89, 270, 89]]], [2, 0, 0, -90, 1]]);
  assert.deepEqual(pick(shapes, vector(359.8, 0.2), 0), [0]);
  assert.deepEqual(pick(shapes, vector(0.2, -0.2), 0), [0]);
  assert.deepEqual(pick(shapes, vector(123, 89.7), 0), [1]);
  assert.deepEqual(pick(shapes, vector(45, -89.5), 0), [2]);
});

test("each polygon of a footprint is hit, the gap between them is not", () => {
  const shapes = shapesOf([[0, 0, 10, 0, [box(9, 0, 0.5), box(11, 0, 0.5)]]]);
  assert.deepEqual(pick(shapes, vector(9.2, 0.1), 0), [0]);
  assert.deepEqual(pick(shapes, vector(11.2, 0.1), 0), [0]);
  assert.deepEqual(pick(shapes, vector(10, 0.1), 0.01 * RAD), []);
});

test("a middle in the gap of a footprint of several parts does not stand in for them", () => {
  const shapes = shapesOf([[0, 0, 10, 0, [box(9, 0, 0.5), box(11, 0, 0.5)]]]);
  assert.deepEqual(pick(shapes, vector(10, 0), 0.01 * RAD), []);
});

test("picking among many gives what looking at each one gives", () => {
  let seed = 5;
  const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  const rows = Array.from({ length: 2000 }, (_, i) => [i, 0, random() * 360, (Math.asin(2 * random() - 1) / Math.PI) * 180, 1 + 5 * random()]);
  const shapes = shapesOf(rows);
  for (let i = 0; i < 50; i++) {
    const point = vector(random() * 360, (random() - 0.5) * 180);
    const expected = rows.filter(([, , ra, dec, radius]) => Math.acos(Math.min(1, vector(ra, dec).reduce((sum, x, k) => sum + x * point[k], 0))) < radius * RAD).map(([row]) => row);
    assert.deepEqual(pick(shapes, point, 0).sort((a, b) => a - b), expected);
  }
});

test("in pieces comes the same", async () => {
  const rows = Array.from({ length: 2500 }, (_, i) => [i, "c", i / 10, 0, i % 3 === 0 ? null : [box(i / 10, 0, 0.1)]]);
  assert.deepEqual(await shapesInPieces(rows, new AbortController().signal), shapesOf(rows));
});
