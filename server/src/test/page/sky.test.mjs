import test from "node:test";
import assert from "node:assert/strict";
import { allSky, capOf, fit, inView, movedPicture, panned, projectionOf, wholeSpan, widthDeg, within, zoomed } from "../../main/resources/org/skytrawl/server/page/js/sky.js";
import { RAD, position, separation, vector } from "../../main/resources/org/skytrawl/server/page/js/sphere.js";

const SIZE = [800, 500];
const ARCSEC = RAD / 3600;

const near = (actual, expected, slack) => assert.ok(Math.abs(actual - expected) <= slack, actual + " is not " + expected);

const VIEWS = [
  { raDeg: 0, decDeg: 0, spanRad: 3 },
  { raDeg: 200, decDeg: -40, spanRad: 2.5 },
  { raDeg: 359.9, decDeg: 10, spanRad: 1 },
  { raDeg: 10.6847, decDeg: 41.269, spanRad: 0.01 },
  { raDeg: 83.6, decDeg: 22, spanRad: 2 * ARCSEC },
  { raDeg: 30, decDeg: 90, spanRad: 0.1 },
  { raDeg: 30, decDeg: -90, spanRad: 0.1 },
];

test("near all sky an equal-area projection, closer a stereographic one: its circles are circles", () => {
  assert.equal(allSky({ spanRad: 3 }), true);
  assert.equal(allSky({ spanRad: 20 * RAD }), false);
  const projection = projectionOf({ raDeg: 120, decDeg: 60, spanRad: 20 * RAD }, ...SIZE);
  const [x, y, radius] = projection.circle(...vector(125, 63), 4 * RAD);
  const at = [0, 0];
  for (const [ra, dec] of [[125, 67], [125, 59]]) {
    projection.plane(...vector(ra, dec), at);
    near(Math.hypot(at[0] - x, at[1] - y), radius, 1e-6);
  }
});

test("east is left, north is up", () => {
  for (const view of VIEWS.filter(({ decDeg }) => Math.abs(decDeg) < 90)) {
    const projection = projectionOf(view, ...SIZE);
    const step = view.spanRad / RAD / 20;
    const [middle, east, north] = [[0, 0], [0, 0], [0, 0]];
    projection.plane(...vector(view.raDeg, view.decDeg), middle);
    projection.plane(...vector(view.raDeg + step, view.decDeg), east);
    projection.plane(...vector(view.raDeg, view.decDeg + step), north);
    near(middle[0], 400, 1e-6);
    near(middle[1], 250, 1e-6);
    assert.ok(east[0] < middle[0]);
    assert.ok(north[1] < middle[1]);
  }
});

test("the fast projection is d3's", () => {
  for (const view of VIEWS) {
    const projection = projectionOf(view, ...SIZE);
    const d3 = projection.d3().clipExtent(null);
    for (let i = 0; i < 40; i++) {
      const place = projection.back(20 * i, (i * 137) % 500);
      if (place !== null && separation(place, projection.centre) < 140 * RAD) {
        const mine = [0, 0];
        projection.plane(...place, mine);
        const theirs = d3(position(place));
        near(mine[0], theirs[0], 1e-3);
        near(mine[1], theirs[1], 1e-3);
      }
    }
  }
});

test("pixels come back from the sky", () => {
  for (const view of VIEWS) {
    const projection = projectionOf(view, ...SIZE);
    for (const pixel of [[400, 250], [123, 77], [790, 490], [5, 250]]) {
      const place = projection.back(...pixel);
      if (place !== null) {
        const at = [0, 0];
        assert.equal(projection.plane(...place, at), true);
        near(at[0], pixel[0], 1e-4);
        near(at[1], pixel[1], 1e-4);
      }
    }
  }
});

test("outside the map of all the sky there is no place", () => {
  const projection = projectionOf(within({ raDeg: 0, decDeg: 0, spanRad: Infinity }, ...SIZE), ...SIZE);
  assert.equal(projection.back(1, 1), null);
  assert.notEqual(projection.back(400, 250), null);
  assert.equal(widthDeg(projection.view, ...SIZE), 360);
});

test("what is dragged stays under the pointer, what is zoomed too", () => {
  for (const view of VIEWS.filter(({ decDeg }) => Math.abs(decDeg) < 60)) {
    const before = projectionOf(view, ...SIZE).back(500, 300);
    const at = [0, 0];
    if (!allSky(view)) {
      projectionOf(panned(view, ...SIZE, 30, -20), ...SIZE).plane(...before, at);
      // far from its centre a map turns when it moves
      near(at[0], 530, view.spanRad > 0.5 ? 15 : 0.5);
      near(at[1], 280, view.spanRad > 0.5 ? 15 : 0.5);
    }
    const closer = zoomed(view, ...SIZE, 2, 500, 300);
    projectionOf(closer, ...SIZE).plane(...before, at);
    near(at[0], 500, 1);
    near(at[1], 300, 1);
  }
});

test("a drag north ends at the pole, and sideways it turns the map there", () => {
  let view = { raDeg: 40, decDeg: 80, spanRad: 5 * RAD };
  for (let i = 0; i < 200; i++) {
    view = panned(view, ...SIZE, 0, 10);
  }
  near(view.decDeg, 90, 1e-9);
  near(view.raDeg, 40, 1e-6);
  const turned = panned(view, ...SIZE, 20, 0);
  near(turned.decDeg, 90, 1e-9);
  assert.ok(turned.raDeg > 41 && turned.raDeg < 60);
  assert.ok(panned(turned, ...SIZE, 0, -50).decDeg < 89.6);
});

test("zoom goes from all the sky to half an arcsecond and no further", () => {
  let view = within({ raDeg: 10, decDeg: 40, spanRad: Infinity }, ...SIZE);
  assert.equal(view.spanRad, wholeSpan(...SIZE));
  assert.equal(view.decDeg, 0);
  for (let i = 0; i < 60; i++) {
    view = zoomed(view, ...SIZE, 1.5);
  }
  near(view.spanRad / ARCSEC, 0.5, 1e-9);
});

test("a region is fitted with a margin, wherever it is", () => {
  const regions = [
    { kind: "cone", raDeg: 0.01, decDeg: -0.01, radiusDeg: 0.2 },
    { kind: "cone", raDeg: 200, decDeg: 90, radiusDeg: 3 },
    { kind: "polygon", vertices: [[359, -1], [1, -1], [0, 2]] },
    { kind: "moc", moc: "", cells: 1, outline: [[[10, 10], [11, 11], [10, 12], [9, 11]]] },
    { kind: "targets", count: 2, positions: [[359.9, 5, 0.1], [0.1, 5, 0.1]] },
  ];
  for (const region of regions) {
    const cap = capOf(region);
    const projection = projectionOf(fit(cap, ...SIZE), ...SIZE);
    const radiusPx = 2 * Math.tan(cap.radiusRad / 2) * projection.scale;
    assert.ok(radiusPx > 100 && radiusPx < 240, region.kind + " " + radiusPx);
    assert.ok(inView(projection, cap.centre, 0));
  }
  assert.equal(allSky(fit(capOf({ kind: "targets", count: 2, positions: [[0, 0, 1], [180, 0, 1]] }), ...SIZE)), true);
  assert.equal(capOf(null), null);
  assert.equal(capOf({ kind: "targets", count: 0, positions: [] }), null);
});

test("what is behind is not in view", () => {
  const projection = projectionOf({ raDeg: 0, decDeg: 0, spanRad: 0.01 }, ...SIZE);
  assert.equal(inView(projection, vector(0, 0), 0), true);
  assert.equal(inView(projection, vector(180, 0), 0.1), false);
  assert.equal(inView(projection, vector(5, 0), 6 * RAD), true);
  assert.equal(projection.plane(...vector(180, 0), [0, 0]), false);
});

test("a picture that is moved with the view shows its places within some pixels of where they are", () => {
  for (const [view, slackPx] of [
    [{ raDeg: 10.68, decDeg: 41.27, spanRad: 0.01 }, 0.5],
    [{ raDeg: 200, decDeg: -85, spanRad: 0.05 }, 2],
    [{ raDeg: 359.99, decDeg: 10, spanRad: 0.2 }, 4],
  ]) {
    const before = projectionOf(view, ...SIZE);
    for (const next of [panned(view, ...SIZE, 60, -40), zoomed(view, ...SIZE, 1.5, 300, 100), zoomed(view, ...SIZE, 0.7), panned(zoomed(view, ...SIZE, 2), ...SIZE, -80, 30)]) {
      const after = projectionOf(next, ...SIZE);
      const [a, b, c, d, e, f] = movedPicture(before, after);
      for (const [x, y] of [[400, 250], [250, 150], [550, 350], [400, 100]]) {
        const at = [0, 0];
        after.plane(...before.back(x, y), at);
        near(a * x + c * y + e, at[0], slackPx);
        near(b * x + d * y + f, at[1], slackPx);
      }
    }
  }
});

test("a picture of the whole sky, or of a much wider one, is not moved", () => {
  const near = projectionOf({ raDeg: 10, decDeg: 40, spanRad: 0.1 }, ...SIZE);
  const whole = projectionOf(within({ raDeg: 10, decDeg: 0, spanRad: Infinity }, ...SIZE), ...SIZE);
  assert.equal(movedPicture(whole, whole), null);
  assert.equal(movedPicture(near, whole), null);
  assert.equal(movedPicture(near, projectionOf({ raDeg: 10, decDeg: 40, spanRad: 0.01 }, ...SIZE)), null);
});
