// SPDX-License-Identifier: GPL-2.0-only
//
// The report's data as the page uses it. analysis/report/report-json.cc writes it.

/** One cell: a measure under a design, against the best one by a ratio or else a difference. */
function readCell([design, n, censored, mean, low, high, standing, kind, ...toBest]) {
  return {
    design,
    n,
    censored,
    mean: mean ?? (censored > 0 ? Infinity : NaN),
    low,
    high,
    standing,
    toBest: kind && toBest[0] != null ? { kind, value: toBest } : null,
  };
}

const PROBED = /^reconfig\.(effective|leak) (p50|p99|max)$/;

/** Times that probes found are up to a grid too long; a link that was always open has none. */
function addObservations(rows) {
  const meanOf = (name, design) => rows.find(({ measure }) => measure.name === name)?.cells.find((cell) => cell.design === design)?.mean ?? 0;
  for (const row of rows.filter(({ measure }) => PROBED.test(measure.name))) {
    for (const cell of row.cells) {
      cell.grid = meanOf("reconfig.grid", cell.design);
    }
    const isOpening = row.measure.name.startsWith("reconfig.effective");
    row.absence = (design) =>
      isOpening && meanOf("reconfig.always_open", design) > 0 ? "always open" : meanOf("reconfig.not_measured", design) > 0 ? "not measured" : "–";
  }
  return rows;
}

function readPoint(point, measures, index) {
  const rows = point.rows
    .map(([measure, cells]) => ({ measure: measures[measure], cells: cells.map(readCell) }))
    .sort((a, b) => a.measure.order - b.measure.order);
  const parameters = point.parameters.map(([name, text, number]) => ({ name, text, number }));
  return { ...point, index, rows: addObservations(rows), parameters };
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
