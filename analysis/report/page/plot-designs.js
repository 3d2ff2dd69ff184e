// SPDX-License-Identifier: GPL-2.0-only
//
// One measure by design: a row per design, its mean and interval, its value beside it.

import { scaleLinear } from "d3-scale";
import { marker } from "./design-style.js";
import { svg } from "./dom.js";
import { cellText, human, shortened } from "./format.js";
import { figure, plot, scaleOver, spansDecades } from "./plot-frame.js";
import { hideTooltip, showTooltip } from "./tooltip.js";

const ROW = 26;

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
  const left = Math.min(20 + 6.6 * longest, width * 0.42);
  const draw = ({ x, layer, top }) => {
    row.cells.forEach((cell, i) => {
      const style = report.styles[cell.design];
      const y = top + ROW * (i + 0.5);
      const name = svg("text", { x: left - 8, y: y + 4, "text-anchor": "end", class: "row-name" }, svg("title", {}, report.designs[cell.design]), shortened(report.designs[cell.design], Math.floor((left - 10) / 6.6)));
      const at = place(x, cell.mean, logarithmic);
      const text = svg("text", { y: y + 4, class: cell.standing === "best" ? "row-value best" : "row-value" }, cellText(cell, unit));
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
      const onRight = beyond < width - 120;
      text.setAttribute("x", onRight ? beyond : Math.min(at, cell.low == null ? at : place(x, cell.low, logarithmic)) - 9);
      text.setAttribute("text-anchor", onRight ? "start" : "end");
      if (!onRight && 6.8 * text.textContent.length > at - left - 9) {
        text.textContent = human(cell.mean, unit); // the interval is drawn, and in the tooltip
      }
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
      margin: { left, top: 8, right: 20 },
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
