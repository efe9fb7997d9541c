import test from "node:test";
import assert from "node:assert/strict";
import { refresher } from "../../main/resources/org/skytrawl/server/page/js/refresh.js";

/** A refresher with a clock that the test moves, and answers that the test gives. */
function bench() {
  const self = { time: 0, timers: new Map(), asked: [], shown: [], failed: [] };
  let number = 0;
  self.refresh = refresher({
    load: (key, signal) => new Promise((answer, fail) => self.asked.push({ key, signal, answer: (given, revision) => answer({ answer: given, revision }), fail })),
    show: (answer) => self.shown.push(answer),
    fail: (e) => self.failed.push(e.message),
    later: (f, ms) => (self.timers.set(++number, { f, at: self.time + ms }), number),
    never: (id) => self.timers.delete(id),
    now: () => self.time,
  });
  self.pass = async (ms) => {
    self.time += ms;
    for (const [id, { f, at }] of [...self.timers]) {
      if (at <= self.time) {
        self.timers.delete(id);
        f();
      }
    }
    await new Promise((resolve) => setImmediate(resolve));
  };
  return self;
}

test("filters that change quickly are asked once", async () => {
  const t = bench();
  for (const key of ["a", "ab", "abc"]) {
    t.refresh.want(key, 1);
    await t.pass(50);
  }
  await t.pass(200);
  assert.deepEqual(t.asked.map(({ key }) => key), ["abc"]);
  t.asked[0].answer("found");
  await t.pass(0);
  assert.deepEqual(t.shown, ["found"]);
});

test("an answer to old filters is aborted and not shown", async () => {
  const t = bench();
  t.refresh.want("old", 1);
  await t.pass(200);
  t.refresh.want("new", 1);
  assert.equal(t.asked[0].signal.aborted, true);
  t.asked[0].answer("stale");
  await t.pass(200);
  t.asked[1].answer("fresh");
  await t.pass(0);
  assert.deepEqual(t.shown, ["fresh"]);
});

test("a revision waits for the answer that is under way, and for four times as long as that took", async () => {
  const t = bench();
  t.refresh.want("run", 1);
  await t.pass(200);
  t.time += 3000;
  t.refresh.want("run", 2);
  t.refresh.want("run", 3);
  assert.equal(t.asked.length, 1);
  t.asked[0].answer("one");
  await t.pass(0);
  assert.deepEqual(t.shown, ["one"]);
  await t.pass(11000);
  assert.equal(t.asked.length, 1);
  await t.pass(2000);
  assert.equal(t.asked.length, 2);
});

test("a server that is behind with its revision is asked again, until it is not", async () => {
  const t = bench();
  t.refresh.want("run", 5);
  await t.pass(200);
  t.asked[0].answer("nothing yet", 3);
  await t.pass(0);
  assert.deepEqual(t.shown, ["nothing yet"]);
  await t.pass(900);
  assert.equal(t.asked.length, 1);
  await t.pass(100);
  t.asked[1].answer("all", 5);
  await t.pass(60000);
  assert.deepEqual(t.shown, ["nothing yet", "all"]);
  assert.equal(t.asked.length, 2);
});

test("revisions that never cease do not put off the next request", async () => {
  const t = bench();
  t.refresh.want("run", 0);
  await t.pass(200);
  t.asked[0].answer("first");
  await t.pass(0);
  for (let revision = 1; revision < 20; revision++) {
    t.refresh.want("run", revision);
    await t.pass(100);
  }
  assert.equal(t.asked.length, 2);
});

test("a failure is told, and can be tried again", async () => {
  const t = bench();
  t.refresh.want("run", 1);
  await t.pass(200);
  t.asked[0].fail(new Error("away"));
  await t.pass(0);
  assert.deepEqual(t.failed, ["away"]);
  t.refresh.retry();
  await t.pass(0);
  assert.equal(t.asked.length, 2);
});

test("without a run nothing is asked", async () => {
  const t = bench();
  t.refresh.want("run", 1);
  t.refresh.want(null, null);
  await t.pass(5000);
  assert.equal(t.asked.length, 0);
});
