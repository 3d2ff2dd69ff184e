// SPDX-License-Identifier: GPL-2.0-only
//
// How a design looks, in every plot and table: colour, dash and marker of its position.

import { symbol, symbolCircle, symbolDiamond, symbolSquare, symbolTriangle } from "d3-shape";
import { element, svg } from "./dom.js";

const SHAPES = {
  circle: [symbolCircle, 0],
  square: [symbolSquare, 0],
  "triangle-up": [symbolTriangle, 0],
  "triangle-down": [symbolTriangle, 180],
  diamond: [symbolDiamond, 0],
};

export function marker(style, x, y, area = 60, attributes = {}) {
  const [shape, turn] = SHAPES[style.marker];
  return svg("path", {
    d: symbol(shape, area)(),
    transform: `translate(${x},${y}) rotate(${turn})`,
    fill: style.filled ? style.colour : "white",
    stroke: style.colour,
    "stroke-width": 1.5,
    ...attributes,
  });
}

/** A piece of a design's line, for legends and headings. */
export function swatch(style) {
  return svg(
    "svg",
    { width: 38, height: 14, viewBox: "0 0 38 14", class: "swatch", "aria-hidden": "true" },
    svg("line", {
      x1: 0,
      x2: 38,
      y1: 7,
      y2: 7,
      stroke: style.colour,
      "stroke-width": 2,
      "stroke-dasharray": style.dash.join(" "),
    }),
    marker(style, 19, 7, 50),
  );
}

/** Legend of designs in their order; `note` adds words to a design's name. */
export function legend(report, designs, note = () => "") {
  return designs.map((design) =>
    element(
      "span",
      { class: "key" },
      swatch(report.styles[design]),
      element("b", {}, report.designs[design]),
      note(design),
    ),
  );
}
