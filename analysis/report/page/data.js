// SPDX-License-Identifier: GPL-2.0-only
//
// The report's data as the page uses it. analysis/report/report-json.cc writes it.

/** One cell: a measure under a design, against the best one by a ratio or else a difference. */
function readCell([design, n, censored, mean, low, high, standing, grid, kind, ...toBest]) {
  return {
    design,
    n,
    censored,
    mean: mean ?? (censored > 0 ? Infinity : NaN),
    low,
    high,
    standing,
    grid,
    toBest: kind && toBest[0] != null ? { kind, value: toBest } : null,
  };
}

function readRow([measure, cells, absent], measures) {
  const why = new Map(absent);
  return { measure: measures[measure], cells: cells.map(readCell), absence: (design) => why.get(design) ?? "–" };
}

/** Whether all designs that are judged are equal in every run: then none is best. */
export function isEqual(row) {
  const judged = row.cells.filter(({ standing }) => standing !== "");
  return judged.length > 1 && judged.every(({ standing }) => standing === "best");
}

/** Whether no design that is judged is worse than another one by what three digits show. */
export function isLevel(row) {
  const judged = row.cells.filter(({ standing }) => standing !== "");
  return judged.length > 1 && judged.every(({ standing }) => standing === "best" || standing === "level");
}

function readPoint(point, measures, index) {
  const rows = point.rows.map((row) => readRow(row, measures)).sort((a, b) => a.measure.order - b.measure.order);
  const parameters = point.parameters.map(([name, text, number]) => ({ name, text, number }));
  return { ...point, index, rows, parameters };
}

/** Labels of points: what was swept, numbered where two points have the same. */
function labelPoints(points) {
  const titles = new Set(points.map((point) => point.title));
  const seen = new Map();
  for (const point of points) {
    const set = point.parameters.map(({ name, text }) => `${name} = ${text}`).join(", ");
    const title = titles.size > 1 || set === "" ? point.title : "";
    const label = [title, set].filter(Boolean).join(": ") || "(no title)";
    point.variant = (seen.get(label) ?? 0) + 1;
    seen.set(label, point.variant);
    point.label = point.variant > 1 ? `${label} (variant ${point.variant})` : label;
  }
}

/** The report but for its replay, which stays as it was written; replay-data.js reads it. */
export function readReport(text) {
  const data = JSON.parse(text);
  const points = data.points.map((point, index) => readPoint(point, data.measures, index));
  labelPoints(points);
  return { designs: data.designs, styles: data.styles, versions: data.versions, points, replay: data.replay };
}

/** The parameters that are numbers with more than one value, and the points that vary only them. */
export function numericParameters(points) {
  const names = new Set(points.flatMap((point) => point.parameters.map(({ name }) => name)));
  return [...names].filter((name) => {
    const values = points.map((point) => parameterOf(point, name)?.number);
    return new Set(values.filter((value) => value != null)).size > 1;
  });
}

export function parameterOf(point, name) {
  return point.parameters.find((parameter) => parameter.name === name);
}

/** The points that have the title, all other parameters and the variant of `point`, by rising `name`. */
export function pointsAlong(points, point, name) {
  const others = (candidate) =>
    JSON.stringify([
      candidate.title,
      candidate.variant,
      candidate.parameters.filter((parameter) => parameter.name !== name).map(({ name, text }) => [name, text]),
    ]);
  return points
    .filter((candidate) => others(candidate) === others(point))
    .filter((candidate) => parameterOf(candidate, name)?.number != null)
    .sort((a, b) => parameterOf(a, name).number - parameterOf(b, name).number);
}
