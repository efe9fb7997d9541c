import test from "node:test";
import assert from "node:assert/strict";
import { RAD, areaOf, boundingCap, cellCorners, circleRing, corners, encloses, outline, position, separation, vector } from "../../main/resources/org/skytrawl/server/page/js/sphere.js";
import { smallerSide } from "../../main/resources/org/skytrawl/server/page/js/paint.js";
import { geoArea, geoContains } from "../../main/resources/org/skytrawl/server/page/vendor/d3-geo.js";

const near = (actual, expected, slack = 1e-9) => assert.ok(Math.abs(actual - expected) <= slack, actual + " is not " + expected);

/** A generator of numbers from 0 to 1, the same ones each time. */
function numbers(seed) {
  return () => (seed = (seed * 48271) % 2147483647) / 2147483647;
}

test("positions come back from vectors, at the poles and over RA 0 too", () => {
  for (const [ra, dec] of [[0, 0], [359.999999, -12], [10.6847, 41.269], [180, 89.9999], [270, -90]]) {
    const [raBack, decBack] = position(vector(ra, dec));
    near(decBack, dec);
    if (Math.abs(dec) < 90) {
      near(raBack, ra);
    }
  }
});

test("small angles are exact", () => {
  near(separation(vector(10, 41), vector(10, 41 + 0.001 / 3600)) / RAD, 0.001 / 3600, 1e-13);
});

test("a polygon encloses the same points, whichever way it winds", () => {
  const random = numbers(11);
  for (let i = 0; i < 300; i++) {
    const centre = vector(random() * 360, (random() - 0.5) * 180);
    const size = 10 ** (-4 + 5 * random());
    const ring = circleRing(centre, size * RAD, 5).slice(0, 5);
    const polygon = ring.map(([ra, dec]) => vector(ra, dec));
    const other = [...polygon].reverse();
    const point = vector(...circleRing(centre, size * 2 * random() * RAD, 7)[i % 7]);
    assert.equal(encloses(polygon, point), encloses(other, point));
    if (size > 0.01) {
      assert.equal(encloses(polygon, point), geoContains(smallerSide([...ring, ring[0]]), position(point)), JSON.stringify([ring, position(point)]));
    }
    assert.equal(encloses(polygon, centre), true);
    assert.equal(encloses(polygon, centre.map((x) => -x)), false);
  }
});

test("polygons over RA 0 and around a pole", () => {
  const overZero = corners([359, -1, 1, -1, 1, 1, 359, 1]);
  assert.equal(encloses(overZero, vector(0, 0)), true);
  assert.equal(encloses(overZero, vector(359.5, 0.5)), true);
  assert.equal(encloses(overZero, vector(180, 0)), false);
  const aroundPole = corners([0, 80, 120, 80, 240, 80]);
  assert.equal(encloses(aroundPole, vector(0, 90)), true);
  assert.equal(encloses(aroundPole, vector(0, 79)), false);
  assert.equal(encloses(aroundPole, vector(0, -90)), false);
});

test("for d3 a ring has its smaller side inside", () => {
  const counterClockwise = [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]];
  for (const ring of [counterClockwise, [...counterClockwise].reverse()]) {
    assert.ok(geoArea(smallerSide(ring)) < 0.001);
  }
});

test("repeated and closing corners count once", () => {
  assert.equal(corners([0, 0, 0, 0, 1, 0, 1, 1, 0, 0]).length, 3);
  assert.equal(corners([]).length, 0);
  assert.equal(corners([5, 5, 5]).length, 1);
});

test("an outline is closed, and has no long edge", () => {
  const points = outline(corners([0, 0, 40, 0, 40, 50]));
  assert.deepEqual(points[0], points[points.length - 1]);
  points.slice(1).forEach((point, i) => assert.ok(separation(points[i], point) <= 2.0001 * RAD));
});

test("a cap has all corners in it; a whole great circle has none but the sphere", () => {
  const polygon = corners([359, 89, 100, 88, 200, 89.5]);
  const cap = boundingCap(polygon);
  polygon.forEach((corner) => assert.ok(separation(corner, cap.centre) <= cap.radiusRad + 1e-12));
  assert.ok(cap.radiusRad < 2.5 * RAD);
  near(boundingCap([vector(0, 0), vector(180, 0)]).radiusRad, Math.PI);
});

test("areas do not depend on the winding", () => {
  const box = corners([10, 0, 11, 0, 11, 1, 10, 1]);
  near(areaOf(box, boundingCap(box).centre) / RAD ** 2, 1, 0.001);
  near(areaOf([...box].reverse(), boundingCap(box).centre) / RAD ** 2, 1, 0.001);
});

test("the corners of HEALPix cells tile the sphere: all of them together have its area, and neighbours share corners", () => {
  for (const order of [0, 1, 2]) {
    const side = 2 ** order;
    const centres = [];
    for (let ring = 1; ring < 4 * side; ring++) {
      const polar = Math.min(ring, 4 * side - ring);
      const cap = polar < side;
      const count = 4 * Math.min(polar, side);
      const zUp = cap ? 1 - polar ** 2 / (3 * side ** 2) : 4 / 3 - (2 * ring) / (3 * side);
      const z = cap && ring > 2 * side ? -zUp : zUp;
      const shift = cap || (ring - side) % 2 === 0 ? 0.5 : 0;
      for (let k = 0; k < count; k++) {
        centres.push([((k + shift) / count) * 360, Math.asin(z) / RAD]);
      }
    }
    assert.equal(centres.length, 12 * side ** 2);
    const uses = new Map();
    for (const [ra, dec] of centres) {
      const cell = cellCorners(ra, dec, order);
      assert.equal(encloses(cell.map(([r, d]) => vector(r, d)), vector(ra, dec)), true);
      for (const corner of cell) {
        const key = vector(...corner).map((x) => (Math.round(x * 1e6) + 0) / 1e6).join();
        uses.set(key, (uses.get(key) || 0) + 1);
      }
    }
    // vertices of a tiling by diamonds: cells + 2 (Euler)
    assert.equal(uses.size, centres.length + 2);
    assert.ok([...uses.values()].every((n) => n === 3 || n === 4));
  }
});
