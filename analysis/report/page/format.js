// SPDX-License-Identifier: GPL-2.0-only
//
// Numbers for people, as analysis/number-text.h writes them; the same in every browser's language.

const SCALES = {
  s: [[1, " s"], [1e-3, " ms"], [1e-6, " µs"], [1e-9, " ns"]],
  B: [[1e9, " GB"], [1e6, " MB"], [1e3, " kB"], [1, " B"]],
  "bit/s": [[1e9, " Gbit/s"], [1e6, " Mbit/s"], [1e3, " kbit/s"], [1, " bit/s"]],
  fraction: [[0.01, " %"]],
  "": [[1, ""]],
};
const PLAIN = { s: [1, " s"], B: [1, " B"], "bit/s": [1, " bit/s"] };

function scaleFor(value, unit) {
  const scales = SCALES[unit] ?? SCALES[""];
  if (value === 0) {
    return PLAIN[unit] ?? scales[0];
  }
  return scales.find(([size]) => Math.abs(value) >= 0.9995 * size) ?? scales[scales.length - 1];
}

function fixed(value, decimals) {
  const [whole, part] = value.toFixed(decimals).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return part ? `${grouped}.${part}` : grouped;
}

/** Digits after the point that show `significant` digits; none for whole numbers. */
function decimalsFor(value, significant) {
  if (Number.isInteger(value)) {
    return 0;
  }
  const leading = Math.floor(Math.log10(Math.abs(value)));
  return Math.min(Math.max(significant - 1 - leading, 0), 9);
}

export function human(value, unit, halfWidth = 0) {
  if (Number.isNaN(value) || value == null) {
    return "unknown";
  }
  if (!Number.isFinite(value)) {
    return value > 0 ? "never" : "-never";
  }
  const [size, name] = scaleFor(Math.max(Math.abs(value), halfWidth), unit);
  const shown = value / size;
  // A division may leave 99.99999999999999 of 100.
  const whole = Math.round(shown);
  const exact = Math.abs(shown - whole) <= 1e-9 * Math.abs(shown) ? whole : shown;
  if (!halfWidth) {
    return fixed(exact, decimalsFor(exact, 3)) + name;
  }
  const width = halfWidth / size;
  const decimals = decimalsFor(width, 2);
  return `${fixed(shown, decimals)} ± ${fixed(width, decimals)}${name}`;
}

/** The ends of an interval in one unit, with the digits that its width asks for. */
export function rangeText(low, high, unit, sign = "") {
  const [size, name] = scaleFor(Math.max(Math.abs(low), Math.abs(high)), unit);
  const decimals = decimalsFor((high - low) / 2 / size, 2);
  const text = (value) => (value > 0 ? sign : "") + fixed(value / size, decimals);
  return `${text(low)} … ${text(high)}${name}`;
}

/** A ratio in three digits, with its interval where that is more than one point. */
export function ratioText([ratio, low, high]) {
  const text = (value) => human(+value.toPrecision(3), "");
  return `${text(ratio)}×${low == null || low === high ? "" : ` [${text(low)}, ${text(high)}]`}`;
}

/** A cell as tables show it: mean ± half-width, an interval where a grid is known, or how often it was never reached. */
export function cellText(cell, unit) {
  if (cell.censored > 0 && cell.censored < cell.n) {
    return `never in ${cell.censored} of ${cell.n}`;
  }
  return valueText(cell.mean, unit, cell.grid, cell.high == null ? 0 : cell.high - cell.mean);
}

/** A value on a grid as the interval in which it is: before it, or behind it where the grid is below zero. */
export function valueText(value, unit, grid = 0, halfWidth = 0) {
  const isInterval = Number.isFinite(value) && (grid < 0 || (grid > 0 && value > 0));
  const other = isInterval ? Math.max(value - grid, 0) : value;
  const [low, high] = [Math.min(value, other), Math.max(value, other)];
  const text = human(Number.isNaN(value) ? value : high, unit, halfWidth);
  return isInterval && high - low > 0.003 * high ? `${human(low, unit)} … ${text}` : text;
}

/** A tick of an axis: as short as can be. */
export function tickText(value, unit) {
  if (unit === "" && Math.abs(value) >= 1000) {
    const [size, name] = [[1e15, "P"], [1e12, "T"], [1e9, "G"], [1e6, "M"], [1e3, "k"]].find(([s]) => Math.abs(value) >= s);
    return `${+(value / size).toPrecision(3)}${name}`;
  }
  const [size, name] = scaleFor(value, unit);
  return `${+(value / size).toPrecision(3)}${name}`;
}

/** A name of at most so many characters; of a longer one both ends, for variants differ in theirs. */
export function shortened(name, most) {
  const characters = [...name];
  if (characters.length <= most) {
    return name;
  }
  const end = Math.max(Math.floor((most - 1) / 2), 0);
  const start = Math.max(most - 1 - end, 1);
  return `${characters.slice(0, start).join("")}…${end ? characters.slice(-end).join("") : ""}`;
}
