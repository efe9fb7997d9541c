// The page as people use it: in a real browser, against a simulated VO with faults and the server that users start.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { PATIENCE_MS, drop, endAll, fitsImage, home, newPage, python, run, sampTool, server, shell, simulatedVo, tabTo, until, violations } from "./harness.mjs";

const SCREENS = process.env.SCREENS;
const PLACE = { where: "M31", radius: "0.2" };
/** The question of the truth of simvo. */
const TRUTH = { cone: "10.68,41.27,0.2", time: "54832..59215", type: "image" };

let vo;
let slow;
let samp;
let served;
let ofPlace;
let ofTruth;

before(async () => {
  [vo, slow, samp] = await Promise.all([
    simulatedVo("--services", "60", "--seed", "8", "--faults", "html=0.06,http-500=0.06,cut=0.06"),
    simulatedVo("--services", "60", "--seed", "3", "--faults", "hang-before-headers=0.2"),
    sampTool(),
  ]);
  served = await server(vo, "data", 0, samp.environment);
  [ofPlace, ofTruth] = await Promise.all([{ target: PLACE.where, radius: PLACE.radius }, TRUTH].map(asked));
});

after(endAll);

async function open(path = "", options = {}) {
  const page = await newPage(options);
  await page.goto(served.url + path);
  await page.getByRole("heading", { name: "Skytrawl" }).waitFor();
  return page;
}

const api = async (path) => (await fetch(served.url + "api/" + path)).json();

/** Asks without the page, and waits for the end: a run for tests that only look at one. */
async function asked(parameters) {
  const answer = await fetch(served.url + "api/runs", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(parameters) });
  const { id } = await answer.json();
  assert.equal(answer.status, 201);
  return until(async () => {
    const now = await api("runs/" + id);
    return now.ended && now;
  }, "the end of a run", 60_000);
}

/** Opens a run that has ended. */
async function look({ id, question }, options = {}) {
  const page = await open("?" + new URLSearchParams({ ...question.parameters, run: id }), options);
  await ended(page);
  await page.locator("[role=row].row").first().waitFor();
  return page;
}

const runOf = (page) => new URL(page.url()).searchParams.get("run");

const askButton = (page) => page.getByRole("button", { name: /^Ask \d+ services?$/ });

/** Asks what the page has, and gives the run. */
async function askAndWait(page) {
  const before = runOf(page);
  await askButton(page).click();
  await until(() => runOf(page) !== before, "another run");
  await ended(page);
  return api("runs/" + runOf(page));
}

/** What makes a table: columns and rows. The second table has the times of the services. */
const rowsOf = (text) => /<TABLE[\s\S]*?<\/TABLE>/.exec(text)[0].match(/<(FIELD|TR)[\s\S]*?<\/(FIELD|TR)>/g);

/** The result of a run is that of a command line, whose only missing part is the file to write. */
async function isResultOf(run, line) {
  const file = join(home, run.id + ".vot");
  const said = await shell(line + " -o " + file, vo.environment);
  assert.equal(said.status, 0, said.err);
  const result = await (await fetch(`${served.url}api/runs/${run.id}/result?format=votable`)).text();
  assert.ok(rowsOf(result).some((each) => each.startsWith("<TR")), "datasets of " + line);
  assert.deepEqual(rowsOf(result), rowsOf(readFileSync(file, "utf8")));
}

/** Narrows the table to one dataset by the text filter, and opens its card. */
async function openCard(page, row) {
  const grid = page.getByRole("grid");
  await page.getByLabel("Find", { exact: true }).first().fill(row.obs_publisher_did);
  await until(async () => Number(await grid.getAttribute("aria-rowcount")) <= 5, "the rows of one dataset");
  await page.locator("[role=row].row", { hasText: row.obs_title }).first().click();
  const card = page.locator("dialog.card");
  await card.getByText("obs_publisher_did").waitFor();
  return card;
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
  const button = askButton(page);
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
  await picture(page, "ask");
  await page.getByText("Which services, and why").click();
  await page.getByRole("heading", { name: /services? will be asked/ }).waitFor();
  await button.click();
  await ended(page);
  assert.match(await verdict(page).innerText(), /^Incomplete: \d+ datasets?\.$/);
  assert.match(await page.locator(".missing").first().innerText(), /of \d+ services did not answer completely/);
  assert.ok((await found(page)) > 0);
  assert.equal(await page.title(), "M31, within 0.2 deg - Skytrawl");
  assert.match(page.url(), /\?target=M31&radius=0\.2&run=/);
  const all = new Intl.NumberFormat("en").format(await found(page));
  await page.getByText(`${all} of ${all}`).waitFor();
  await page.getByText(new RegExp(`${all} footprints, [1-9].* in view`)).waitFor();
  await picture(page, "found");
  const { services } = await api("runs/" + new URL(page.url()).searchParams.get("run") + "/services");
  assert.ok(new Set(services.map(({ key }) => key)).size < services.length, "services of one address");
  await page.getByRole("button", { name: `All ${services.length}`, exact: true }).waitFor();
  await end(page);
});

test("the same question gives the file of the command line", async () => {
  const page = await look(ofPlace);
  await page.locator("details.take > summary").click();
  const coming = page.waitForEvent("download");
  await page.getByRole("link", { name: "VOTable" }).click();
  const file = await (await coming).path();
  const command = join(home, "command.vot");
  const said = await run(["datasets", "--target", "M31", "--radius", "0.2", "-o", command], vo.environment);
  assert.equal(said.status, 0, said.err);
  assert.deepEqual(rowsOf(readFileSync(file, "utf8")), rowsOf(readFileSync(command, "utf8")));
  await end(page);
});

test("filters by a facet; the table, the map and the address agree", async () => {
  const page = await look(ofPlace);
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
  const page = await look(ofPlace);
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
  await askButton(page).click();
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
  page.setDefaultTimeout(PATIENCE_MS);
  // services that say nothing keep the run going for longer than any step here takes
  await page.goto(other.url + "?cone=10.68,41.27,1&timeout=900s");
  await askButton(page).click();
  await page.getByText(/so far; .* have still to answer/).waitFor();
  // footprints of the first answers are on the map while others are awaited
  await page.locator("#map-description", { hasText: /[1-9][\d,]* footprints?/ }).waitFor();
  await picture(page, "watch");
  await page.reload();
  await page.getByText(/so far; .* have still to answer/).waitFor();
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  await until(async () => /^Stopped before the end: \d+ datasets?, incomplete\.$/.test(await verdict(page).innerText()), "the end by Stop", PATIENCE_MS);
  await end(page);
  await other.stop();
});

test("a killed server comes back with its runs, and the page finds it again", async () => {
  const first = await server(vo, "killed");
  const page = await newPage();
  page.expected = [/ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|ERR_INCOMPLETE_CHUNKED|Failed to load resource/];
  await page.goto(first.url + "?target=M31&radius=0.2");
  await askButton(page).click();
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
  // some ten thousand footprints move as a picture, and are drawn anew when the map rests
  await page.locator("fieldset.facet").first().getByRole("checkbox").first().check();
  await page.locator("#map-description", { hasText: /\d,\d{3} footprints, [\d,]+ in view/ }).waitFor({ timeout: 60_000 });
  const footprints = page.locator("canvas.footprints");
  const drawn = () => footprints.evaluate((canvas) => canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data.some((each) => each > 0));
  await until(drawn, "footprints");
  const map = page.locator("#map canvas").last();
  await map.scrollIntoViewIfNeeded();
  const box = await map.boundingBox();
  await page.mouse.move(box.x + 200, box.y + 200);
  await page.mouse.down();
  let x = box.x + 200;
  await until(async () => {
    await page.mouse.move(++x, box.y + 220);
    return footprints.evaluate((canvas) => canvas.style.transform.startsWith("matrix"));
  }, "the moved picture");
  await page.mouse.up();
  await until(async () => (await footprints.evaluate((canvas) => canvas.style.transform)) === "", "footprints drawn anew");
  assert.ok(await drawn());
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
    await askButton(page).click();
    await ended(page);
    await page.locator("[role=row].row").first().waitFor();
    assert.deepEqual(await violations(page), [], name);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), name + ": no sideways scrolling");
    await picture(page, name);
    await end(page);
  }
});

test("nothing of a service is executed or becomes markup", async () => {
  const page = await look(ofPlace);
  assert.ok((await api(`runs/${ofPlace.id}/datasets?size=1000`)).rows.length > 0);
  assert.equal(await page.locator("script:not([src])").count(), 0);
  assert.equal(await page.locator('a[href^="javascript:" i]').count(), 0);
  await end(page);
});

test("asks for a circle and for a polygon that are drawn on the map", async () => {
  const page = await open("?target=M31&radius=0.2");
  const map = page.locator("#map canvas").last();
  const tools = page.getByRole("toolbar", { name: "Map" });
  await page.locator("#map-description", { hasText: "Centre at" }).waitFor();
  const box = await map.boundingBox();
  const at = (dx, dy) => [box.x + box.width / 2 + dx, box.y + box.height / 2 + dy];
  const draw = async (what) => {
    await tools.getByRole("button", { name: "Draw " + what }).click();
    await until(() => map.evaluate((element) => element === document.activeElement), "the map, ready to draw");
  };
  await draw("circle");
  await page.mouse.move(...at(20, 10));
  await page.mouse.down();
  await page.mouse.move(...at(60, 10));
  await page.mouse.move(...at(110, 10));
  await page.mouse.up();
  await until(async () => /^10\.\d+ 41\.\d+$/.test(await page.getByLabel("Name or position").inputValue()), "the centre of the circle");
  const circle = await askAndWait(page);
  assert.equal(circle.question.region.kind, "cone");
  assert.ok(Math.abs(circle.question.region.decDeg - 41.26875) < 0.2, "near M 31");
  await draw("polygon");
  for (const corner of [at(-90, -60), at(80, -70), at(100, 70), at(-60, 80)]) {
    await page.mouse.click(...corner);
  }
  await page.keyboard.press("Enter");
  await page.getByLabel("Polygon: RA,Dec of its vertices").waitFor();
  const polygon = await askAndWait(page);
  assert.equal(polygon.question.region.vertices.length, 4);
  await Promise.all([circle, polygon].map((each) => isResultOf(each, each.question.command)));
  await end(page);
});

test("asks for a MOC, the outline of an image and a list of targets that are dropped on the page", async () => {
  const page = await open();
  const files = [
    ["moc", "m31.json", '{"6": [2709]}', "MOC m31.json"],
    ["footprint", "mine.fits", fitsImage(10.68, 41.27, 0.3), "Outline of an image mine.fits"],
    ["targets", "mine.csv", "name,ra,dec,radius\nM 31,10.68,41.27,0.1\nM 32,10.674,40.865,0.05\n", "List of targets mine.csv, 2 targets"],
  ];
  for (const [kind, name, content, words] of files) {
    await drop(page, name, content);
    await page.locator(".given", { hasText: words }).waitFor();
    const run = await askAndWait(page);
    assert.match(run.question.parameters[kind], /^upload:/);
    writeFileSync(join(home, name), content, "latin1");
    await isResultOf(run, `skytrawl datasets --${kind} ${join(home, name)}`);
  }
  await end(page);
});

test("shows a dataset of the table on the map", async () => {
  const page = await look(ofPlace);
  const map = page.locator("#map canvas").last();
  const description = page.locator("#map-description");
  await page.getByText(/^Centre at .* footprints/).waitFor();
  await map.focus();
  for (let i = 0; i < 12; i++) {
    await page.keyboard.press("+");
  }
  await page.keyboard.press("ArrowLeft");
  const { rows } = await api(`runs/${ofPlace.id}/datasets?size=10&columns=s_ra,s_dec`);
  const isThere = async () => {
    const [, ...parts] = /Dec \+(\d+)\D+(\d+)\D+([\d.]+)/.exec(await description.innerText()).map(Number);
    const [degrees, minutes, seconds] = parts;
    return Math.abs(degrees + minutes / 60 + seconds / 3600 - rows[9].s_dec) < 0.001;
  };
  await until(async () => /; [\d.]+[\u2032\u2033] wide/.test(await description.innerText()), "a closer view");
  assert.ok(!(await isThere()), "another place");
  await page.locator('[role=row].row[aria-rowindex="11"]').click();
  const card = page.locator("dialog.card");
  await card.getByRole("button", { name: "Show on map" }).click();
  await card.waitFor({ state: "hidden" });
  await until(isThere, "the dataset in the middle of the map");
  // a white outline, or dot, of the one that is meant
  await until(() => map.evaluate((canvas) => canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data.some((each) => each === 255)), "its mark");
  await end(page);
});

test("filters by a rectangle in the diagram of time and wavelength", async () => {
  const page = await look(ofPlace);
  const all = await found(page);
  const grid = page.getByRole("grid");
  const plane = page.getByRole("img", { name: "Diagram of time and wavelength" });
  await plane.scrollIntoViewIfNeeded();
  const box = await plane.boundingBox();
  await page.mouse.move(box.x + box.width * 0.4, box.y + box.height * 0.2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.4);
  await page.mouse.move(box.x + box.width * 0.7, box.y + box.height * 0.7);
  await page.mouse.up();
  const filters = page.getByRole("list", { name: "Active filters" });
  await filters.waitFor();
  const rows = await until(async () => {
    const count = Number(await grid.getAttribute("aria-rowcount")) - 1;
    return count < all && count;
  }, "fewer rows");
  // the same by the API, from what the chips say
  const query = new URLSearchParams();
  const chips = await filters.getByRole("button", { name: /^Remove/ }).allInnerTexts();
  for (const [, name, first, , last] of chips.map((each) => /^(\w+): ([\w-]+?)(\u2013(\d+))? \u00d7/.exec(each))) {
    for (let value = Number(first); last && value < Number(last); value++) {
      query.append("year", value);
    }
    query.append(name.toLowerCase(), last || first);
  }
  assert.ok(query.has("year") && query.has("band"), String(chips));
  assert.equal(rows, (await api(`runs/${ofPlace.id}/datasets?${query}`)).filtered, String(chips));
  await page.getByRole("button", { name: "All years and bands" }).click();
  await until(async () => Number(await grid.getAttribute("aria-rowcount")) === all + 1, "all rows again");
  await end(page);
});

test("chooses columns, which stay chosen, and sorts by two of them", async () => {
  const page = await look(ofPlace);
  const header = (name) => page.getByRole("columnheader", { name: new RegExp("^" + name) });
  await page.getByText("Columns", { exact: true }).click();
  await page.getByRole("checkbox", { name: /^s_fov/ }).check();
  await page.getByRole("checkbox", { name: /^facility_name/ }).uncheck();
  await page.keyboard.press("Escape");
  await header("s_fov").waitFor();
  await header("facility_name").waitFor({ state: "detached" });
  await page.reload();
  await ended(page);
  await header("s_fov").waitFor();
  assert.equal(await header("facility_name").count(), 0);
  await header("dataproduct_type").getByRole("button").click();
  await header("s_fov").getByRole("button").click({ modifiers: ["Shift"] });
  assert.equal(await header("dataproduct_type").getAttribute("aria-sort"), "ascending");
  assert.equal(await header("s_fov").getAttribute("aria-sort"), "ascending");
  const { rows } = await api(`runs/${ofPlace.id}/datasets?size=5&sort=dataproduct_type,s_fov&columns=obs_title,s_fov`);
  await until(async () => {
    const shown = await page.locator("[role=row].row").evaluateAll((all) => all.sort((a, b) => a.getAttribute("aria-rowindex") - b.getAttribute("aria-rowindex")).slice(0, 5).map((row) => row.innerText));
    return shown.length === 5 && shown.every((text, i) => text.includes(rows[i].obs_title));
  }, "the order of the server");
  await end(page);
});

test("the card of a dataset has its preview, its formats and all services that gave it", async () => {
  const page = await look(ofPlace);
  const { rows } = await api(`runs/${ofPlace.id}/datasets?size=1000&columns=obs_title,obs_publisher_did,origins,access_format,access_url`);
  const several = rows.find((row) => (row.origins || "").includes(" "));
  const card = await openCard(page, several);
  const services = several.origins.split(" ");
  await card.getByRole("heading", { name: `Found by ${services.length} services` }).waitFor();
  for (const ivoid of services) {
    await card.locator(".origins").getByText(ivoid, { exact: true }).first().waitFor();
  }
  assert.equal(await card.getByRole("button", { name: "Copy: Query" }).count(), services.length);
  assert.deepEqual(await violations(page), []);
  await page.keyboard.press("Escape");
  await card.waitFor({ state: "hidden" });
  await openCard(page, rows.find((row) => row.access_format?.includes("datalink") && row.access_url.startsWith("http:")));
  const image = card.getByRole("img", { name: /^Preview of / });
  await image.waitFor();
  await until(() => image.evaluate((each) => each.complete && each.naturalWidth > 0), "the picture");
  await end(page);
});

test("sends marked rows to a tool by SAMP", async () => {
  const page = await look(ofPlace);
  await page.locator("details.take > summary").click();
  await page.getByRole("checkbox", { name: "Mark row 2", exact: true }).click();
  await page.getByRole("checkbox", { name: "Mark row 4", exact: true }).click({ modifiers: ["Shift"] });
  await page.getByRole("radio", { name: "marked 3" }).waitFor();
  await page.getByRole("button", { name: /^Send to TOPCAT/ }).click();
  await page.getByText(/^Sent to Tool of the test\./).waitFor();
  const { rows } = await api(`runs/${ofPlace.id}/datasets?size=10&columns=access_url`);
  const [table] = samp.tables();
  const sent = rowsOf(table).filter((each) => each.startsWith("<TR"));
  assert.equal(sent.length, 3);
  const escaped = (text) => text.replaceAll("&", "&amp;");
  sent.forEach((each, i) => assert.ok(each.includes(escaped(rows[i + 1].access_url)), each));
  await end(page);
});

test("downloads the datasets; what is on disk is what simvo gives, and the page says what is missing", async () => {
  const page = await look(ofTruth);
  const { rows } = await api(`runs/${ofTruth.id}/datasets?size=1000`);
  const numbers = new Set(rows.map((row) => Number(/[?&]id=(\d+)/.exec(row.access_url)[1])));
  vo.truth.reachable.forEach((id) => assert.ok(numbers.has(id), "reachable dataset " + id));
  const possible = new Set([...vo.truth.with_fail_over, ...vo.truth.partial]);
  numbers.forEach((id) => assert.ok(possible.has(id), "dataset of the truth " + id));

  await page.locator("details.take > summary").click();
  await page.getByRole("button", { name: "Download the data" }).click();
  await page.getByText(`Fetch the files of ${rows.length} datasets`).waitFor();
  await page.getByRole("button", { name: "Start", exact: true }).click();
  const bar = page.getByRole("progressbar", { name: "Files that have ended" });
  await bar.waitFor();
  // the page finds its download again
  await page.reload();
  await ended(page);
  await page.locator("details.take > summary").click();
  await page.getByText("Download ended").waitFor();
  assert.equal(await bar.getAttribute("value"), await bar.getAttribute("max"));
  // no server listens at https
  const out = rows.filter((row) => row.access_url.startsWith("https:"));
  assert.ok(out.length > 0 && out.length < rows.length);
  await page.getByText(`${out.length} failed`, { exact: true }).waitFor();
  await page.getByText(new RegExp(`^${rows.length - out.length} of ${rows.length} files fetched, `)).waitFor();
  const folder = await page.getByLabel("Folder", { exact: true }).innerText();
  const hash = (bytes) => createHash("sha256").update(bytes).digest("hex");
  const there = readdirSync(folder).filter((name) => !/^(manifest|\.)/.test(name));
  const wanted = rows.filter((row) => !out.includes(row)).map(async (row) => hash(await data(row)));
  assert.deepEqual(there.map((name) => hash(readFileSync(join(folder, name)))).sort(), (await Promise.all(wanted)).sort());
  await end(page);
});

/** The file of a row, by its links if it has some. */
async function data(row) {
  const answer = await fetch(row.access_url);
  if (!row.access_format.includes("datalink")) {
    return Buffer.from(await answer.arrayBuffer());
  }
  const [, link] = /<TD>(http[^<]*)<\/TD>(?:<TD>[^<]*<\/TD>){2}<TD>#this<\/TD>/.exec(await answer.text());
  return Buffer.from(await (await fetch(link.replaceAll("&amp;", "&"))).arrayBuffer());
}

test("the command and the Python that the page gives repeat the question", async () => {
  const page = await look(ofTruth, { permissions: ["clipboard-read", "clipboard-write"] });
  await page.locator("details.take > summary").click();
  const copied = async (label) => {
    await page.getByRole("button", { name: "Copy: " + label }).click();
    await page.locator(".copied", { hasText: label }).getByText("Copied").waitFor();
    return page.evaluate(() => navigator.clipboard.readText());
  };
  await isResultOf(ofTruth, await copied("Command"));
  const said = await python((await copied("Python")) + '\nfor url in found["access_url"]:\n    print(url)\n', vo.environment);
  assert.equal(said.status, 0, said.err);
  const { rows } = await api(`runs/${ofTruth.id}/datasets?size=1000&columns=access_url`);
  assert.deepEqual(said.out.trimEnd().split("\n").sort(), rows.map((row) => row.access_url).sort());
  await end(page);
});

test("by keyboard alone: asks, filters, looks, marks and saves", async () => {
  const page = await open();
  const type = (text) => page.keyboard.type(text);
  await tabTo(page, page.getByLabel("Name or position"));
  await type("10.68 41.27");
  assert.equal(await page.getByLabel("Name or position").inputValue(), "10.68 41.27");
  await tabTo(page, page.getByLabel("Time", { exact: true }));
  await type(TRUTH.time);
  await tabTo(page, page.getByRole("checkbox", { name: "image", exact: true }).or(page.getByRole("button", { name: "image", exact: true })));
  await page.keyboard.press("Space");
  await askButton(page).waitFor();
  await tabTo(page, askButton(page));
  await page.keyboard.press("Enter");
  await ended(page);
  const all = await found(page);
  assert.equal(all, ofTruth.datasets);

  await tabTo(page, page.locator("#map canvas").last(), "Shift+Tab");
  const description = page.locator("#map-description");
  const before = await description.innerText();
  await page.keyboard.press("+");
  await page.keyboard.press("ArrowLeft");
  await until(async () => (await description.innerText()) !== before, "another view");

  const grid = page.getByRole("grid");
  const rowCount = async () => Number(await grid.getAttribute("aria-rowcount")) - 1;
  await tabTo(page, page.locator("fieldset.facet").first().getByRole("checkbox").first());
  await page.keyboard.press("Space");
  await until(async () => (await rowCount()) < all, "fewer rows");
  await page.keyboard.press("Space");
  await until(async () => (await rowCount()) === all, "all rows");

  await tabTo(page, grid);
  await page.keyboard.press("End");
  await until(async () => (await grid.getAttribute("aria-activedescendant")) === "row-" + (all - 1), "the last row");
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowDown");
  await until(async () => (await grid.getAttribute("aria-activedescendant")) === "row-1", "the second row");
  await page.keyboard.press("Space");
  await page.keyboard.press("Shift+ArrowDown");
  await until(async () => (await page.locator("[role=row][aria-selected=true]").count()) === 2, "two marked rows");
  await page.keyboard.press("Enter");
  const card = page.locator("dialog.card");
  await card.getByText("3 of " + all).waitFor();
  await page.keyboard.press("Alt+ArrowRight");
  await card.getByText("4 of " + all).waitFor();
  await page.keyboard.press("Escape");
  await card.waitFor({ state: "hidden" });
  await until(() => grid.evaluate((element) => element === document.activeElement), "the focus back in the table");

  await tabTo(page, page.locator("details.take > summary"), "Shift+Tab");
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByRole("link", { name: "CSV", exact: true }));
  const coming = page.waitForEvent("download");
  await page.keyboard.press("Enter");
  const lines = readFileSync(await (await coming).path(), "utf8").trimEnd().split("\n");
  assert.equal(lines.length, 3);
  await end(page);
});

test("draws a circle by keyboard", async () => {
  const page = await open("?target=M31&radius=0.2");
  await page.locator("#map-description", { hasText: "Centre at" }).waitFor();
  await page.getByRole("toolbar", { name: "Map" }).getByRole("button", { name: "Draw circle" }).focus();
  await page.keyboard.press("Enter");
  await until(() => page.locator("#map canvas").last().evaluate((element) => element === document.activeElement), "the map, ready to draw");
  for (const key of ["Space", "ArrowLeft", "Enter"]) {
    await page.keyboard.press(key);
  }
  await until(async () => /^10\.\d+ 41\.\d+$/.test(await page.getByLabel("Name or position").inputValue()), "the centre of the circle");
  assert.notEqual(await page.getByLabel("Radius", { exact: true }).inputValue(), "0.2");
  await end(page);
});
