// SPDX-License-Identifier: GPL-2.0-only
//
// One measure against a swept parameter: a line per design, interval bars at its points.

import { marker } from "./design-style.js";
import { svg } from "./dom.js";
import { parameterOf, pointsAlong } from "./data.js";
import { cellText, human } from "./format.js";
import { labelMargin, labelsLines, lineLabels } from "./line-labels.js";
import { plot, scaleOver, spansDecades } from "./plot-frame.js";
import { showTooltip } from "./tooltip.js";

/** For each design its cells along the parameter. */
function linesOf(report, points, parameter, measure) {
  return report.designs.map((_, design) =>
    points.flatMap((point) => {
      const row = point.rows.find((candidate) => candidate.measure === measure);
      const cell = row?.cells.find((candidate) => candidate.design === design);
      return cell ? [{ value: parameterOf(point, parameter).number, cell }] : [];
    }),
  );
}

export function parameterPlot(report, point, parameter, measure, width) {
  const points = pointsAlong(report.points, point, parameter);
  const lines = linesOf(report, points, parameter, measure);
  const cells = lines.flat();
  const xs = points.map((candidate) => parameterOf(candidate, parameter).number);
  const means = cells.map(({ cell }) => cell.mean).filter((mean) => mean !== 0);
  const logX = spansDecades(xs, 10);
  const logY = spansDecades(means);
  const ends = cells.flatMap(({ cell }) => [cell.mean, cell.low ?? cell.mean, cell.high ?? cell.mean]);
  const names = lines.flatMap((line, design) => (line.length ? [report.designs[design]] : []));
  const labelled = labelsLines(names.length, width);
  const chosen = parameterOf(point, parameter).number;
  const draw = ({ x, y, layer, bottom, top }) => {
    const height = (value) => (logY && value <= 0 ? bottom : Math.min(y(value), bottom));
    layer.append(svg("line", { class: "chosen", x1: x(chosen), x2: x(chosen), y1: top, y2: bottom }));
    lines.forEach((line, design) => {
      const style = report.styles[design];
      const drawn = line.filter(({ cell }) => Number.isFinite(cell.mean));
      const shift = (design - (report.designs.length - 1) / 2) * 3; // interval bars side by side
      layer.append(
        svg("path", {
          d: drawn.map(({ value, cell }, i) => `${i ? "L" : "M"}${x(value) + shift},${height(cell.mean)}`).join(""),
          fill: "none",
          stroke: style.colour,
          "stroke-width": 2,
          "stroke-dasharray": style.dash.join(" "),
        }),
      );
      for (const { value, cell } of drawn) {
        const at = x(value) + shift;
        if (cell.low != null && cell.low !== cell.high) {
          const [low, high] = [height(cell.low), height(cell.high)];
          layer.append(svg("path", { d: `M${at},${low}V${high}M${at - 4},${low}h8M${at - 4},${high}h8`, stroke: style.colour, "stroke-width": 1.3, fill: "none" }));
        }
        layer.append(marker(style, at, height(cell.mean), 50));
      }
    });
    if (labelled) {
      const reached = lines.map((line) => line.filter(({ cell }) => Number.isFinite(cell.mean)).at(-1));
      const ends = reached.flatMap((end, design) => (end ? [{ design, y: height(end.cell.mean) }] : []));
      layer.append(...lineLabels(report, ends, { x: x.range()[1], width, top, bottom }));
    }
  };
  const onMove = (event, at) => {
    const distance = (value) => Math.abs(logX ? Math.log(value / at) : value - at);
    const nearest = xs.reduce((best, value) => (distance(value) < distance(best) ? value : best));
    showTooltip(
      event,
      `${parameter} = ${human(nearest, "")}`,
      lines.flatMap((line, design) => {
        const found = line.find(({ value }) => value === nearest);
        return found ? [`${report.designs[design]}: ${cellText(found.cell, measure.unit)}, n = ${found.cell.n}`] : [];
      }),
    );
  };
  const margin = { right: labelled ? labelMargin(names, width) : 26 };
  return plot({
    width,
    height: 330,
    margin,
    x: (range) => {
      const scale = scaleOver(xs, range, logX);
      return logX ? scale.domain([Math.min(...xs) / 1.15, Math.max(...xs) * 1.15]) : scale;
    },
    y: (range) => scaleOver(ends, range, logY),
    xLabel: `${parameter}${logX ? ", log scale" : ""}`,
    yLabel: `${measure.name}${logY ? ", log scale" : ""}`,
    xUnit: "",
    yUnit: measure.unit,
    label: `${measure.name} against ${parameter} by design`,
    draw,
    onMove,
  });
}

/** In how many of the points along the parameter a value was never reached, by design. */
export function neverNote(report, point, parameter, measure) {
  const lines = linesOf(report, pointsAlong(report.points, point, parameter), parameter, measure);
  return lines.flatMap((line, design) => {
    const never = line.filter(({ cell }) => !Number.isFinite(cell.mean)).length;
    return never ? [`${report.designs[design]}: not reached at ${never} of ${line.length} points`] : [];
  });
}
