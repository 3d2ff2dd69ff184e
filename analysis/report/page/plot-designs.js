// SPDX-License-Identifier: GPL-2.0-only
//
// One measure by design: a row per design, its mean and interval, its value beside it.

import { scaleLinear } from "d3-scale";
import { marker } from "./design-style.js";
import { svg } from "./dom.js";
import { cellText, shortened } from "./format.js";
import { figure, plot, scaleOver, spansDecades } from "./plot-frame.js";
import { hideTooltip, showTooltip } from "./tooltip.js";

const ROW = 26;
const CHARACTER = 6.8;

/** Values that are no place on the axis: never reached, unknown, or zero on a logarithmic one. */
function place(x, value, logarithmic) {
  if (!Number.isFinite(value)) {
    return null;
  }
  return logarithmic && value <= 0 ? x.range()[0] : x(value);
}

export function designsPlot(report, row, width) {
  const unit = row.measure.unit;
  const ends = row.cells.flatMap(({ mean, low, high }) => [mean, low ?? mean, high ?? mean]);
  const logarithmic = spansDecades(row.cells.map(({ mean }) => mean).filter((mean) => mean !== 0));
  const height = 64 + ROW * row.cells.length;
  const longest = Math.max(...row.cells.map(({ design }) => report.designs[design].length));
  const left = Math.min(24 + 6.6 * longest, width * 0.42);
  const texts = row.cells.map((cell) => cellText(cell, unit));
  const right = Math.min(24 + CHARACTER * Math.max(...texts.map(({ length }) => length)), width * 0.38);
  // A text that has no room at the right is without its interval, which is drawn, and in the tooltip.
  const fitted = (cell, text) => (CHARACTER * text.length > right - 12 ? cellText({ ...cell, high: null }, unit) : text);
  const draw = ({ x, layer, top }) => {
    row.cells.forEach((cell, i) => {
      const style = report.styles[cell.design];
      const y = top + ROW * (i + 0.5);
      const name = svg("text", { x: left - 12, y: y + 4, "text-anchor": "end", class: "row-name" }, svg("title", {}, report.designs[cell.design]), shortened(report.designs[cell.design], Math.floor((left - 14) / 6.6)));
      const at = place(x, cell.mean, logarithmic);
      const text = svg("text", { y: y + 4, class: ["best", "level"].includes(cell.standing) ? "row-value best" : "row-value" }, fitted(cell, texts[i]));
      layer.append(name, text);
      if (at == null) {
        text.setAttribute("x", left + 8);
        return;
      }
      if (cell.low != null && cell.low !== cell.high) {
        const [low, high] = [place(x, cell.low, logarithmic), place(x, cell.high, logarithmic)];
        layer.append(svg("path", { d: `M${low},${y}H${high}M${low},${y - 5}v10M${high},${y - 5}v10`, stroke: style.colour, "stroke-width": 1.5, fill: "none" }));
      }
      const beyond = Math.max(at, cell.high == null ? at : place(x, cell.high, logarithmic)) + 9;
      text.setAttribute("x", beyond);
      layer.append(
        marker(style, at, y, 70, {
          onpointermove: (event) =>
            showTooltip(event, report.designs[cell.design], [row.measure.name, cellText(cell, unit), `n = ${cell.n}`]),
          onpointerleave: hideTooltip,
        }),
      );
    });
  };
  const heading = row.measure.headline || row.measure.name;
  const direction = row.measure.better ? `${row.measure.better} is better` : "";
  return figure(
    width,
    heading,
    [row.measure.definition, direction].filter(Boolean).join("; "),
    plot({
      width,
      height,
      margin: { left, top: 8, right },
      x: (range) => scaleOver(ends, range, logarithmic),
      y: (range) => scaleLinear().range(range),
      xLabel: `${heading}${logarithmic ? ", log scale" : ""}`,
      xUnit: unit,
      yUnit: "none",
      label: `${row.measure.name} by design`,
      draw,
    }),
  );
}
