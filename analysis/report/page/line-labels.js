// SPDX-License-Identifier: GPL-2.0-only
//
// Names at the ends of lines, where a legend would have too many entries to look up.

import { marker } from "./design-style.js";
import { svg } from "./dom.js";
import { shortened } from "./format.js";
import { spread } from "./spread.js";

const MOST_IN_LEGEND = 5;
const LEAST_WIDTH = 560; // of a plot; a narrower one has a legend
const CHARACTER = 6.7;

export function labelsLines(lines, width) {
  return lines > MOST_IN_LEGEND && width >= LEAST_WIDTH;
}

/** The room for names at the right of a plot. */
export function labelMargin(names, width) {
  return Math.min(34 + CHARACTER * Math.max(...names.map(({ length }) => length)), width * 0.32);
}

/** `ends`: { design, y } of each line, at `x`, the right edge of the plot. */
export function lineLabels(report, ends, { x, width, top, bottom }) {
  const heights = spread(ends.map(({ y }) => y), top + 6, bottom - 4, 14);
  return ends.flatMap(({ design, y }, i) => {
    const style = report.styles[design];
    const name = report.designs[design];
    return [
      svg("path", { d: `M${x + 1},${y}L${x + 10},${heights[i]}`, stroke: style.colour, fill: "none" }),
      marker(style, x + 16, heights[i], 40),
      svg("text", { x: x + 24, y: heights[i] + 4, class: "line-name" }, svg("title", {}, name), shortened(name, Math.floor((width - x - 26) / CHARACTER))),
    ];
  });
}
