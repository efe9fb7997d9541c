// Aladin Lite in a frame of its own. It is GPL-3 software that comes from the CDS when the user asks for it; so it runs in a sandbox
// without an origin, from which it cannot read what the server of Skytrawl has, and speaks with the page by messages only.
// No module: a module would need CORS from a frame without an origin.
"use strict";

// the only place with these two; the server's Content-Security-Policy for aladin.html names the host
const ALADIN_LITE = "https://aladin.cds.unistra.fr/AladinLite/api/v3/3.8.2/aladin.js";
const SURVEY = "https://alasky.cds.unistra.fr/DSS/DSSColor";
const LOAD_MS = 20000;

const tell = (message) => window.parent.postMessage(message, "*");

let aladin = null;
let overlays = [];
let wanted = null;

/** A document without an origin has no local storage, and Aladin Lite does not expect that. */
function withoutStorage() {
  const kept = new Map();
  const storage = { getItem: (key) => (kept.has(key) ? kept.get(key) : null), setItem: (key, value) => void kept.set(key, String(value)), removeItem: (key) => void kept.delete(key) };
  Object.defineProperty(window, "localStorage", { value: storage });
}

function load() {
  return new Promise((loaded, failed) => {
    const script = document.createElement("script");
    script.src = ALADIN_LITE;
    script.onload = loaded;
    script.onerror = () => failed(new Error("Aladin Lite could not be loaded from " + new URL(ALADIN_LITE).host + ". Is this computer online?"));
    setTimeout(() => failed(new Error(new URL(ALADIN_LITE).host + " did not send Aladin Lite within " + LOAD_MS / 1000 + " s.")), LOAD_MS);
    document.head.append(script);
  });
}

function add(overlay) {
  aladin.addOverlay(overlay);
  overlays.push(overlay);
  return overlay;
}

function ofRegion(A, region) {
  switch (region && region.kind) {
    case "cone":
      return [A.circle(region.raDeg, region.decDeg, region.radiusDeg)];
    case "polygon":
      return [A.polygon(region.vertices)];
    case "moc":
      return region.outline.map((cell) => A.polygon(cell));
    case "targets":
      return region.positions.map(([ra, dec, radius]) => A.circle(ra, dec, radius || 0.001));
    default:
      return [];
  }
}

function ofShape(A, [row, ra, dec, radiusDeg, polygons]) {
  const shapes = polygons.length ? polygons.map((polygon) => A.polygon(polygon)) : [A.circle(ra, dec, radiusDeg || 0.001)];
  shapes.forEach((shape) => (shape.skytrawlRow = row));
  return shapes;
}

/** { view: { raDeg, decDeg, widthDeg } or null, region, groups: [{ colour, shapes: [[row, ra, dec, radiusDeg, polygons], ...] }] } */
function show({ view, region, groups }) {
  const A = window.A;
  overlays.forEach((overlay) => aladin.removeOverlay(overlay));
  overlays = [];
  for (const { colour, shapes } of groups) {
    add(A.graphicOverlay({ color: colour, lineWidth: 1 })).addFootprints(shapes.flatMap((shape) => ofShape(A, shape)));
  }
  add(A.graphicOverlay({ color: "#ffffff", lineWidth: 2, lineDash: [6, 4] })).addFootprints(ofRegion(A, region));
  if (view) {
    aladin.gotoRaDec(view.raDeg, view.decDeg);
    aladin.setFoV(Math.min(180, view.widthDeg));
  }
}

function fillTheFrame() {
  Object.assign(document.getElementById("aladin").style, { position: "fixed", inset: "0" });
}

async function begin() {
  fillTheFrame();
  withoutStorage();
  await load();
  await window.A.init;
  const dark = window.matchMedia("(prefers-color-scheme: dark)").matches;
  aladin = window.A.aladin("#aladin", {
    survey: SURVEY,
    cooFrame: "ICRSd",
    fov: 60,
    log: false,
    showCooGridControl: true,
    showShareControl: false,
    showProjectionControl: false,
    fullScreen: false,
    showFullscreenControl: false,
    theme: dark ? "dark" : "light",
  });
  for (const event of ["footprintClicked", "objectClicked"]) {
    aladin.on(event, (object) => object && Number.isInteger(object.skytrawlRow) && tell({ kind: "picked", row: object.skytrawlRow }));
  }
  if (wanted) {
    show(wanted);
  }
  tell({ kind: "shown" });
}

window.addEventListener("message", (event) => {
  if (event.source === window.parent && event.data && event.data.kind === "show") {
    wanted = event.data;
    if (aladin) {
      show(wanted);
    }
  }
});

tell({ kind: "ready" });
begin().catch((e) => tell({ kind: "failed", message: e.message }));
