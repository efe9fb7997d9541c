// A simulated VO, the server of Skytrawl and Debian's chromium, all on loopback; everything that is started here is ended here.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const SKYTRAWL = process.env.SKYTRAWL || new URL("../../skytrawl", import.meta.url).pathname;
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** A JDK, and the SAMP library of Skytrawl. */
const JAVA = process.env.JAVA || "java";
const JSAMP = process.env.JSAMP;
/** Longer than a step takes on a busy machine. */
export const PATIENCE_MS = 60_000;

/** A folder for caches and runs, so that nothing of the user is read or written. */
export const home = mkdtempSync(join(tmpdir(), "skytrawl-page-"));

const ending = [];

/** Ends everything, the last one first. */
export async function endAll() {
  while (ending.length > 0) {
    await ending.pop()();
  }
  rmSync(home, { recursive: true, force: true });
}

const environmentOf = (more) => ({ ...process.env, XDG_CACHE_HOME: join(home, "cache"), XDG_DATA_HOME: join(home, "data"), ...more });

/** Starts a command of Skytrawl and waits for a line of stdout that fits. */
export const start = (args, environment, wanted) => startProgram(SKYTRAWL, args, environment, wanted);

async function startProgram(program, args, environment, wanted) {
  const child = spawn(program, args, { env: environmentOf(environment), stdio: ["ignore", "pipe", "pipe"] });
  let out = "";
  let err = "";
  const ended = new Promise((resolve) => child.on("exit", (status, signal) => resolve({ status, signal })));
  child.stderr.on("data", (text) => (err = (err + text).slice(-20_000)));
  const stop = async (signal = "SIGTERM") => {
    child.kill(signal);
    const late = setTimeout(() => child.kill("SIGKILL"), 10_000);
    const end = await ended;
    clearTimeout(late);
    return end;
  };
  ending.push(() => stop());
  const line = await new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`${program} ${args.join(" ")} did not start in time: ${out}${err}`)), PATIENCE_MS);
    child.on("error", reject);
    child.stdout.on("data", (text) => {
      out += text;
      const found = wanted.exec(out);
      if (found) {
        clearTimeout(late);
        resolve(found);
      }
    });
    ended.then(({ status }) => {
      clearTimeout(late);
      reject(new Error(`${program} ${args.join(" ")} ended with ${status}: ${out}${err}`));
    });
  });
  return { line, out: () => out, err: () => err, stop, ended };
}

/** Runs a command of Skytrawl to its end. */
export const run = (args, environment = {}) => runProgram(SKYTRAWL, args, environment);

/** Runs what a user would type into a shell that knows `skytrawl`. */
export async function shell(line, environment = {}) {
  const bin = join(home, "bin");
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, "skytrawl"), `#!/bin/sh\nexec '${SKYTRAWL}' "$@"\n`, { mode: 0o755 });
  return runProgram("sh", ["-c", line], { PATH: bin + ":" + process.env.PATH, ...environment });
}

/** Runs a program of Python with the package of Skytrawl. */
export const python = (text, environment = {}) => runProgram(process.env.PYTHON || "python3", ["-c", text], { SKYTRAWL, PYTHONDONTWRITEBYTECODE: "1", ...environment });

async function runProgram(program, args, environment) {
  const child = spawn(program, args, { env: environmentOf(environment), stdio: ["ignore", "pipe", "pipe"] });
  let out = "";
  let err = "";
  child.stdout.on("data", (text) => (out += text));
  child.stderr.on("data", (text) => (err += text));
  const late = setTimeout(() => child.kill("SIGKILL"), 120_000);
  const status = await new Promise((resolve) => child.on("close", resolve));
  clearTimeout(late);
  return { status, out, err };
}

export async function simulatedVo(...args) {
  const vo = await start(["simvo", "--for", "10m", ...args], {}, /registry +(\S+)\ntruth +(\S+)\n(?:.*\n)*sesame +(\S+)\n/);
  const [, registry, truth, sesame] = vo.line;
  return { ...vo, truth: JSON.parse(readFileSync(truth, "utf8")), environment: { IVOA_REGISTRY: registry, SKYTRAWL_SESAME: sesame } };
}

/** A SAMP hub, and a tool that loads tables: `tables()` gives the texts of those that were sent. */
export async function sampTool() {
  const folder = join(home, "samp");
  mkdirSync(folder);
  const lock = join(folder, "lock");
  const args = ["-XX:TieredStopAtLevel=1", "-cp", JSAMP, fileURLToPath(new URL("SampTool.java", import.meta.url)), lock, folder];
  const tool = await startProgram(JAVA, args, {}, /ready/);
  const tables = () => [...tool.out().matchAll(/^loaded (.*)$/gm)].map(([, path]) => readFileSync(path, "utf8"));
  return { environment: { SAMP_HUB: "std-lockurl:" + pathToFileURL(lock) }, tables };
}

/** @param data the name of the folder with its runs: those of two servers at once differ */
export async function server(vo, data, port = 0, environment = {}) {
  const folder = join(home, data);
  const made = await start(["serve", "--port", String(port)], { ...vo.environment, ...environment, XDG_DATA_HOME: folder }, /(http:\/\/\S+)\n/);
  return { ...made, url: made.line[1], folder: join(folder, "skytrawl", "serve") };
}

let browser = null;

/** A page that fails its test by an error on the console, an exception, or a request that leaves loopback. */
export async function newPage(options = {}) {
  if (browser === null) {
    browser = await chromium.launch({
      executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
    });
    ending.push(() => browser.close());
  }
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, acceptDownloads: true, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const troubles = [];
  page.on("console", (message) => {
    if (message.type() === "error" && !(page.expected || []).some((each) => each.test(message.text()))) {
      troubles.push(`console: ${message.text()} (${message.location().url})`);
    }
  });
  page.on("pageerror", (error) => troubles.push(`exception: ${error.stack}`));
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (!["data:", "blob:"].includes(url.protocol) && !/^(127\.\d+\.\d+\.\d+|localhost)$/.test(url.hostname)) {
      troubles.push(`request to ${url.host}`);
    }
  });
  page.troubles = troubles;
  return page;
}

/** Drops a file on the page. */
export async function drop(page, name, content) {
  const base64 = Buffer.from(content).toString("base64");
  const event = (type) =>
    page.evaluate(
      ([type, name, base64]) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([Uint8Array.from(atob(base64), (each) => each.charCodeAt(0))], name));
        window.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
      },
      [type, name, base64],
    );
  await event("dragenter");
  await page.getByText("Drop a MOC, a probability map").waitFor();
  await event("drop");
}

/** Presses Tab, or with `key` another key, until the element has the focus. */
export async function tabTo(page, locator, key = "Tab") {
  for (let i = 0; i < 150; i++) {
    if (await locator.evaluate((element) => element === document.activeElement)) {
      return;
    }
    await page.keyboard.press(key);
  }
  throw new Error("the keyboard does not reach " + locator);
}

/** A FITS image of the sky round a position, north up. */
export function fitsImage(raDeg, decDeg, widthDeg) {
  const pixels = 16;
  const cards = {
    SIMPLE: "T",
    BITPIX: 8,
    NAXIS: 2,
    NAXIS1: pixels,
    NAXIS2: pixels,
    CTYPE1: "'RA---TAN'",
    CTYPE2: "'DEC--TAN'",
    CRVAL1: raDeg,
    CRVAL2: decDeg,
    CRPIX1: (pixels + 1) / 2,
    CRPIX2: (pixels + 1) / 2,
    CDELT1: -widthDeg / pixels,
    CDELT2: widthDeg / pixels,
    RADESYS: "'ICRS'",
  };
  const lines = Object.entries(cards).map(([name, value]) => (name.padEnd(8) + "= " + String(value).padStart(20)).padEnd(80));
  const padded = (text, fill) => text.padEnd(Math.ceil(text.length / 2880) * 2880, fill);
  return padded(lines.join("") + "END".padEnd(80), " ") + padded("\0".repeat(pixels * pixels), "\0");
}

/** What axe finds wrong, in short. */
export async function violations(page) {
  await page.evaluate(AXE);
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  return found.violations.map((each) => `${each.id}: ${each.help}: ${each.nodes.slice(0, 3).map((node) => node.html.slice(0, 200)).join(" | ")}`);
}

/** Waits until a condition holds; polls. */
export async function until(condition, what, limitMs = 20_000) {
  const end = Date.now() + limitMs;
  for (;;) {
    const value = await condition();
    if (value) {
      return value;
    }
    if (Date.now() > end) {
      throw new Error("in vain waited for: " + what);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
