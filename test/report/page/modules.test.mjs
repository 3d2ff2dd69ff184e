// SPDX-License-Identifier: GPL-2.0-only
//
// The page's functions that need no browser.

import assert from "node:assert/strict";
import { test } from "node:test";
import { numericParameters, pointsAlong, readReport } from "../../../analysis/report/page/data.js";
import { cellText, human, rangeText, ratioText, tickText } from "../../../analysis/report/page/format.js";
import { sorted } from "../../../analysis/report/page/sortable-table.js";

test("numbers read as in the terminal's tables", () => {
  assert.equal(human(12345, ""), "12,345");
  assert.equal(human(0.00125, "s"), "1.25 ms");
  assert.equal(human(3.4e6, "B"), "3.40 MB");
  assert.equal(human(0.125, "fraction"), "12.5 %");
  assert.equal(human(1, "fraction"), "100 %");
  assert.equal(human(0.00125, "s", 0.00008), "1.250 ± 0.080 ms");
  assert.equal(human(Infinity, "s"), "never");
  assert.equal(human(NaN, "s"), "unknown");
  assert.equal(human(0, "s"), "0 s");
  assert.equal(human(-1234567.5, ""), "-1,234,568");
});

test("an interval has the digits of its width", () => {
  assert.equal(rangeText(0.001917, 0.002083, "s"), "1.917 … 2.083 ms");
  assert.equal(rangeText(-3, 12, "", "+"), "-3.0 … +12.0");
});

test("a ratio of one point has no brackets", () => {
  assert.equal(ratioText([3.1, 2.9, 3.3]), "3.10× [2.90, 3.30]");
  assert.equal(ratioText([1234.5, 1234.5, 1234.5]), "1,230×");
});

test("what was never reached in some runs is not averaged away", () => {
  assert.equal(cellText({ n: 5, censored: 2, mean: Infinity }, "s"), "never in 2 of 5");
  assert.equal(cellText({ n: 5, censored: 5, mean: Infinity }, "s"), "never");
});

test("ticks are short", () => {
  assert.equal(tickText(200000, ""), "200k");
  assert.equal(tickText(5e12, ""), "5T");
  assert.equal(tickText(1e-4, "s"), "100 µs");
  assert.equal(tickText(0.5, "fraction"), "50 %");
});

test("rows sort by number, never is the largest, and without a value come last", () => {
  const rows = [{ v: Infinity }, { v: null }, { v: 10 }, { v: 9 }];
  const values = (descending) => sorted(rows, ({ v }) => v, descending).map(({ v }) => v);
  assert.deepEqual(values(false), [9, 10, Infinity, null]);
  assert.deepEqual(values(true), [Infinity, 10, 9, null]);
});

const point = (title, ...parameters) => ({ title, parameters, rows: [] });

test("points are named by what was swept, and alike ones are numbered", () => {
  const { points } = readReport(
    JSON.stringify({
      measures: [],
      points: [point("a", ["n", "1", 1]), point("a", ["n", "2", 2]), point("b"), point("b")],
    }),
  );
  assert.deepEqual(points.map(({ label }) => label), ["a: n = 1", "a: n = 2", "b", "b (variant 2)"]);
});

test("a parameter's points hold everything else fixed", () => {
  const { points } = readReport(
    JSON.stringify({
      measures: [],
      points: [
        point("a", ["n", "10", 10], ["w", "x", null]),
        point("a", ["n", "2", 2], ["w", "x", null]),
        point("a", ["n", "2", 2], ["w", "y", null]),
      ],
    }),
  );
  assert.deepEqual(numericParameters(points), ["n"]);
  assert.deepEqual(pointsAlong(points, points[0], "n").map(({ index }) => index), [1, 0]);
});
