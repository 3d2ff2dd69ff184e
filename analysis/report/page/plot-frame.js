// SPDX-License-Identifier: GPL-2.0-only
//
// What plots share: the figure around them, scales and axes.

import { axisBottom, axisLeft } from "d3-axis";
import { scaleLinear, scaleLog } from "d3-scale";
import { select } from "d3-selection";
import { tickText } from "./format.js";
import { element, svg } from "./dom.js";
import { hideTooltip } from "./tooltip.js";

/** Whether numbers above zero lie so far apart that a linear axis would hide the small ones. */
export function spansDecades(values, factor = 20) {
  const finite = values.filter(Number.isFinite);
  return finite.length > 0 && finite.every((v) => v > 0) && Math.max(...finite) >= factor * Math.min(...finite);
}

/** A scale over the values: whole decades on a logarithmic one, from zero on a linear one. */
export function scaleOver(values, range, logarithmic) {
  const finite = values.filter(Number.isFinite);
  if (!logarithmic) {
    const low = Math.min(0, ...finite);
    const high = Math.max(...finite, low);
    return scaleLinear().domain([low, high > low ? high : low + 1]).nice(4).range(range);
  }
  const positive = finite.filter((v) => v > 0);
  const low = 10 ** Math.floor(Math.log10(Math.min(...positive)));
  const high = 10 ** Math.ceil(Math.log10(Math.max(...positive)));
  return scaleLog().domain([low, high > low ? high : low * 10]).range(range);
}

/** A scale over values above zero: whole decades, or where all are alike, what is around them. */
export function scaleAround(values, range) {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  if (high >= 3 * low) {
    return scaleOver(values, range, true);
  }
  const room = high > low ? high - low : high;
  return scaleLinear().domain([Math.max(low - 0.1 * room, 0), high + 0.2 * room]).range(range);
}

/** Ticks at decades on a logarithmic axis, a few else. */
function ticksOf(scale, room) {
  const count = Math.max(2, Math.floor(room / 75));
  if (!scale.base) {
    return scale.ticks(count);
  }
  const decades = scale.ticks().filter((tick) => Number.isInteger(+Math.log10(tick).toFixed(6)));
  const each = Math.ceil(decades.length / count);
  return decades.filter((_, i) => i % each === 0);
}

/** Of ticks so many that their texts have room beside each other. */
function thinned(ticks, scale, unit) {
  if (ticks.length < 2) {
    return ticks;
  }
  const width = 6.8 * Math.max(...ticks.map((tick) => tickText(tick, unit).length)) + 8;
  const gap = Math.min(...ticks.slice(1).map((tick, i) => Math.abs(scale(tick) - scale(ticks[i]))));
  const each = Math.ceil(width / gap);
  return ticks.filter((_, i) => i % each === 0);
}

const MARGIN = { top: 10, right: 26, bottom: 42, left: 58 };

/**
 * An empty plot: `draw({ x, y, layer })` adds marks to the layer. `x` and `y` of the options are
 * functions that make a scale from a range; yUnit "none" leaves the y axis out.
 */
export function plot({ width, height, x, y, xLabel, yLabel, xUnit, yUnit, label, margin = {}, draw, onMove }) {
  const m = { ...MARGIN, ...margin };
  const xScale = x([m.left, width - m.right]);
  const yScale = y([height - m.bottom, m.top]);
  const root = svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": label });
  const grid = svg("g", { class: "grid" });
  const xTicks = thinned(ticksOf(xScale, width - m.left - m.right), xScale, xUnit);
  for (const tick of xTicks) {
    grid.append(svg("line", { x1: xScale(tick), x2: xScale(tick), y1: m.top, y2: height - m.bottom }));
  }
  const xAxis = svg("g", { class: "axis", transform: `translate(0,${height - m.bottom})` });
  select(xAxis).call(axisBottom(xScale).tickValues(xTicks).tickFormat((v) => tickText(v, xUnit)).tickSizeOuter(0));
  root.append(grid, xAxis);
  if (yUnit !== "none") {
    const yTicks = ticksOf(yScale, 1.6 * (height - m.top - m.bottom));
    for (const tick of yTicks) {
      grid.append(svg("line", { x1: m.left, x2: width - m.right, y1: yScale(tick), y2: yScale(tick) }));
    }
    const yAxis = svg("g", { class: "axis", transform: `translate(${m.left},0)` });
    select(yAxis).call(axisLeft(yScale).tickValues(yTicks).tickFormat((v) => tickText(v, yUnit)).tickSizeOuter(0));
    root.append(yAxis);
    root.append(
      svg("text", { class: "axis-label", transform: `translate(13,${(m.top + height - m.bottom) / 2}) rotate(-90)`, "text-anchor": "middle" }, yLabel),
    );
  }
  root.append(
    svg("text", { class: "axis-label", x: width - m.right, y: height - 6, "text-anchor": "end" }, xLabel),
  );
  const layer = svg("g", {});
  root.append(layer);
  draw({ x: xScale, y: yScale, layer, bottom: height - m.bottom, top: m.top });
  if (onMove) {
    const cursor = svg("line", { class: "cursor", y1: m.top, y2: height - m.bottom, visibility: "hidden" });
    root.append(cursor);
    root.addEventListener("pointermove", (event) => {
      const box = root.getBoundingClientRect();
      const at = ((event.clientX - box.left) / box.width) * width;
      const held = Math.min(Math.max(at, m.left), width - m.right);
      cursor.setAttribute("x1", held);
      cursor.setAttribute("x2", held);
      cursor.setAttribute("visibility", "visible");
      onMove(event, xScale.invert(held));
    });
    root.addEventListener("pointerleave", () => {
      cursor.setAttribute("visibility", "hidden");
      hideTooltip();
    });
  }
  return root;
}

export function figure(width, heading, note, ...content) {
  const node = element(
    "figure",
    {},
    element("figcaption", {}, element("b", {}, heading), note ? element("span", {}, note) : null),
    ...content.filter((part) => part != null),
  );
  node.style.width = `${width}px`;
  return node;
}
