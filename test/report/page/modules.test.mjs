// SPDX-License-Identifier: GPL-2.0-only
//
// The page's functions that need no browser.

import assert from "node:assert/strict";
import { test } from "node:test";
import { isEqual, isLevel, numericParameters, pointsAlong, readReport } from "../../../analysis/report/page/data.js";
import { cellText, human, rangeText, ratioText, shortened, tickText, valueText } from "../../../analysis/report/page/format.js";
import { Recording, countUntil, fromRanges, readReplay } from "../../../analysis/report/page/replay-data.js";
import { layoutOf } from "../../../analysis/report/page/replay-layout.js";
import { sorted } from "../../../analysis/report/page/sortable-table.js";
import { spread } from "../../../analysis/report/page/spread.js";

test("numbers read as in the terminal's tables", () => {
  assert.equal(human(12345, ""), "12,345");
  assert.equal(human(0.00125, "s"), "1.25 ms");
  assert.equal(human(3.4e6, "B"), "3.40 MB");
  assert.equal(human(9.9e9, "bit/s"), "9.90 Gbit/s");
  assert.equal(human(0, "bit/s"), "0 bit/s");
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

test("a long name keeps both of its ends", () => {
  assert.equal(shortened("linkwire", 8), "linkwire");
  assert.equal(shortened("linkwire-nvgre", 8), "link…gre");
  assert.equal(shortened("identity-firewall-stateful", 20), "identity-f…-stateful");
  assert.equal(shortened("linkwire", 1), "l…");
});

test("a value on a grid is the interval in which it is, as in the terminal's tables", () => {
  assert.equal(valueText(6e-4, "s", 1e-4), "500 µs … 600 µs");
  assert.equal(valueText(6e-4, "s", -1e-4), "600 µs … 700 µs");
  assert.equal(valueText(0, "s", 1e-4), "0 s");
  assert.equal(valueText(0, "s", -1e-4), "0 s … 100 µs");
  assert.equal(valueText(40, "s", 0.02), "40 s");
  assert.equal(valueText(Infinity, "s", -1e-4), "never");
  assert.equal(valueText(NaN, "s", 1e-4), "unknown");
  assert.equal(cellText({ n: 5, censored: 0, mean: 480e-6, high: 536e-6, grid: 1e-4 }, "s"), "380 µs … 480 ± 56 µs");
});

test("labels keep their order and a gap, and stay between top and bottom", () => {
  assert.deepEqual(spread([50, 10, 52], 0, 100, 14), [50, 10, 64]);
  assert.deepEqual(spread([99, 99, 99], 0, 100, 14), [72, 86, 100]);
  const many = spread(Array(20).fill(0), 0, 100, 14);
  assert.ok(many.every((at, i) => at >= -1e-9 && at <= 100 && (i === 0 || at > many[i - 1])));
});

test("what is not judged is no part of a tie", () => {
  const cells = (...standings) => ({ cells: standings.map((standing) => ({ standing })) });
  assert.equal(isEqual(cells("", "best", "best")), true);
  assert.equal(isEqual(cells("", "best", "worst")), false);
  assert.equal(isEqual(cells("", "best")), false);
  assert.equal(isEqual(cells("best", "level")), false);
  assert.equal(isLevel(cells("best", "level", "")), true);
  assert.equal(isLevel(cells("best", "level", "worst")), false);
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
        point("a", ["n", "2", 2], ["w", "x", null]), // the same but for what has no name: a variant
      ],
    }),
  );
  assert.deepEqual(numericParameters(points), ["n"]);
  assert.deepEqual(pointsAlong(points, points[0], "n").map(({ index }) => index), [1, 0]);
});

test("ranges are how many are left out and how many follow", () => {
  assert.deepEqual(fromRanges([1, 1, 1, 2]), [1, 3, 4]);
  assert.deepEqual(fromRanges([0, 3]), [0, 1, 2]);
  assert.deepEqual(fromRanges([]), []);
});

test("times are counted up to and with the given one", () => {
  assert.deepEqual([0, 1, 2, 5, 9].map((t) => countUntil([1, 2, 2, 7], t)), [0, 1, 3, 3, 4]);
});

const CLOUD = {
  datacenters: 1, racks: 2, hosts: 1, tenants: ["shop"],
  name: ["a", "b", "c"], tenant: [0, 0, 0], host: [0, 1, 1], address: ["10.0.0.2", "10.0.0.3", "10.0.0.4"], later: [2, 1],
};
const RECORDING = {
  duration: 1000,
  attacks: [{ label: "guest-user", attempts: 9, delivered: 2, cut: 500 }, { label: "guest-root", attempts: 1, delivered: 1, cut: null }],
  attempts: { t: [100, 250, 0], attack: [0, 0, 1], from: [0, 0, 0], to: [1, 2, 1], outcome: "012" },
  falls: [[90, 0, 0, null], [350, 1, 1, 0], [400, 0, 1, 0]],
  changes: [{ at: 10, acked: 20, tenant: 0, added: [[0, 2, 15]], removed: [[0, 1, null]], came: [2], went: [] }, { at: 600, acked: null, tenant: 0, added: [], removed: [], came: [], went: [2] }],
  reach: [{ capability: "guest-user", sets: [[0, 3], [1, 1]], of: [0, 1, 0] }],
  rules: { texts: ["x", "y", "z"], lists: [["here", [0, 1, 1, 1]], ["there", [1, 1]]], of: [[0], [0, 1], []] },
};
const replayOf = (recordings) => readReplay({ head: { why: "", point: 0, seed: "1", run: 0, left: [] }, cloud: CLOUD, recordings });
const recordingOf = (json = RECORDING) => {
  const { cloud, recordings } = replayOf([[0, json]]);
  return new Recording(cloud, recordings[0].json);
};

test("a recording knows its state at a time", () => {
  const recording = recordingOf();
  assert.deepEqual([89, 90, 399, 400].map((t) => recording.compromisedBy(0, t)), [0, 1, 1, 2]);
  assert.deepEqual([349, 350].map((t) => recording.compromisedBy(1, t)), [0, 1]);
  assert.deepEqual(recording.fallenTimes, [90, 350]); // each VM once
  assert.deepEqual([9, 10, 15, 1000].map((t) => recording.linksAt(t)), [
    { effective: 0, submitted: 0 }, { effective: 0, submitted: 2 }, { effective: 1, submitted: 2 }, { effective: 1, submitted: 2 },
  ]);
  assert.deepEqual([9, 10, 599, 600].map((t) => recording.isThere(2, t)), [false, true, true, false]);
  assert.deepEqual(recording.events, [10, 15, 90, 350, 400, 600]);
});

test("attempts after the recording was cut are known to be more, and all of them at the end", () => {
  const recording = recordingOf();
  assert.deepEqual(recording.attemptsOf(0, 349), { count: 1, isMore: false });
  assert.deepEqual(recording.attemptsOf(0, 500), { count: 2, isMore: true });
  assert.deepEqual(recording.attemptsOf(0, 1000), { count: 9, isMore: false });
  assert.deepEqual(recording.attemptsOf(1, 999), { count: 1, isMore: false });
});

test("a VM has its rules by place, and who reaches it without itself", () => {
  const recording = recordingOf();
  assert.deepEqual(recording.rulesOf(1), [{ place: "here", texts: ["x", "z"] }, { place: "there", texts: ["y"] }]);
  assert.deepEqual(recording.reachersOf(0, 0), [1, 2]);
  assert.deepEqual(recording.reachersOf(1, 0), []);
});

test("recordings come in the report's order of designs", () => {
  assert.deepEqual(replayOf([[2, {}], [0, {}]]).recordings.map(({ design }) => design), [0, 2]);
  assert.equal(readReplay(null), null);
});

test("every VM is drawn inside its host, apart from the others, for any shape of the area", () => {
  const vms = Array.from({ length: 300 }, (_, i) => ({ host: i % 7 }));
  const cloud = { datacenters: 2, racks: 3, hosts: 2, vms };
  for (const area of [{ width: 1200, height: 200 }, { width: 300, height: 900 }]) {
    const layout = layoutOf(cloud, area);
    assert.equal(layout.hosts.length, 12);
    const places = new Set();
    vms.forEach(({ host }, vm) => {
      const { x, y, width, height } = layout.hosts[host];
      const [left, top] = [layout.x[vm] - layout.cell / 2, layout.y[vm] - layout.cell / 2];
      assert.ok(left >= x && top >= y && left + layout.cell <= x + width && top + layout.cell <= y + height);
      places.add(`${left},${top}`);
    });
    assert.equal(places.size, vms.length);
    for (const { x, y, width, height } of layout.hosts) {
      assert.ok(x >= 0 && y >= 0 && x + width <= layout.width && y + height <= layout.height);
    }
  }
});
