// SPDX-License-Identifier: GPL-2.0-only
//
// Curves by design: how a distribution grows, and how a mean goes over time.

import { legend, marker } from "./design-style.js";
import { element, svg } from "./dom.js";
import { human, valueText } from "./format.js";
import { labelMargin, labelsLines, lineLabels } from "./line-labels.js";
import { figure, plot, scaleAround, scaleOver, spansDecades } from "./plot-frame.js";
import { showTooltip } from "./tooltip.js";

const HEIGHT = 300;

function line(style, d) {
  return svg("path", { d, fill: "none", stroke: style.colour, "stroke-width": 2, "stroke-dasharray": style.dash.join(" ") });
}

/** Markers along a staircase, at other places for each design, so that grey lines differ too. */
function markers(style, corners, design) {
  const each = Math.max(1, Math.floor(corners.length / 5));
  return corners.filter((_, i) => i % each === Math.min(design, each - 1)).map(([x, y]) => marker(style, x, y, 45));
}

const staircase = (corners) => corners.map(([x, y], i) => (i ? `H${x}V${y}` : `M${x},${y}`)).join("");

/** The last position whose x is not beyond `at`, or -1. */
function positionAt(xs, at) {
  let [low, high] = [0, xs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    xs[middle] <= at ? (low = middle + 1) : (high = middle);
  }
  return low - 1;
}

const SAMPLES = {
  "reconfig.effective": ["Added links: time until packets pass", "links that pass"],
  "reconfig.leak": ["Removed links: time until none passes", "links that are cut"],
};

/** The median, as tables have it: between two values where half of the links are there at the first. */
function medianOf({ x, y }) {
  const half = y.findIndex((part) => part >= 0.5);
  return half >= 0 && y[half] === 0.5 ? (x[half] + (x[half + 1] ?? Infinity)) / 2 : (x[half] ?? Infinity);
}

function halfText(curve, row) {
  const median = medianOf(curve);
  const unit = row?.measure.unit ?? "";
  const grid = row?.cells.find(({ design }) => design === curve.design)?.grid ?? 0;
  const word = unit === "s" ? "half by" : "median";
  return [
    Number.isFinite(median) ? `${word} ${valueText(median, unit, grid)}` : "",
    curve.never ? `${human(curve.never, "")} of ${human(curve.n, "")} never` : "",
  ].filter(Boolean).join(", ");
}

/** What the values are, how many there are, and what a curve below 100 % means. */
function noteOf(curves, row) {
  const definition = row?.measure.definition.replace(/^.*?: /, "") ?? ""; // without "median of the run's values: "
  const counts = [...new Set(curves.map(({ n }) => n))].sort((a, b) => a - b).map((n) => human(n, ""));
  const many = counts.length > 1 ? `${counts[0]} to ${counts[counts.length - 1]}` : counts[0];
  const never = curves.some((curve) => curve.never) ? "what was never reached keeps a curve below 100 %" : "";
  return [definition, `n = ${many} under each design`, never].filter(Boolean).join("; ");
}

/** `row`: of the metric's median, which knows its unit, definition and grid; none of what is unknown. */
export function distributionPlot(report, { metric, curves, row }, width) {
  const [heading, yLabel] = SAMPLES[metric] ?? [metric, "part of all values"];
  const unit = row?.measure.unit ?? "";
  const isChange = metric.startsWith("reconfig.");
  const all = curves.flatMap(({ x }) => x.filter((value) => value > 0));
  const never = curves.filter((curve) => curve.x.length === 0).map((curve) => report.designs[curve.design]);
  const entries = legend(report, curves.map(({ design }) => design), (design) => `: ${halfText(curves.find((curve) => curve.design === design), row)}`);
  const note = noteOf(curves, row);
  if (all.length === 0) {
    return figure(width, heading, note, element("p", { class: "keys" }, entries), element("p", {}, `Nothing was reached in time under ${never.join(", ")}.`));
  }
  const labelled = labelsLines(curves.length, width);
  const names = curves.map(({ design }) => report.designs[design]);
  const draw = ({ x, y, layer, top, bottom }) => {
    const [left, right] = x.range();
    for (const curve of curves) {
      const style = report.styles[curve.design];
      const corners = curve.x.map((value, i) => [value > 0 ? x(value) : left, y(curve.y[i])]);
      const start = corners.length ? corners[0][0] : left;
      layer.append(line(style, staircase([[start, y(0)], ...corners]) + `H${right}`), ...markers(style, corners.length ? corners : [[left + 8, y(0)]], curve.design));
    }
    if (labelled) {
      const ends = curves.map(({ design, y: parts }) => ({ design, y: y(parts[parts.length - 1] ?? 0) }));
      layer.append(...lineLabels(report, ends, { x: right, width, top, bottom }));
    }
  };
  const onMove = (event, at) =>
    showTooltip(event, `${unit === "s" ? "after" : "up to"} ${human(at, unit)}`, curves.map((curve) => {
      const i = positionAt(curve.x, at);
      return `${report.designs[curve.design]}: ${human(i < 0 ? 0 : curve.y[i], "fraction")}`;
    }));
  return figure(
    width,
    heading,
    note,
    labelled ? null : element("p", { class: "keys" }, entries),
    plot({
      width,
      height: HEIGHT,
      margin: labelled ? { right: labelMargin(names, width) } : {},
      x: (range) => scaleAround(all, range),
      y: (range) => scaleOver([0, 1], range, false),
      xLabel: `${isChange ? "time since the change was submitted" : metric}${scaleAround(all, [0, 1]).base ? ", log scale" : ""}`,
      yLabel,
      xUnit: unit,
      yUnit: "fraction",
      label: `${metric}: distribution by design`,
      draw,
      onMove,
    }),
  );
}

export function timePlot(report, { metric, curves }, width) {
  const attack = metric.replace(/^exposure\.compromised\./, "");
  const isAttack = attack !== metric;
  const heading = isAttack ? `Compromised VMs over time, attacker: ${attack}` : `${metric} over time`;
  const drawn = curves.filter(({ t }) => t.length > 0);
  const ends = drawn.flatMap(({ t }) => [t[0], t[t.length - 1]]);
  const [first, last] = [Math.min(...ends), Math.max(...ends)];
  const values = drawn.flatMap(({ mean, high }) => [...mean, ...high]);
  const logarithmic = spansDecades(values.filter((value) => value !== 0));
  const least = Math.min(...values.filter((value) => value > 0));
  const labelled = labelsLines(drawn.length, width);
  const names = drawn.map(({ design }) => report.designs[design]);
  const draw = ({ x, y, layer, top, bottom }) => {
    const height = (value) => (logarithmic && value <= 0 ? bottom : Math.min(y(value), bottom));
    const corners = (curve, key) => [...curve.t.map((time, i) => [x(time), height(curve[key][i])]), [x(last), height(curve[key][curve.t.length - 1])]];
    for (const curve of drawn) {
      const high = corners(curve, "high");
      const low = corners(curve, "low").reverse();
      const back = low.map(([px, py], i) => (i ? `V${py}H${px}` : `L${px},${py}`)).join("");
      layer.append(svg("path", { d: `${staircase(high)}${back}Z`, fill: report.styles[curve.design].colour, "fill-opacity": 0.16 }));
    }
    for (const curve of drawn) {
      const style = report.styles[curve.design];
      layer.append(line(style, staircase(corners(curve, "mean"))), ...markers(style, corners(curve, "mean"), curve.design));
    }
    if (labelled) {
      const ends = drawn.map((curve) => ({ design: curve.design, y: height(curve.mean[curve.mean.length - 1]) }));
      layer.append(...lineLabels(report, ends, { x: x.range()[1], width, top, bottom }));
    }
  };
  const text = (curve, i) => {
    const half = curve.high[i] - curve.mean[i];
    return human(curve.mean[i], "", half > 0 ? half : 0);
  };
  const onMove = (event, at) =>
    showTooltip(event, `at ${human(at, "s")}`, drawn.map((curve) => {
      const i = positionAt(curve.t, at);
      return `${report.designs[curve.design]}: ${i < 0 ? "0" : text(curve, i)}`;
    }));
  const entries = legend(report, drawn.map(({ design }) => design), (design) => {
    const curve = drawn.find((candidate) => candidate.design === design);
    return `: ${text(curve, curve.t.length - 1)} at the end`;
  });
  return figure(
    width,
    heading,
    drawn.every(({ n }) => n === 1) ? "one run" : `mean over n = ${[...new Set(drawn.map(({ n }) => n))].join(", ")} runs with its 95 % interval as a band`,
    labelled ? null : element("p", { class: "keys" }, entries),
    plot({
      width,
      height: HEIGHT,
      margin: labelled ? { right: labelMargin(names, width) } : {},
      x: (range) => scaleOver([first, last], range, false).domain([first, last > first ? last : first + 1]),
      y: (range) => {
        const scale = scaleOver(values, range, logarithmic);
        return logarithmic ? scale.domain([Math.min(least, 1) * 0.8, scale.domain()[1]]) : scale;
      },
      xLabel: "time since the networks were deployed (s)",
      yLabel: `${isAttack ? "compromised VMs" : metric}${logarithmic ? ", log scale" : ""}`,
      xUnit: "plain-s",
      yUnit: "",
      label: heading,
      draw,
      onMove,
    }),
  );
}
