import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { head, kindOf } from "../../main/resources/org/skytrawl/server/page/js/files.js";

const bytes = (text) => new Uint8Array(Buffer.from(text, "latin1"));
const card = (text) => text.padEnd(80);
const fits = (...cards) => [card("SIMPLE  =                    T"), ...cards.map(card), card("END")].join("").padEnd(2880);

const FILES = [
  ["moc", "cells.txt", "6/30-33 41\n7/5"],
  ["moc", "cells.json", ' {"6": [30, 31], "7": []}'],
  ["moc", "coverage.fits", fits("XTENSION= 'BINTABLE'", "MOCORDER=                   10", "ORDERING= 'NUNIQ   '", "TTYPE1  = 'UNIQ    '")],
  ["probability", "skymap.fits", fits("XTENSION= 'BINTABLE'", "ORDERING= 'NUNIQ   '", "TTYPE1  = 'UNIQ    '", "TTYPE2  = 'PROBDENSITY'")],
  ["probability", "flat.fits.gz", fits("XTENSION= 'BINTABLE'", "ORDERING= 'NESTED  '", "TTYPE1  = 'PROB    '")],
  ["footprint", "image.fits", fits("NAXIS   =                    2", "CTYPE1  = 'RA---TAN'")],
  ["footprint", "image.fits.fz", fits("XTENSION= 'BINTABLE'", "ZIMAGE  =                    T", "ZCMPTYPE= 'RICE_1  '", "TTYPE1  = 'COMPRESSED_DATA'")],
  ["targets", "stars.fits", fits("XTENSION= 'BINTABLE'", "TTYPE1  = 'RA      '", "TTYPE2  = 'DEC     '")],
  ["targets", "stars.csv", "id,ra,dec\nM 31,10.68,41.27\n"],
  ["targets", "stars.csv.gz", "id,ra,dec\n"],
  ["targets", "stars.dat", "<?xml version='1.0'?><VOTABLE/>"],
  ["targets", "stars.jsonl", '{"id": 1, "ra": 10.68, "dec": 41.27}\n'],
  [null, "notes.txt", "M 31 is a galaxy"],
  [null, "unknown", "10.68 41.27\n11 42\n"],
  [null, "empty.txt", ""],
  [null, "picture.png", "\u0089PNG\r\n"],
];

for (const [kind, name, text] of FILES) {
  test(name + " has " + (kind || "something that the user must name"), () => assert.equal(kindOf(name, bytes(text)), kind));
}

test("looks into the beginning of a packed file", async () => {
  const text = fits("NAXIS   =                    2", "CTYPE1  = 'RA---TAN'").repeat(2000);
  const packed = gzipSync(bytes(text), { level: 0 });
  assert.equal(kindOf("image.gz", await head(new Blob([packed]))), "footprint");
  assert.equal(kindOf("image.gz", await head(new Blob([gzipSync(bytes(text))]))), "footprint");
});

test("reads no more than the beginning", async () => {
  assert.equal((await head(new Blob([new Uint8Array(5_000_000)]))).length, 256 * 1024);
  assert.ok((await head(new Blob([gzipSync(new Uint8Array(50_000_000))]))).length <= 256 * 1024);
});
