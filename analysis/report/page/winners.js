// SPDX-License-Identifier: GPL-2.0-only
//
// Which design is best at which point of a sweep, for each headline measure.

import { swatch } from "./design-style.js";
import { element } from "./dom.js";
import { isEqual, isLevel, parameterOf, pointsAlong } from "./data.js";
import { cellText } from "./format.js";

const MOST_COLUMNS = 12;

/** At most so many points, evenly chosen, the first and the last among them. */
function chosenOf(points) {
  if (points.length <= MOST_COLUMNS) {
    return points;
  }
  return Array.from({ length: MOST_COLUMNS }, (_, i) => points[Math.round((i * (points.length - 1)) / (MOST_COLUMNS - 1))]);
}

function winnersCell(report, row) {
  const best = row?.cells.filter(({ standing }) => standing === "best" || standing === "level") ?? [];
  if (best.length === 0) {
    return element("td", {}, "–");
  }
  if (isEqual(row)) {
    return element("td", {}, "all equal");
  }
  if (isLevel(row)) {
    return element("td", {}, "all level");
  }
  const unclear = row.cells.filter(({ standing }) => standing === "unclear");
  if (best.length + unclear.length === row.cells.filter(({ standing }) => standing).length) {
    return element("td", {}, "≈ all");
  }
  const names = [...best, ...unclear].map(({ design, standing }) =>
    element("span", { class: "winner" }, swatch(report.styles[design]), standing === "unclear" ? "≈ " : "", report.designs[design]),
  );
  return element("td", { title: cellText(best[0], row.measure.unit) }, names);
}

/** A row for each headline measure, a column for each value of the parameter. */
export function winnersTable(report, point, parameter) {
  const all = pointsAlong(report.points, point, parameter);
  const points = chosenOf(all);
  const measures = point.rows.map(({ measure }) => measure).filter(({ headline }) => headline);
  const shown = points.length < all.length ? `; ${points.length} of ${all.length} points are shown` : "";
  return element(
    "table",
    { class: "winners" },
    element("caption", {}, `Which design is best at which ${parameter}; ≈ stands before what is not significantly different from the best${shown}`),
    element(
      "thead",
      {},
      element(
        "tr",
        {},
        element("th", { scope: "col" }, `best at ${parameter} =`),
        points.map((at) => element("th", { scope: "col" }, parameterOf(at, parameter).text)),
      ),
    ),
    element(
      "tbody",
      {},
      measures.map((measure) =>
        element(
          "tr",
          {},
          element("th", { scope: "row", title: measure.definition }, measure.headline),
          points.map((at) => winnersCell(report, at.rows.find((row) => row.measure === measure))),
        ),
      ),
    ),
  );
}
