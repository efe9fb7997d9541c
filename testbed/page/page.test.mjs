// The page as people use it: in a real browser, against a simulated VO with faults and the server that users start.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { endAll, home, newPage, run, server, simulatedVo, until, violations } from "./harness.mjs";

const SCREENS = process.env.SCREENS;
const PLACE = { where: "M31", radius: "0.2" };

let vo;
let slow;
let served;

before(async () => {
  [vo, slow] = await Promise.all([
    simulatedVo("--services", "60", "--seed", "7", "--faults", "html=0.06,http-500=0.06,cut=0.06"),
    simulatedVo("--services", "60", "--seed", "3", "--faults", "hang-before-headers=0.2"),
  ]);
  served = await server(vo, "data");
});

after(endAll);

async function open(path = "", options = {}) {
  const page = await newPage(options);
  await page.goto(served.url + path);
  await page.getByRole("heading", { name: "Skytrawl" }).waitFor();
  return page;
}

async function picture(page, name) {
  if (SCREENS) {
    mkdirSync(SCREENS, { recursive: true });
    await page.screenshot({ path: join(SCREENS, `serve-${name}.png`) });
  }
}

async function askFor(page, { where, radius }) {
  await page.getByLabel("Name or position").fill(where);
  await page.getByLabel("Radius", { exact: true }).fill(radius);
  const button = page.getByRole("button", { name: /^Ask \d+ services?$/ });
  await button.waitFor();
  return button;
}

const verdict = (page) => page.locator(".verdict > p").first();

async function ended(page) {
  await until(async () => /^(Complete|Incomplete|Stopped|Nothing was)/.test(await verdict(page).innerText()), "the end of the run", 60_000);
}

async function found(page) {
  const words = await verdict(page).innerText();
  return Number(/([\d,]+) datasets?/.exec(words)[1].replaceAll(",", ""));
}

async function end(page) {
  assert.deepEqual(page.troubles, []);
  await page.context().close();
}

test("asks by name, watches, and says what is missing where the results stand", async () => {
  const page = await open();
  const button = await askFor(page, PLACE);
  assert.match(await page.locator(".planned").innerText(), /^\d+ services of \d+ data centres; \d+ left out: /);
  await page.getByText("Which services, and why").click();
  await page.getByRole("heading", { name: /services? will be asked/ }).waitFor();
  await picture(page, "ask");
  await button.click();
  await ended(page);
  assert.match(await verdict(page).innerText(), /^Incomplete: \d+ datasets?\.$/);
  assert.match(await page.locator(".missing").first().innerText(), /of \d+ services did not answer completely/);
  assert.ok((await found(page)) > 0);
  assert.equal(await page.title(), "M31, within 0.2 deg - Skytrawl");
  assert.match(page.url(), /\?target=M31&radius=0\.2&run=/);
  const all = new Intl.NumberFormat("en").format(await found(page));
  await page.getByText(`${all} of ${all}`).waitFor();
  await page.getByText(`${all} footprints`).waitFor();
  await picture(page, "found");
  await end(page);
});

test("the same question gives the file of the command line", async () => {
  const page = await open();
  await (await askFor(page, PLACE)).click();
  await ended(page);
  await page.locator("details.take > summary").click();
  const coming = page.waitForEvent("download");
  await page.getByRole("link", { name: "VOTable" }).click();
  const file = await (await coming).path();
  const command = join(home, "command.vot");
  const said = await run(["datasets", "--target", "M31", "--radius", "0.2", "-o", command], vo.environment);
  assert.equal(said.status, 0, said.err);
  // the first table; the second has the times of the services
  const rows = (path) => /<TABLE[\s\S]*?<\/TABLE>/.exec(readFileSync(path, "utf8"))[0].match(/<(FIELD|TR)[\s\S]*?<\/(FIELD|TR)>/g);
  assert.deepEqual(rows(file), rows(command));
  await end(page);
});

test("filters by a facet; the table, the map and the address agree", async () => {
  const page = await open("?target=M31&radius=0.2");
  await page.getByRole("button", { name: /^Ask \d+ services?$/ }).click();
  await ended(page);
  const all = await found(page);
  const facet = page.locator("fieldset.facet").first().getByRole("checkbox").first();
  await facet.check();
  const shown = page.locator(".facets [role=status]");
  const filtered = await until(async () => {
    const [, some] = /^([\d,]+) of/.exec(await shown.innerText()) || [];
    return some && Number(some.replaceAll(",", "")) < all ? Number(some.replaceAll(",", "")) : 0;
  }, "fewer datasets");
  const grid = page.getByRole("grid");
  await until(async () => Number(await grid.getAttribute("aria-rowcount")) === filtered + 1, "as many rows as the facet counts");
  await picture(page, "filter");
  await page.getByRole("button", { name: "Clear all filters" }).click();
  await until(async () => Number(await grid.getAttribute("aria-rowcount")) === all + 1, "all rows again");
  await end(page);
});

test("picks a dataset on the map and shows its card", async () => {
  const page = await open("?target=M31&radius=0.2");
  await page.getByRole("button", { name: /^Ask \d+ services?$/ }).click();
  await ended(page);
  const map = page.locator("#map canvas").last();
  await map.scrollIntoViewIfNeeded();
  const box = await map.boundingBox();
  const card = page.locator("dialog.card");
  await until(async () => {
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    return card.isVisible();
  }, "the card of a dataset in the middle of the map");
  await card.getByText(/ivo:\/\/|http/).first().waitFor();
  await picture(page, "card");
  await page.keyboard.press("Escape");
  await card.waitFor({ state: "hidden" });
  await end(page);
});

test("retries a service that failed", async () => {
  const page = await open("?target=M31&radius=0.2");
  await page.getByRole("button", { name: /^Ask \d+ services?$/ }).click();
  await ended(page);
  await page.getByRole("link", { name: "Which, and why" }).first().click();
  const before = page.url();
  await page.locator("#services li.fate button", { hasText: "Retry" }).first().click();
  await until(() => page.url() !== before, "another run");
  await ended(page);
  await page.getByText("(asked again)").waitFor();
  assert.ok((await found(page)) > 0);
  await picture(page, "services");
  await end(page);
});

test("stops a run, and a reload in its middle goes on with it", async () => {
  const other = await server(slow, "slow");
  const page = await newPage();
  await page.goto(other.url + "?cone=10.68,41.27,1");
  await page.getByRole("button", { name: /^Ask \d+ services?$/ }).click();
  await page.getByText(/so far; .* have still to answer/).waitFor();
  await picture(page, "watch");
  await page.reload();
  await page.getByText(/so far; .* have still to answer/).waitFor();
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  await until(async () => /^Stopped before the end: \d+ datasets?, incomplete\.$/.test(await verdict(page).innerText()), "the end by Stop");
  await end(page);
  await other.stop();
});

test("a killed server comes back with its runs, and the page finds it again", async () => {
  const first = await server(vo, "killed");
  const page = await newPage();
  page.expected = [/ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|ERR_INCOMPLETE_CHUNKED|Failed to load resource/];
  await page.goto(first.url + "?target=M31&radius=0.2");
  await page.getByRole("button", { name: /^Ask \d+ services?$/ }).click();
  await ended(page);
  const all = await found(page);
  // the numbers of a run are written last; killed before, it is one that was interrupted
  const record = join(first.folder, "runs", new URL(page.url()).searchParams.get("run"), "run.json");
  await until(() => readFileSync(record, "utf8").includes('"hasResult":true'), "the stored run");
  await first.stop("SIGKILL");
  const second = await server(vo, "killed", Number(new URL(first.url).port));
  await page.reload();
  await ended(page);
  assert.equal(await found(page), all);
  await page.getByRole("row").nth(2).waitFor();
  await end(page);
  await second.stop();
});

test("100,000 rows: sorts, scrolls and filters", async () => {
  const first = await server(vo, "many");
  const before = await newPage();
  await before.goto(first.url + "?target=M31&radius=0.2");
  await before.getByRole("button", { name: /^Ask \d+ services?$/ }).click();
  await ended(before);
  const id = new URL(before.url()).searchParams.get("run");
  await end(before);
  await first.stop();
  multiply(join(first.folder, "runs", id), 100_000);
  const second = await server(vo, "many");
  const page = await newPage();
  await page.goto(second.url + "?run=" + id);
  const grid = page.getByRole("grid");
  await until(async () => Number(await grid.getAttribute("aria-rowcount")) === 100_001, "all rows", 60_000);
  await page.getByRole("columnheader", { name: /t_min/ }).getByRole("button").click();
  await page.locator("[role=row].row").nth(5).waitFor();
  await page.locator("[role=grid] [role=row].row").first().hover();
  await page.mouse.wheel(0, 2_000_000);
  await until(async () => (await page.locator("[role=row].row").evaluateAll((rows) => Math.max(...rows.map((row) => Number(row.getAttribute("aria-rowindex")))))) > 50_000, "rows far down");
  await page.getByText(/too many for footprints/).first().waitFor();
  await end(page);
  await second.stop();
});

/** Makes the stored result of a run as long as this: each row again under other names. */
function multiply(folder, count) {
  const name = readdirSync(folder).find((each) => each.startsWith("result"));
  const lines = readFileSync(join(folder, name), "utf8").trimEnd().split("\n").map((line) => JSON.parse(line));
  const made = [];
  for (let i = 0; i < count; i++) {
    const line = { ...lines[i % lines.length] };
    line.obs_publisher_did = `ivo://sim.skytrawl/many?${i}`;
    line.obs_id = `many ${i}`;
    line.access_url = `http://127.0.0.1/many/${i}`;
    made.push(JSON.stringify(line));
  }
  writeFileSync(join(folder, name), made.join("\n") + "\n");
  const record = join(folder, "run.json");
  const run = JSON.parse(readFileSync(record, "utf8"));
  run.summary.datasets = count;
  writeFileSync(record, JSON.stringify(run));
}

test("readable on a phone, in the dark, and by axe", async () => {
  for (const [name, options] of [
    ["light", {}],
    ["dark", { colorScheme: "dark" }],
    ["phone", { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true }],
  ]) {
    const page = await open("?target=M31&radius=0.2", options);
    assert.deepEqual(await violations(page), [], name);
    await page.getByRole("button", { name: /^Ask \d+ services?$/ }).click();
    await ended(page);
    await page.locator("[role=row].row").first().waitFor();
    assert.deepEqual(await violations(page), [], name);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), name + ": no sideways scrolling");
    await picture(page, name);
    await end(page);
  }
});

test("nothing of a service is executed or becomes markup", async () => {
  const page = await open("?target=M31&radius=0.2");
  await page.getByRole("button", { name: /^Ask \d+ services?$/ }).click();
  await ended(page);
  const id = new URL(page.url()).searchParams.get("run");
  const rows = await page.evaluate(async (run) => (await fetch(`api/runs/${run}/datasets?size=1000`)).json(), id);
  assert.ok(rows.rows.length > 0);
  assert.equal(await page.locator("script:not([src])").count(), 0);
  assert.equal(await page.locator('a[href^="javascript:" i]').count(), 0);
  await end(page);
});
