import assert from "node:assert/strict";
import { test } from "node:test";
import { listed, ofTools } from "../../main/resources/org/skytrawl/server/page/js/kinds.js";

const runs = [
  ...Array.from({ length: 600 }, (_, i) => ({ id: "t" + i, kind: "facade" })),
  { id: "mine", kind: "page" },
  { id: "from an older server" },
];

test("requests of tools are not in the way of the user's runs", () => {
  assert.deepEqual(listed(runs, false, null).map((run) => run.id), ["mine", "from an older server"]);
  assert.equal(ofTools(runs), 600);
});

test("all are listed in their order if they are wanted, and the open one always", () => {
  assert.deepEqual(listed(runs, true, null), runs);
  assert.deepEqual(listed(runs, false, "t7").map((run) => run.id), ["t7", "mine", "from an older server"]);
});
