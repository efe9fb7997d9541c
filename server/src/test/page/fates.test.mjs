import assert from "node:assert/strict";
import { test } from "node:test";
import { askedCount, byFate, byId, causeOf, detailOf, fateOf, isRetried, losses, lossText, verdict } from "../../main/resources/org/skytrawl/server/page/js/fates.js";

let number = 0;
const service = (outcome, host = "dc.example.org") => ({ key: "k" + number++, host, state: "ended", outcome });

const FATES = [
  ["answered", "", { outcome: "answered" }],
  ["missing", "returned only a part of its rows", { outcome: "overflowed", reason: "1000 rows, as many as MAXREC" }],
  ["missing", "incomplete: answer broke off", { outcome: "incomplete", code: "TRUNCATED" }],
  ["missing", "HTTP 503", { outcome: "failed", code: "HTTP_STATUS", http_status: 503 }],
  ["missing", "a code of later versions", { outcome: "failed", code: "a code of later versions" }],
  ["missing", "timed out while waiting", { outcome: "timed_out", reason: "waiting" }],
  ["missing", "timed out in the queue", { outcome: "timed_out", reason: "queued" }],
  ["missing", "stopped", { outcome: "cancelled", reason: "reading" }],
  ["missing", "host is down", { outcome: "skipped", reason: "host_down" }],
  ["undeclared", "no time declared", { outcome: "pruned", reason: "undeclared", axis: "time" }],
  ["outside", "outside the region", { outcome: "pruned", reason: "outside", axis: "space" }],
  ["elided", "repeats another", { outcome: "elided", reason: "the same URL" }],
  ["skipped", "needs a login", { outcome: "skipped", reason: "needs_login" }],
];

for (const [fate, cause, outcome] of FATES) {
  test(outcome.outcome + " " + (outcome.reason || outcome.code || "") + " is " + fate, () => {
    assert.equal(fateOf(service(outcome)), fate);
    assert.equal(causeOf(outcome), cause);
    assert.equal(isRetried(service(outcome)), fate === "missing");
  });
}

test("a service that has not ended is running, waiting or on standby", () => {
  assert.equal(fateOf({ state: "running", standby: true, outcome: null }), "running");
  assert.equal(fateOf({ state: "waiting", standby: false, outcome: null }), "waiting");
  assert.equal(fateOf({ state: "waiting", standby: true, outcome: null }), "standby");
});

test("every service has one fate", () => {
  const all = FATES.map(([, , outcome]) => service(outcome));
  assert.equal([...byFate(all).values()].flat().length, all.length);
});

test("what is missing is told by cause and host", () => {
  const lost = (host, reason) => service({ outcome: "timed_out", reason }, host);
  const all = [
    lost("a.example.org", "waiting"),
    lost("a.example.org", "waiting"),
    lost("b.example.org", "reading"),
    ...["c", "d", "e", "f"].map((name) => service({ outcome: "failed", code: "CONNECTION_REFUSED" }, name + ".example.org")),
    service({ outcome: "answered" }),
  ];
  assert.deepEqual(losses(all).map(lossText), [
    "c.example.org, d.example.org, e.example.org and 1 other host: connection refused",
    "a.example.org: timed out while waiting (2 services)",
    "b.example.org: timed out while reading",
  ]);
});

test("says what the service said only if that is more than the cause", () => {
  assert.equal(detailOf({ outcome: "failed", code: "HTTP_STATUS", http_status: 503, message: "HTTP 503" }), "");
  assert.equal(detailOf({ outcome: "failed", code: "HTTP_STATUS", http_status: 503, message: "HTTP 503: maintenance" }), "HTTP 503: maintenance");
  assert.equal(detailOf({ outcome: "timed_out", reason: "waiting" }), "");
});

test("a retry has the answers of the run before it", () => {
  assert.equal(askedCount({ complete: false, missing: 5, outcomes: { answered: 10, elided: 4 }, progress: { toAsk: 1 } }), 15);
  assert.equal(askedCount({ complete: null, missing: null, outcomes: {}, progress: { toAsk: 212 } }), 212);
});

test("services of one address are counted apart", () => {
  const lost = { key: "SIA2 https://dc.example.org/sia2", ivoid: "ivo://dc/a", url: "http://dc.example.org/sia2", host: "dc.example.org", state: "ended", outcome: { outcome: "failed", code: "EMPTY" } };
  const twin = { ...lost, ivoid: "ivo://dc/b", outcome: { outcome: "pruned", reason: "undeclared", axis: "space" } };
  const again = { ...twin, url: "https://dc.example.org/sia2" };
  const services = byId([lost, twin, again]);
  assert.equal(services.size, 3);
  assert.equal(losses(services.values()).length, 1);
  assert.equal(byFate(services.values()).get("undeclared").length, 2);
});

test("a retry says where the earlier datasets are, and a killed server what is lost", () => {
  const running = { state: "running", complete: null, datasets: 3, progress: { toAsk: 9, ended: 7, records: 3 }, outcomes: {} };
  assert.equal(verdict(running), "3 datasets so far; 2 services of 9 have still to answer. Rows may still change.");
  assert.match(verdict({ ...running, retryOf: "r1" }), /The datasets of the earlier run are here again at the end\.$/);
  const killed = { state: "interrupted", complete: false, missing: 9, datasets: 0, progress: { toAsk: 41, ended: 39, records: 421 } };
  assert.equal(verdict(killed), "The server was killed before this run ended, and its datasets are lost. Retry asks all services again.");
  assert.equal(verdict({ ...killed, datasets: 400 }), "The server ended before this run did: 400 datasets, incomplete.");
});
