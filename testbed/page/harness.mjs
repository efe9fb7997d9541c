// A simulated VO, the server of Skytrawl and Debian's chromium, all on loopback; everything that is started here is ended here.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const SKYTRAWL = process.env.SKYTRAWL || new URL("../../skytrawl", import.meta.url).pathname;
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PATIENCE_MS = 60_000;

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

/** Starts a command of Skytrawl and waits for a line of stdout that fits. */
export async function start(args, environment, wanted) {
  const child = spawn(SKYTRAWL, args, {
    env: { ...process.env, XDG_CACHE_HOME: join(home, "cache"), XDG_DATA_HOME: join(home, "data"), ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
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
    const late = setTimeout(() => reject(new Error(`skytrawl ${args.join(" ")} did not start in time: ${out}${err}`)), PATIENCE_MS);
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
      reject(new Error(`skytrawl ${args.join(" ")} ended with ${status}: ${out}${err}`));
    });
  });
  return { line, out: () => out, err: () => err, stop, ended };
}

/** Runs a command to its end. */
export async function run(args, environment = {}) {
  const child = spawn(SKYTRAWL, args, {
    env: { ...process.env, XDG_CACHE_HOME: join(home, "cache"), XDG_DATA_HOME: join(home, "data"), ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
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
  const vo = await start(["simvo", "--for", "10m", ...args], {}, /registry +(\S+)\n(?:.*\n)*sesame +(\S+)\n/);
  return { ...vo, registry: vo.line[1], sesame: vo.line[2], environment: { IVOA_REGISTRY: vo.line[1], SKYTRAWL_SESAME: vo.line[2] } };
}

/** @param data the name of the folder with its runs: those of two servers at once differ */
export async function server(vo, data, port = 0) {
  const folder = join(home, data);
  const made = await start(["serve", "--port", String(port)], { ...vo.environment, XDG_DATA_HOME: folder }, /(http:\/\/\S+)\n/);
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
