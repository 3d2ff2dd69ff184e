// SPDX-License-Identifier: GPL-2.0-only
//
// Puts the report together; again for each point that the reader chooses, and for a new width.

import { numericParameters, parameterOf, pointsAlong, readReport } from "./data.js";
import { designChoice, shownPoint } from "./design-choice.js";
import { legend } from "./design-style.js";
import { byId, choice, element } from "./dom.js";
import { labelsLines } from "./line-labels.js";
import { designsPlot } from "./plot-designs.js";
import { distributionPlot, timePlot } from "./plot-curves.js";
import { figure } from "./plot-frame.js";
import { neverNote, parameterPlot } from "./plot-parameter.js";
import { readReplay } from "./replay-data.js";
import { ReplayPlayer } from "./replay.js";
import { numbersTable, runsTable, scorecard } from "./tables.js";
import { winnersTable } from "./winners.js";

const whole = readReport(byId("data").textContent);
let report = whole; // without the designs that are hidden
const state = { point: whole.points.length - 1, measure: null, parameter: null, any: null, hidden: new Set() };

const question = (designs) =>
  `Which of ${designs.length === 1 ? "this design" : `these ${designs.length} designs`} should carry these networks: what does it cost to configure, how long does a change take to be obeyed, and what does an attacker reach?`;

/** A paragraph for each question with its findings, then what limits them. */
function answerParts({ findings, limits }) {
  const questions = [...new Set(findings.map(([name]) => name))];
  const paragraph = (heading, text) => element("p", {}, element("b", {}, `${heading}.`), ` ${text}`);
  return [
    ...questions.map((name) =>
      paragraph(`${name[0].toUpperCase()}${name.slice(1)}`, findings.filter(([of]) => of === name).map(([, sentence]) => sentence).join(" ")),
    ),
    paragraph("To keep in mind", limits.join(" ")),
  ];
}

function columnWidth(columns) {
  const style = getComputedStyle(byId("plots"));
  const width = byId("plots").clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  const gap = 24;
  return Math.floor((width - gap * (columns - 1)) / columns);
}

/** How many figures stand side by side. */
function columnsFor(least) {
  return Math.max(1, Math.floor((byId("plots").clientWidth + 24) / (least + 24)));
}

function isAllZero(row) {
  return row.cells.every(({ mean }) => mean === 0);
}

function group(heading, figures) {
  return figures.length ? [element("h3", {}, heading), element("div", { class: "figures" }, figures)] : [];
}

/** Distributions of changes' times, or the others, each with what is known of its metric. */
function distributionFigures(point, ofChanges, width) {
  return point.distributions
    .map((entry) => ({ ...entry, row: point.rows.find(({ measure }) => measure.name === `${entry.metric} p50`) }))
    .filter(({ metric }) => metric.startsWith("reconfig.") === ofChanges)
    .map((entry) => distributionPlot(report, entry, width));
}

function measureNames(point) {
  return point.rows.map(({ measure }) => measure.name);
}

function headlineFigures(point) {
  const columns = Math.min(3, columnsFor(330));
  const rows = point.rows.filter((row) => row.measure.headline && !isAllZero(row));
  return rows.map((row) => designsPlot(report, row, columnWidth(columns)));
}

/** One measure that the reader chooses. */
function anyFigure(point) {
  const names = measureNames(point);
  const width = columnWidth(Math.min(2, columnsFor(420)));
  const chosen = Math.max(0, names.indexOf(state.any ?? "config.rules"));
  const pick = choice("measure", names, chosen, (i) => {
    state.any = names[i];
    showPlots();
  });
  return element("div", {}, element("div", { class: "controls" }, pick), designsPlot(report, point.rows[chosen], width));
}

/** A measure against a parameter, both of the reader's choice. */
function parameterFigure(point) {
  const parameters = numericParameters(report.points).filter(
    (name) => parameterOf(point, name)?.number != null && pointsAlong(report.points, point, name).length > 1,
  );
  if (parameters.length === 0 || point.rows.length === 0) {
    return [];
  }
  const names = measureNames(point);
  const parameter = parameters.includes(state.parameter) ? state.parameter : parameters[0];
  const chosen = Math.max(0, names.indexOf(state.measure ?? "config.rules"));
  const { measure } = point.rows[chosen];
  const controls = element(
    "div",
    { class: "controls" },
    choice("measure", names, chosen, (i) => {
      state.measure = names[i];
      showPlots();
    }),
    choice("against", parameters, parameters.indexOf(parameter), (i) => {
      state.parameter = parameters[i];
      showPlots();
    }),
  );
  const others = point.parameters.filter(({ name }) => name !== parameter).map(({ name, text }) => `${name} = ${text}`);
  const note = ["mean with its 95 % interval", ...others, ...neverNote(report, point, parameter, measure)].join("; ");
  const designs = point.runs.map(([design]) => design);
  const width = columnWidth(1);
  return [
    element(
      "div",
      { class: "wide" },
      element("div", { class: "scroll" }, winnersTable(report, point, parameter)),
      controls,
      figure(width, `${measure.name} against ${parameter}`, note, labelsLines(designs.length, width) ? null : element("p", { class: "keys" }, legend(report, designs)), parameterPlot(report, point, parameter, measure, width)),
    ),
  ];
}

function showPlots() {
  const point = report.points[state.point];
  const wide = columnWidth(Math.min(2, columnsFor(420)));
  byId("plots").replaceChildren(
    ...group("How it grows", parameterFigure(point)),
    ...group("Headline measures by design", headlineFigures(point)),
    ...group("How long changes take", distributionFigures(point, true, wide)),
    ...group("How other values are distributed", distributionFigures(point, false, wide)),
    ...group("What an attacker gets", point.series.map((entry) => timePlot(report, entry, wide))),
    ...group("Any measure by design", point.rows.length ? [anyFigure(point)] : []),
  );
}

function showScenario(point) {
  const first = report.points.find((candidate) => candidate.title === point.title && candidate.scenario != null);
  const text = point.scenario ?? first?.scenario;
  const note =
    point.scenario != null
      ? "The resolved scenario of this point, as its first run had it:"
      : `The text of this point is in the store; it differs from this one (${first?.label}) in what was swept:`;
  byId("scenario").replaceChildren(
    ...(text == null ? [element("p", {}, "The scenario's text is in the store.")] : [element("p", {}, note), element("pre", { tabindex: "0" }, text)]),
  );
}

function show() {
  const point = report.points[state.point];
  const designs = point.runs.map(([design]) => design);
  document.title = point.title || "vnlab report";
  byId("title").textContent = point.title || "(no title)";
  byId("question").textContent = question(designs);
  byId("lead").textContent = point.answer.lead;
  byId("answer").replaceChildren(...answerParts(point.answer));
  byId("scorecard").replaceChildren(...scorecard(report, point));
  showChoiceOfDesigns();
  byId("numbers").replaceChildren(...numbersTable(report, point));
  byId("runs").replaceChildren(...runsTable(report, point));
  showScenario(point);
  showPlots();
}

/** The legend; in a report of one design nothing is chosen. */
function showChoiceOfDesigns() {
  const designs = whole.points[state.point].runs.map(([design]) => design);
  const choose = () => {
    report = { ...whole, points: whole.points.map((point) => shownPoint(point, state.hidden)) };
    show();
  };
  byId("legend").replaceChildren(...(designs.length > 1 ? designChoice(whole, designs, state.hidden, choose) : legend(whole, designs)));
}

function showChoiceOfPoint() {
  if (report.points.length < 2) {
    return;
  }
  const labels = report.points.map(({ label }) => label);
  byId("where").replaceChildren(
    choice("at", labels, state.point, (i) => {
      state.point = i;
      show();
    }),
    element("span", {}, `one of ${labels.length} points`),
  );
  byId("where").hidden = false;
}

/** The replay, or why there is none. It shows one run, whatever point is chosen. */
function showReplay() {
  const replay = readReplay(report.replay);
  const part = byId("replay");
  if (!replay) {
    part.replaceChildren(element("p", {}, "This report has no replay."));
    return null;
  }
  const left = replay.left.map(([design, why]) => element("p", { class: "hint" }, `Not shown: ${report.designs[design]}. ${why[0].toUpperCase()}${why.slice(1)}.`));
  if (replay.why) {
    part.replaceChildren(element("p", {}, `There is no replay: ${replay.why}.`), ...left);
    return null;
  }
  const { label } = report.points[replay.point];
  const where = report.points.length > 1 ? ` at ${label}` : "";
  const player = new ReplayPlayer(report, replay);
  part.replaceChildren(element("p", { class: "hint" }, `One run${where} as it happened: seed ${replay.seed}, run ${replay.run}.`), ...left, player.node);
  player.resize();
  return player;
}

for (const form of ["where", "legend"]) {
  byId(form).addEventListener("submit", (event) => event.preventDefault());
}
showChoiceOfPoint();
show();
const player = showReplay();
let shownWidth = window.innerWidth;
window.addEventListener("resize", () => {
  if (window.innerWidth !== shownWidth) {
    shownWidth = window.innerWidth;
    showPlots();
    player?.resize();
  }
});
