import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import {
  BANDS,
  bandsOfSpectrum,
  fromAddress,
  isAsked,
  isSame,
  limitsText,
  NAMES,
  placeOf,
  spectrumOfBands,
  toAddress,
  toForm,
  toggleBand,
  toParameters,
} from "../../main/resources/org/skytrawl/server/page/js/question.js";

const PLACES = [
  ["M31", { target: "M31" }],
  ["  SN 1987A ", { target: "SN 1987A" }],
  ["3C 273", { target: "3C 273" }],
  ["47 Tuc", { target: "47 Tuc" }],
  ["G21.5-0.9", { target: "G21.5-0.9" }],
  ["galactic center", { target: "galactic center" }],
  ["2MASS J00424433+4116074", { target: "2MASS J00424433+4116074" }],
  ["10.68 41.27", { cone: "10.68 41.27" }],
  ["10.68,-41.27", { cone: "10.68,-41.27" }],
  ["00:42:44 +41:16:09", { cone: "00:42:44 +41:16:09" }],
  ["00h42m44.3s \u221241\u00b016\u203209\u2033", { cone: "00h42m44.3s \u221241\u00b016\u203209\u2033" }],
  ["J2000 00 42 44 +41 16 09", { cone: "00 42 44 +41 16 09" }],
  ["RA 10.68 Dec 41.27", { cone: "10.68 41.27" }],
  ["galactic 121.17 -21.57", { galactic: "121.17 -21.57" }],
  ["l=121.17 b=-21.57", { galactic: "121.17 -21.57" }],
  ["121.17 -21.57 gal", { galactic: "121.17 -21.57" }],
  ["42", { target: "42" }],
  ["   ", null],
];

for (const [typed, place] of PLACES) {
  test("reads the place '" + typed + "'", () => assert.deepEqual(placeOf(typed), place));
}

test("a form asks again what its parameters asked", () => {
  const questions = [
    { target: "M31", radius: "12arcmin" },
    { cone: "10.68 41.27", radius: "0.2", type: "image,cube" },
    { galactic: "121.17 -21.57", radius: "0.1", inclusive: "true" },
    { polygon: "10,41 11,41 11,42", spectrum: "300nm..1um" },
    { moc: "upload:7", probability: "0.9", time: "2010.." },
    { moc: "6/30-33" },
    { footprint: "upload:8", theory: "true" },
    { targets: "upload:9" },
    { targets: "upload:9", radius: "30arcsec", timeout: "60s", deadline: "5min" },
    { spectrum: "1.4GHz" },
    {},
  ];
  for (const question of questions) {
    assert.deepEqual(toParameters(toForm(question)), question);
  }
});

test("the radius of a cone stands in its own field", () => {
  assert.deepEqual(toParameters(toForm({ cone: "10.68,41.27,0.5" })), { cone: "10.68 41.27", radius: "0.5" });
  assert.ok(isSame({ cone: "10.68,41.27,0.5" }, { cone: ["10.68 41.27"], radius: ["0.5"] }));
  assert.ok(!isSame({ target: "M31", radius: "0.2" }, { target: "M31", radius: "0.3" }));
});

test("the address of the page is the question and the run, and can be read", () => {
  const address = toAddress({ cone: "00:42:44 +41:16:09", radius: "0.2", type: "image,cube" }, "20261130-204725-3f9a");
  assert.equal(address, "?cone=00:42:44+%2B41:16:09&radius=0.2&type=image,cube&run=20261130-204725-3f9a");
  assert.deepEqual(fromAddress(address), {
    parameters: { cone: "00:42:44 +41:16:09", radius: "0.2", type: "image,cube" },
    run: "20261130-204725-3f9a",
  });
  assert.equal(toAddress({}, null), "./");
});

test("a question may be any text", () => {
  const parameters = { target: "a&run=1#?%2C\"<b>\u2028", radius: "0.2" };
  assert.deepEqual(fromAddress(toAddress(parameters, null)), { parameters, run: null });
});

test("a name that is none of a question, such as the token, is not kept", () => {
  assert.deepEqual(fromAddress("?token=secret&target=M31&__proto__=x&type=image&type=cube"), {
    parameters: { target: "M31", type: ["image", "cube"] },
    run: null,
  });
});

test("only a place, a band or a time is a question", () => {
  assert.ok(isAsked({ time: "2010" }));
  assert.ok(!isAsked({ type: "image", radius: "0.2", inclusive: "true" }));
});

test("bands are intervals of wavelength that meet", () => {
  assert.deepEqual(
    BANDS.map((band, i) => [band, spectrumOfBands(i, i)]),
    [
      ["radio", "10mm.."],
      ["millimeter", "0.1mm..10mm"],
      ["infrared", "1um..0.1mm"],
      ["optical", "300nm..1um"],
      ["uv", "10nm..300nm"],
      ["x-ray", "0.01nm..10nm"],
      ["gamma", "..0.01nm"],
    ],
  );
  assert.equal(spectrumOfBands(3, 5), "0.01nm..1um");
  assert.deepEqual(bandsOfSpectrum("0.01nm..1um"), [3, 5]);
  assert.equal(bandsOfSpectrum("500nm..1um"), null);
  assert.equal(bandsOfSpectrum(""), null);
});

test("bands that are chosen have no gap", () => {
  assert.deepEqual(toggleBand(null, 3), [3, 3]);
  assert.deepEqual(toggleBand([3, 3], 5), [3, 5]);
  assert.deepEqual(toggleBand([3, 5], 1), [1, 5]);
  assert.deepEqual(toggleBand([3, 5], 3), [4, 5]);
  assert.deepEqual(toggleBand([3, 5], 5), [3, 4]);
  assert.deepEqual(toggleBand([2, 5], 4), [2, 3]);
  assert.equal(toggleBand([3, 3], 3), null);
});

test("says what a question asks for besides its place", () => {
  assert.equal(limitsText({ types: ["image", "cube"], parameters: { spectrum: ["300nm..1um"], inclusive: "true" } }), "; image, cube; 300nm..1um; inclusive");
  assert.equal(limitsText({ types: [], parameters: {} }), "");
});

test("the address of the page has the parameters that the API describes", () => {
  const api = JSON.parse(readFileSync(new URL("../../main/resources/org/skytrawl/server/page/openapi.json", import.meta.url), "utf8"));
  assert.deepEqual(api.paths["/api/question"].get.parameters.map((each) => each.name).sort(), [...NAMES].sort());
});
