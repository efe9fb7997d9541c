import test from "node:test";
import assert from "node:assert/strict";
import { heightPx, keyTarget, MOST_PX, scrollToShow, steady, visible } from "../../main/resources/org/skytrawl/server/page/js/scroll.js";

const ROWS = (count) => ({ count, rowPx: 30, viewPx: 600 });

test("200,000 rows are one element, drawn where they are seen", () => {
  const geometry = ROWS(200_000);
  assert.equal(heightPx(geometry), 6_000_000);
  assert.deepEqual(visible(0, geometry), { first: 0, last: 28, offsetPx: 0 });
  assert.deepEqual(visible(3_000_015, geometry), { first: 99_992, last: 100_029, offsetPx: 99_992 * 30 });
});

test("the last row is seen whole at the end, however many there are", () => {
  for (const count of [25, 200_000, 333_334, 5_000_000]) {
    const geometry = ROWS(count);
    const { first, last, offsetPx } = visible(heightPx(geometry), geometry);
    assert.equal(last, count);
    assert.ok(Math.abs(offsetPx + (last - first) * 30 - heightPx(geometry)) < 1e-3, `${count} rows end at the end of the element`);
  }
});

test("an element is never higher than browsers can draw", () => {
  const geometry = ROWS(5_000_000);
  assert.equal(heightPx(geometry), MOST_PX);
  const middle = (MOST_PX - 600) / 2;
  const { first, last, offsetPx } = visible(middle, geometry);
  assert.ok(first < 2_500_000 && last > 2_500_000, "half of the way is the middle of the rows");
  assert.ok(last - first < 50);
  assert.ok(offsetPx <= middle && offsetPx + (last - first) * 30 >= middle + 600, "the view is full");
});

test("positions beyond the ends, and no rows", () => {
  assert.equal(visible(-50, ROWS(100)).first, 0);
  assert.equal(visible(1e9, ROWS(100)).last, 100);
  assert.deepEqual(visible(0, ROWS(0)), { first: 0, last: 0, offsetPx: 0 });
  assert.deepEqual(visible(700, ROWS(3)), { first: 0, last: 3, offsetPx: 0 });
});

test("a row is scrolled to by as little as is needed", () => {
  const geometry = ROWS(200_000);
  assert.equal(scrollToShow(5, 0, geometry), 0);
  assert.equal(scrollToShow(20, 0, geometry), 30);
  assert.equal(scrollToShow(100, 6000, geometry), 3000);
  for (const index of [0, 17, 1_234_567, 4_999_999]) {
    const large = ROWS(5_000_000);
    const { first, last, offsetPx } = visible(scrollToShow(index, 5_000_000, large), large, 0);
    assert.ok(first <= index && index < last, `row ${index} is drawn`);
    const topPx = offsetPx + (index - first) * 30 - scrollToShow(index, 5_000_000, large);
    assert.ok(topPx > -0.01 && topPx + 30 < 600.01, `row ${index} is seen whole`);
  }
});

test("rows are drawn anew every four rows, and the view is full in between", () => {
  const geometry = ROWS(200_000);
  assert.equal(steady(-20, geometry), 0);
  for (const scroll of [0, 29, 119, 120, 5_999_399]) {
    const { first, last } = visible(steady(scroll, geometry), geometry);
    assert.ok(first * 30 <= scroll && last * 30 >= Math.min(scroll + 600, 6_000_000), `full at ${scroll}`);
  }
  assert.equal(steady(119, geometry), 0);
  assert.equal(steady(5_000_001, ROWS(5_000_000)), 5_000_001);
});

test("keys stay within the rows", () => {
  const geometry = ROWS(100);
  assert.equal(keyTarget("ArrowDown", 99, geometry), 99);
  assert.equal(keyTarget("ArrowUp", 0, geometry), 0);
  assert.equal(keyTarget("PageDown", 10, geometry), 29);
  assert.equal(keyTarget("PageUp", 10, geometry), 0);
  assert.equal(keyTarget("Home", 50, geometry), 0);
  assert.equal(keyTarget("End", 50, geometry), 99);
  assert.equal(keyTarget("x", 50, geometry), null);
});
