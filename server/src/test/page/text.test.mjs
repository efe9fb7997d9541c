import assert from "node:assert/strict";
import { test } from "node:test";
import { plain } from "../../main/resources/org/skytrawl/server/page/js/text.js";

test("text from outside is shown without controls", () => {
  assert.equal(plain("a\u0000b\u202ec\u2066\n\td"), "a b c d");
  assert.equal(plain(null), "");
  assert.equal(plain(12), "12");
});

test("text from outside is cut", () => {
  assert.equal(plain("x".repeat(301)), "x".repeat(300) + "...");
  assert.equal(plain("x".repeat(1_000_000), 10), "x".repeat(10) + "...");
});
