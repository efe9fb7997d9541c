import test from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { COLUMNS, cut, exact, GROUPS, headUnit, httpUrl, OBSCORE, shown } from "../../main/resources/org/skytrawl/server/page/js/columns.js";
import { angle, bytes, count, date, plural, wavelength } from "../../main/resources/org/skytrawl/server/page/js/text.js";

test("the columns are those of ObsCoreColumn, with its units", () => {
  const java = readFileSync(new URL("../../../../core/src/main/java/org/skytrawl/model/ObsCoreColumn.java", import.meta.url), "utf8");
  const constants = java.slice(0, java.indexOf("/** The type of the values"));
  const names = [];
  for (const [, name, type, texts] of constants.matchAll(/^ {4}(\w+)\(\s*(TEXT|INTEGER|REAL),\s*((?:"[^"]*",?\s*)+)\)/gm)) {
    const strings = [...texts.matchAll(/"([^"]*)"/g)].map(([, text]) => text);
    names.push([name, type.toLowerCase(), strings.length === 4 ? strings[0] : "", strings[strings.length - 1]]);
  }
  assert.ok(names.length > 50);
  assert.deepEqual(OBSCORE, names);
});

test("each column is in one group", () => {
  const grouped = GROUPS.flatMap(([, names]) => names);
  assert.equal(new Set(grouped).size, grouped.length);
  assert.deepEqual(new Set(grouped), new Set(COLUMNS.keys()));
});

test("values are readable, and exact where somebody asks", () => {
  assert.equal(shown("t_min", 55000.5), "2009-06-18 12:00");
  assert.equal(exact("t_min", 55000.5), "55000.5 MJD");
  assert.equal(shown("em_min", 5.5e-7), "550 nm");
  assert.equal(exact("em_min", 5.5e-7), "5.5e-7 m");
  assert.equal(shown("s_fov", 0.25), "15\u2032");
  assert.equal(shown("s_ra", 10.123456789012), "10.123457");
  assert.equal(exact("s_ra", 10.123456789012), "10.123456789012 deg");
  assert.equal(shown("access_estsize", 1500), "1.5 MB");
  assert.equal(exact("access_estsize", 1500), "1500 kbyte");
  assert.equal(shown("s_xel1", 4096), "4,096");
  assert.equal(shown("obs_title", null), "");
  assert.equal(exact("t_min", undefined), "");
  assert.equal(shown("made_up", 2.5), "2.5");
  assert.equal(shown("made_up", ["a"]), '["a"]');
});

test("heads name the unit, but not where each value has its own", () => {
  assert.equal(headUnit("s_ra"), "deg");
  assert.equal(headUnit("t_min"), "UTC");
  assert.equal(headUnit("em_min"), null);
  assert.equal(headUnit("obs_title"), null);
  assert.equal(headUnit("made_up"), null);
});

test("long texts are cut, and their length is said", () => {
  assert.equal(shown("obs_title", "x".repeat(1_000_000)), "x".repeat(300) + "\u2026 (1,000,000 characters)");
  assert.equal(cut("abc", 3), "abc");
});

test("only http and https become links", () => {
  assert.equal(httpUrl("https://example.org/a?b=<c>"), "https://example.org/a?b=%3Cc%3E");
  assert.equal(httpUrl("HTTP://example.org"), "http://example.org/");
  for (const text of ["javascript:alert(1)", " java\nscript:alert(1)", "data:text/html,x", "file:///etc/passwd", "ftp://example.org/", "//example.org/", "", null, undefined, 7, "http://", "https://e/" + "x".repeat(9000)]) {
    assert.equal(httpUrl(text), null, String(text).slice(0, 30));
  }
});

test("numbers, times and sizes in words", () => {
  assert.equal(count(1234567), "1,234,567");
  assert.equal(plural(1, "service"), "1 service");
  assert.equal(plural(0, "service"), "0 services");
  assert.equal(plural(2, "match", "matches"), "2 matches");
  assert.equal(date(40587), "1970-01-01");
  assert.equal(date(-21500), "1800-01-05");
  assert.equal(date(null), "");
  assert.equal(date(1e300), "");
  assert.equal(date(NaN), "");
  assert.equal(wavelength(0.21106), "21.11 cm");
  assert.equal(wavelength(1e-6), "1 \u00b5m");
  assert.equal(wavelength(1e-16), "0.1 fm");
  assert.equal(angle(2), "2\u00b0");
  assert.equal(angle(0.001), "3.6\u2033");
  assert.equal(bytes(999), "999 B");
  assert.equal(bytes(12_345_678), "12.3 MB");
});
