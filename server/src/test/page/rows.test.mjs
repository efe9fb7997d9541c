import test from "node:test";
import assert from "node:assert/strict";
import { Rows } from "../../main/resources/org/skytrawl/server/page/js/rows.js";

/** A server whose answers wait until they are let go. */
class Server {
  constructor(filtered = 1000) {
    this.filtered = filtered;
    this.revision = 1;
    this.provisional = false;
    this.requests = [];
    this.text = "a";
  }

  fetch = (parameters, signal) =>
    new Promise((resolve, reject) => {
      const request = { parameters, aborted: false, resolve, reject };
      this.requests.push(request);
      signal?.addEventListener("abort", () => {
        request.aborted = true;
        reject(new DOMException("aborted", "AbortError"));
      });
    });

  /** Answers a request, then lets the answer be used. */
  async answer(i) {
    const { parameters, resolve } = this.requests[i];
    const page = parameters.around === undefined ? parameters.page : Math.floor(parameters.around / parameters.size);
    const rows = [];
    for (let row = page * parameters.size; row < Math.min(this.filtered, (page + 1) * parameters.size); row++) {
      rows.push({ row, obs_title: this.text + row });
    }
    resolve({ revision: this.revision, total: this.filtered, filtered: this.filtered, provisional: this.provisional, page, rows });
    await settled();
  }
}

const settled = () => new Promise((resolve) => setImmediate(resolve));
const QUESTION = (parameters = {}) => ({ run: "r1", parameters });

test("pages are fetched where they are looked at, once", async () => {
  const server = new Server();
  const rows = new Rows(server.fetch, () => {}, { size: 100 });
  rows.ask(QUESTION({ sort: "t_min" }), 1);
  assert.deepEqual(server.requests.map(({ parameters }) => parameters), [{ sort: "t_min", page: 0, size: 100 }]);
  assert.equal(rows.answered, false);
  await server.answer(0);
  assert.equal(rows.answered, true);
  assert.equal(rows.row(7).obs_title, "a7");
  rows.view(90, 130);
  rows.view(95, 135);
  assert.equal(server.requests.length, 2);
  await server.answer(1);
  assert.equal(rows.indexOf(120), 120);
  assert.equal(rows.busy, false);
});

test("pages that are no longer looked at are aborted", async () => {
  const server = new Server();
  const rows = new Rows(server.fetch, () => {}, { size: 100 });
  rows.ask(QUESTION(), 1);
  await server.answer(0);
  rows.view(300, 330);
  rows.view(800, 830);
  assert.deepEqual(server.requests.map(({ aborted }) => aborted), [false, true, false]);
  await settled();
  assert.equal(rows.problem, null);
});

test("a new revision is fetched again, and old rows stay until it is there", async () => {
  const server = new Server();
  const rows = new Rows(server.fetch, () => {}, { size: 100 });
  rows.ask(QUESTION(), 1);
  await server.answer(0);
  server.revision = 2;
  server.text = "b";
  rows.refresh(2);
  assert.equal(rows.row(0).obs_title, "a0");
  await server.answer(1);
  assert.equal(rows.row(0).obs_title, "b0");
  rows.refresh(2);
  assert.equal(server.requests.length, 2);
});

test("a server that is behind with its revision is not asked in a circle, but again after a pause", async () => {
  const server = new Server();
  server.provisional = true;
  const timers = [];
  const rows = new Rows(server.fetch, () => {}, { size: 100, later: (f, ms) => timers.push([f, ms]) });
  rows.ask(QUESTION(), 5);
  await server.answer(0);
  rows.view(0, 30);
  assert.equal(server.requests.length, 1);
  assert.equal(timers.length, 1);
  assert.equal(timers[0][1], 2000);
  timers[0][0]();
  assert.equal(server.requests.length, 2);
  server.text = "b";
  server.revision = 5;
  await server.answer(1);
  assert.equal(rows.row(7).obs_title, "b7");
  assert.equal(timers.length, 1);
});

test("the last rows are not asked for again, whatever their revision is", async () => {
  const server = new Server();
  const timers = [];
  const rows = new Rows(server.fetch, () => {}, { size: 100, later: (f, ms) => timers.push([f, ms]) });
  rows.ask(QUESTION(), 5);
  await server.answer(0);
  assert.equal(rows.row(7).obs_title, "a7");
  assert.deepEqual(timers, []);
});

test("a revision that falls is fetched again, once", async () => {
  const server = new Server();
  server.provisional = true;
  server.revision = 9;
  const rows = new Rows(server.fetch, () => {}, { size: 100 });
  rows.ask(QUESTION(), 9);
  await server.answer(0);
  server.provisional = false;
  server.revision = 4;
  server.text = "b";
  rows.refresh(4);
  assert.equal(server.requests.length, 2);
  await server.answer(1);
  assert.equal(rows.row(7).obs_title, "b7");
  rows.refresh(4);
  assert.equal(server.requests.length, 2);
});

test("an answer without rows is not asked for in a circle", async () => {
  const server = new Server(0);
  const rows = new Rows(server.fetch, () => {}, { size: 100 });
  rows.ask(QUESTION(), 1);
  await server.answer(0);
  assert.equal(rows.total, 0);
  assert.equal(server.requests.length, 1);
  rows.refresh(2);
  assert.equal(server.requests.length, 2);
});

test("another question: the old answer is not taken, old rows do not mix with new ones", async () => {
  const server = new Server();
  const rows = new Rows(server.fetch, () => {}, { size: 100 });
  rows.ask(QUESTION(), 1);
  await server.answer(0);
  rows.view(100, 130);
  rows.ask(QUESTION({ sort: "-t_min" }), 1);
  assert.equal(server.requests[1].aborted, true);
  assert.equal(rows.answered, false);
  assert.equal(rows.row(0).obs_title, "a0");
  server.text = "b";
  await server.answer(2);
  assert.equal(rows.answered, true);
  assert.equal(rows.row(0), null);
  assert.equal(rows.row(100).obs_title, "b100");
});

test("another run shows nothing of the one before", async () => {
  const server = new Server();
  const rows = new Rows(server.fetch, () => {}, { size: 100 });
  rows.ask(QUESTION(), 9);
  await server.answer(0);
  rows.ask({ run: "r2", parameters: {} }, 1);
  assert.equal(rows.row(0), null);
  assert.equal(rows.total, null);
  assert.equal(rows.revision, 1);
  rows.ask(null, -1);
  assert.equal(rows.busy, false);
});

test("an error is kept, and nothing is asked until somebody tries again", async () => {
  const server = new Server();
  const rows = new Rows(server.fetch, () => {}, { size: 100 });
  rows.ask(QUESTION(), 1);
  server.requests[0].reject(new Error("no answer"));
  await settled();
  assert.equal(rows.problem.message, "no answer");
  rows.view(0, 30);
  rows.refresh(2);
  assert.equal(server.requests.length, 1);
  rows.again();
  assert.equal(rows.problem.message, "no answer");
  await server.answer(1);
  assert.equal(rows.problem, null);
  assert.equal(rows.row(0).obs_title, "a0");
});

test("few pages are kept, those that are far are dropped", async () => {
  const server = new Server(100_000);
  const rows = new Rows(server.fetch, () => {}, { size: 100, most: 3 });
  rows.ask(QUESTION(), 1);
  for (let i = 0; i < 8; i++) {
    rows.view(i * 1000, i * 1000 + 30);
    await server.answer(server.requests.length - 1);
  }
  assert.equal(rows.pages.size, 3);
  assert.ok(rows.row(7000));
  assert.equal(rows.row(0), null);
});

test("a row is found by asking for its page", async () => {
  const server = new Server();
  const rows = new Rows(server.fetch, () => {}, { size: 100 });
  rows.ask(QUESTION({ band: ["radio"] }), 1);
  await server.answer(0);
  assert.equal(await rows.find(3), 3);
  const found = rows.find(512);
  assert.deepEqual(server.requests[1].parameters, { band: ["radio"], around: 512, size: 100 });
  await server.answer(1);
  assert.equal(await found, 512);
  assert.equal(rows.row(512).row, 512);
});

test("the numbers of a range are fetched without their columns", async () => {
  const server = new Server(2500);
  const rows = new Rows(server.fetch, () => {}, { size: 100 });
  rows.ask(QUESTION(), 1);
  await server.answer(0);
  const numbers = rows.numbers(990, 1010);
  await server.answer(1);
  await server.answer(2);
  assert.deepEqual(await numbers, Array.from({ length: 20 }, (_, i) => 990 + i));
  assert.equal(server.requests[1].parameters.columns, "dataproduct_type");
});

test("a cell of a megabyte is not kept", async () => {
  const server = new Server(1);
  server.text = "x".repeat(1_000_000);
  const rows = new Rows(server.fetch, () => {}, { size: 100 });
  rows.ask(QUESTION(), 1);
  await server.answer(0);
  assert.ok(rows.row(0).obs_title.length < 600);
  assert.deepEqual(rows.row(0).cut, ["obs_title"]);
});
