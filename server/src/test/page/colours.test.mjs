import test from "node:test";
import assert from "node:assert/strict";
import { OTHER, collectionCounts, collectionName, colourOf, giveColours, hasColours, legendOf, onColours } from "../../main/resources/org/skytrawl/server/page/js/colours.js";

const counts = (text) => new Map(text.split(" ").map((each) => each.split(":")).map(([name, n]) => [name, Number(n)]));

test("the largest seven collections have colours of their own", () => {
  giveColours("one", counts("a:9 b:8 c:7 d:6 e:5 f:4 g:3 h:2"));
  assert.equal(new Set([..."abcdefg"].map(colourOf)).size, 7);
  assert.equal(colourOf("h"), OTHER);
  assert.equal(hasColours("one"), true);
  assert.equal(hasColours("other"), false);
});

test("a collection keeps its colour while the run goes on and while filters hide others", () => {
  giveColours("two", counts("a:1 b:1"));
  const [a, b] = [colourOf("a"), colourOf("b")];
  giveColours("two", counts("b:50 c:40 a:3"));
  assert.deepEqual([colourOf("a"), colourOf("b")], [a, b]);
  const c = colourOf("c");
  giveColours("two", counts("c:40"));
  giveColours("two", counts("b:50 c:40 a:3"));
  assert.deepEqual([colourOf("a"), colourOf("b"), colourOf("c")], [a, b, c]);
});

test("a collection that became one of the smaller ones gives its colour back", () => {
  giveColours("three", counts("small:1"));
  const colour = colourOf("small");
  giveColours("three", counts("a:9 b:8 c:7 d:6 e:5 f:4 g:3 small:1"));
  assert.equal(colourOf("small"), OTHER);
  assert.ok([..."abcdefg"].map(colourOf).includes(colour));
});

test("the legend has the largest first, and the grey ones together", () => {
  giveColours("four", counts("a:9 b:18 c:7 d:6 e:5 f:4 g:3 h:2 i:1"));
  const { lines, others, otherNames } = legendOf(counts("a:9 b:18 c:7 d:6 e:5 f:4 g:3 h:2 i:1"));
  assert.deepEqual(lines.map(([name]) => name), [..."bacdefg"]);
  assert.deepEqual([others, otherNames], [3, 2]);
});

test("collections by name or by number; unknown ones are no collection", () => {
  const answer = { collections: ["HST", "DSS"] };
  assert.equal(collectionName(answer, 1), "DSS");
  assert.equal(collectionName(answer, "own"), "own");
  assert.equal(collectionName(answer, 7), "");
  assert.equal(collectionName({}, null), "");
  assert.deepEqual(collectionCounts(answer, [[0, 1], [1, 1], [2, null]]), new Map([["DSS", 2], ["", 1]]));
  giveColours("five", new Map([["", 5], ["DSS", 2]]));
  assert.equal(colourOf(""), OTHER);
});

test("listeners are told of new colours until they end", () => {
  let told = 0;
  const end = onColours(() => told++);
  giveColours("six", counts("a:1"));
  end();
  giveColours("seven", counts("a:1"));
  assert.equal(told, 1);
});
