// SPDX-License-Identifier: GPL-2.0-only
//
// The tables of a point: the score card of headline measures, and all numbers.

import { isEqual, isLevel } from "./data.js";
import { swatch } from "./design-style.js";
import { choice, element } from "./dom.js";
import { cellText, human, rangeText, ratioText } from "./format.js";
import { SortableTable } from "./sortable-table.js";

const MARKS = { best: "★ ", level: "★ ", worst: "▼ ", unclear: "≈ " };
const VERDICTS = { best: "best", level: "level with the best", worse: "worse", worst: "worst", unclear: "not significant", "": "" };

function standingOf(row, cell) {
  return isLevel(row) ? "" : (cell?.standing ?? "");
}

const MOST_COLUMNS = 5; // designs as columns; more are rows, as in the terminal's table
const NOTE = "★ best, or level with that in three digits, ▼ worst, ≈ no significant difference from the best (paired, 95 %); mean ± half-width of the 95 % interval, without ± where all runs agree";

const cellOf = (row, design) => row.cells.find((cell) => cell.design === design);
const designName = (report, design) => element("span", {}, swatch(report.styles[design]), report.designs[design]);
/** A metric's name, which may break behind its dots and underscores. */
const breakable = (name) => name.split(/(?<=[._])/).flatMap((part, i) => (i ? [element("wbr"), part] : [part]));
const measureName = ({ measure }) => element("span", { title: measure.definition }, measure.headline, element("span", { class: "metric" }, breakable(measure.name)));

/** A column of values: of one design in rows of measures, or of one measure in rows of designs. */
function valueColumn(heading, place) {
  return {
    heading,
    numeric: true,
    text: (at) => {
      const { row, design } = place(at);
      const cell = cellOf(row, design);
      return cell ? `${MARKS[standingOf(row, cell)] ?? ""}${cellText(cell, row.measure.unit)}` : row.absence(design);
    },
    className: (at) => standingOf(place(at).row, cellOf(place(at).row, place(at).design)),
    key: (at) => cellOf(place(at).row, place(at).design)?.mean,
  };
}

function tableOfMeasures(report, designs, rows) {
  const columns = [
    { heading: "headline measure", cell: measureName, key: (row) => row.measure.order },
    ...designs.map((design) => valueColumn(designName(report, design), (row) => ({ row, design }))),
  ];
  return new SortableTable(NOTE, columns, rows).node;
}

function tableOfDesigns(report, designs, rows, note) {
  const columns = [
    { heading: "design", cell: (design) => designName(report, design), key: (design) => designs.indexOf(design) },
    ...rows.map((row) => valueColumn(measureName(row), (design) => ({ row, design }))),
  ];
  return new SortableTable(note, columns, designs).node;
}

/** Headline measures by design; what is best or worst is marked, by a sign and a tint. */
export function scorecard(report, point) {
  const designs = point.runs.map(([design]) => design);
  const rows = point.rows.filter((row) => row.measure.headline);
  if (designs.length <= MOST_COLUMNS) {
    return [element("div", { class: "scroll" }, tableOfMeasures(report, designs, rows))];
  }
  const questions = [...new Set(rows.map(({ measure }) => measure.question))];
  return questions.flatMap((question, i) => [
    element("h3", {}, question),
    element("div", { class: "scroll by-design" }, tableOfDesigns(report, designs, rows.filter(({ measure }) => measure.question === question), i === questions.length - 1 ? NOTE : "")),
  ]);
}

function intervalText({ low, high }, unit) {
  return low == null ? "–" : low === high ? "all runs agree" : rangeText(low, high, unit);
}

/** Against the best: a ratio with its interval where there is one, else a difference. */
function againstBest({ toBest }, unit) {
  if (toBest?.kind !== "difference") {
    return toBest ? ratioText(toBest.value) : "";
  }
  const [mean, low, high] = toBest.value;
  const points = unit === "fraction" ? " points" : "";
  const text = low == null || low === high ? (mean > 0 ? "+" : "") + human(mean, unit) : rangeText(low, high, unit, "+");
  return points ? text.replace(" %", points) : text;
}

function flatRows(point) {
  return point.rows.flatMap((row) =>
    row.cells.map((cell) => ({
      measure: row.measure,
      cell,
      verdict: isEqual(row) ? "equal" : isLevel(row) ? "level" : VERDICTS[cell.standing],
      standing: standingOf(row, cell),
    })),
  );
}

export function numbersTable(report, point) {
  const columns = [
    { heading: "measure", cell: ({ measure }) => element("span", { title: measure.definition }, measure.name), key: ({ measure }) => measure.name },
    {
      heading: "design",
      cell: ({ cell }) => element("span", { class: "key" }, swatch(report.styles[cell.design]), report.designs[cell.design]),
      key: ({ cell }) => cell.design,
    },
    { heading: "mean", numeric: true, text: ({ measure, cell }) => cellText(cell, measure.unit), key: ({ cell }) => cell.mean },
    { heading: "95 % interval", numeric: true, text: ({ measure, cell }) => intervalText(cell, measure.unit), key: ({ cell }) => cell.low },
    { heading: "n", numeric: true, text: ({ cell }) => human(cell.n, ""), key: ({ cell }) => cell.n },
    { heading: "against the best", numeric: true, text: ({ measure, cell, verdict }) => (verdict === "equal" || verdict === "level" ? "" : againstBest(cell, measure.unit)), key: ({ cell }) => cell.toBest?.value[0] },
    { heading: "verdict", text: ({ verdict }) => verdict, className: ({ standing }) => standing, key: ({ verdict }) => verdict },
  ];
  const table = new SortableTable("Click a heading to sort; units are in the cells", columns, flatRows(point));
  const questions = [...new Set(point.rows.map(({ measure }) => measure.question))];
  const state = { words: "", question: 0, design: 0 };
  const count = element("span", { class: "count", role: "status" });
  const apply = () => {
    const words = state.words.toLowerCase().split(/\s+/).filter(Boolean);
    table.filter(({ measure, cell, verdict }) => {
      const text = [measure.name, measure.question, report.designs[cell.design], verdict].join(" ").toLowerCase();
      return (
        (!state.question || measure.question === questions[state.question - 1]) &&
        (!state.design || cell.design === state.design - 1) &&
        words.every((word) => text.includes(word))
      );
    });
    count.textContent = `${table.shown} of ${table.rows.length} rows`;
  };
  const set = (key) => (value) => {
    state[key] = value;
    apply();
  };
  const search = element("input", { type: "search", oninput: (event) => set("words")(event.target.value) });
  const controls = element(
    "div",
    { class: "controls" },
    element("label", {}, element("span", {}, "contains"), search),
    choice("question", ["all", ...questions], 0, set("question")),
    choice("design", ["all", ...report.designs], 0, set("design")),
    count,
  );
  apply();
  return [controls, element("div", { class: "scroll tall", tabindex: "0" }, table.node)];
}

export function runsTable(report, point) {
  const counts = point.runs.map(([design, through, failed]) => `${report.designs[design]}: ${through} went through${failed ? `, ${failed} failed` : ""}`);
  const versions = report.versions.map(([vnlab, ns3, runs]) => `vnlab ${vnlab} with ns-3 ${ns3}: ${human(runs, "")} runs`);
  const listed = (items) => element("ul", {}, items.map((item) => element("li", {}, item)));
  const failed = report.points.reduce((sum, { runs }) => sum + runs.reduce((total, [, , count]) => total + count, 0), 0);
  const failures = report.points.flatMap((at) => at.failures.map(([design, seed, run, error]) => ({ at, design, seed, run, error })));
  const columns = [
    { heading: "design", text: ({ design }) => report.designs[design], key: ({ design }) => design },
    { heading: "point", text: ({ at }) => at.label, key: ({ at }) => at.index },
    { heading: "seed", numeric: true, text: ({ seed }) => seed, key: ({ seed }) => +seed },
    { heading: "run", numeric: true, text: ({ run }) => String(run), key: ({ run }) => run },
    { heading: "why it failed", cell: ({ error }) => element("pre", {}, error), key: ({ error }) => error },
  ];
  return [
    listed(counts),
    listed(versions),
    failed === 0
      ? element("p", {}, "No run failed.")
      : element("div", { class: "scroll" }, new SortableTable(`${human(failed, "")} runs failed and are in no mean; ${human(failures.length, "")} are listed`, columns, failures).node),
  ];
}
