import assert from "node:assert/strict";
import { test } from "node:test";
import { planText } from "../../main/resources/org/skytrawl/server/page/js/plan.js";

const left = (text, count, reason = text) => ({ reason, text, count });

test("says what will be asked and what is left out", () => {
  assert.equal(
    planText({ asked: 212, hosts: 31, leftOut: [left("without declared coverage", 40, "undeclared")] }),
    "212 services of 31 data centres; 40 left out: no coverage declared",
  );
  assert.equal(planText({ asked: 1, hosts: 1, leftOut: [] }), "1 service of 1 data centre");
});

test("rare reasons share a number", () => {
  assert.equal(
    planText({ asked: 0, hosts: 0, leftOut: [left("a", 1200), left("b", 9), left("c", 3), left("d", 2), left("e", 1), left("f", 0)] }),
    "0 services of 0 data centres; 1,215 left out: 1,200 a, 9 b, 3 c, 3 for other causes",
  );
});
