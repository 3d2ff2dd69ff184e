// SPDX-License-Identifier: GPL-2.0-only
//
// The drawn cloud: three canvases on top of each other. The lowest has what moves only with pan and
// zoom, the next who is compromised, the highest what changes with each frame.

import { quadtree } from "d3-quadtree";
import { select } from "d3-selection";
import { zoom, zoomIdentity } from "d3-zoom";
import { element } from "./dom.js";
import { layoutOf } from "./replay-layout.js";
import { countUntil } from "./replay-data.js";

export const COLOURS = {
  vm: "#d3dce4",
  vmEdge: "#8fa1b0",
  fallen: "#b5402a",
  reaches: "#56b4e9",
  chosen: "#0b4f7d",
  added: "#009e73",
  removed: "#d55e00",
  lost: "#6b6b6b",
};
const MOST_PACKETS = 250; // drawn at once
const VM_SIZE = 8;

export class ReplayView {
  /** `chosen` is called with the VM that the reader points at and clicks, or null. */
  constructor(cloud, chosen) {
    this.cloud = cloud;
    this.layers = ["base", "state", "moving"].map((name) => element("canvas", { class: name }));
    this.node = element("div", { class: "cloud", role: "img", "aria-label": `Racks, hosts and ${cloud.vms.length} VMs` }, this.layers);
    [this.base, this.state, this.moving] = this.layers.map((canvas) => canvas.getContext("2d"));
    this.transform = zoomIdentity;
    this.vm = null;
    this.reachers = [];
    this.isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.zoom = zoom()
      .scaleExtent([1, 40])
      // A wheel alone scrolls the page, and so does one finger.
      .filter((event) => (event.type === "wheel" ? event.ctrlKey || event.metaKey : !event.button && !(event.touches?.length === 1)))
      .on("zoom", ({ transform }) => {
        this.transform = transform;
        this.redraw();
      });
    const top = this.layers[2];
    select(top).call(this.zoom).on("dblclick.zoom", null);
    top.addEventListener("click", (event) => chosen(this.vmAt(event)));
    top.addEventListener("pointermove", (event) => {
      top.style.cursor = this.vmAt(event) == null ? "grab" : "pointer";
    });
  }

  resize(width, height) {
    const ratio = window.devicePixelRatio || 1;
    this.size = { width, height };
    this.node.style.width = `${width}px`;
    this.node.style.height = `${height}px`;
    for (const canvas of this.layers) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
      canvas.style.width = `${width}px`;
      canvas.style.height = `${height}px`;
    }
    this.layout = layoutOf(this.cloud, this.size);
    const margin = 8;
    const fit = Math.min((width - 2 * margin) / this.layout.width, (height - 2 * margin) / this.layout.height, 5);
    this.fit = { k: fit, x: (width - fit * this.layout.width) / 2, y: (height - fit * this.layout.height) / 2 };
    this.tree = quadtree([...this.cloud.vms.keys()], (vm) => this.layout.x[vm], (vm) => this.layout.y[vm]);
    this.zoom.extent([[0, 0], [width, height]]).translateExtent([[0, 0], [width, height]]);
    this.redraw();
  }

  zoomBy(factor) {
    select(this.layers[2]).call(this.zoom.scaleBy, factor);
  }

  zoomOut() {
    select(this.layers[2]).call(this.zoom.transform, zoomIdentity);
  }

  /** Moves to a VM where the drawing is so small that it could not be seen. */
  showVm(vm) {
    if (this.pixels() < 9) {
      select(this.layers[2]).call(this.zoom.scaleTo, 12 / (this.fit.k * this.layout.cell));
    }
    const at = [this.fit.x + this.fit.k * this.layout.x[vm], this.fit.y + this.fit.k * this.layout.y[vm]];
    select(this.layers[2]).call(this.zoom.translateTo, ...at);
  }

  choose(vm, reachers) {
    this.vm = vm;
    this.reachers = reachers;
    this.redraw();
  }

  /** Shows a recording at a time; packets of the last `window` microseconds are drawn. */
  show(recording, t, window) {
    if (recording !== this.recording) {
      this.recording = recording;
      this.drawn = null;
      this.drawBase();
    }
    this.t = t;
    this.window = window;
    this.drawState();
    this.drawMoving();
  }

  redraw() {
    if (this.recording) {
      this.drawn = null;
      this.drawBase();
      this.drawState();
      this.drawMoving();
    }
  }

  /** Pixels from one VM to the next. */
  pixels() {
    return this.transform.k * this.fit.k * this.layout.cell;
  }

  vmAt(event) {
    const box = this.node.getBoundingClientRect();
    const [x, y] = this.transform.invert([event.clientX - box.left, event.clientY - box.top]);
    const radius = Math.max(this.layout.cell * 0.75, (8 / this.pixels()) * this.layout.cell);
    return this.tree.find((x - this.fit.x) / this.fit.k, (y - this.fit.y) / this.fit.k, radius) ?? null;
  }

  /** Clears a layer and sets it to the units of the layout. */
  begin(context) {
    const ratio = window.devicePixelRatio || 1;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, context.canvas.width, context.canvas.height);
    this.place(context, ratio);
  }

  place(context, ratio = window.devicePixelRatio || 1) {
    const { k, x, y } = this.transform;
    context.setTransform(ratio * k * this.fit.k, 0, 0, ratio * k * this.fit.k, ratio * (k * this.fit.x + x), ratio * (k * this.fit.y + y));
    this.pixel = 1 / (k * this.fit.k);
  }

  squares(context, vms, size) {
    const { x, y } = this.layout;
    context.beginPath();
    for (const vm of vms) {
      context.rect(x[vm] - size / 2, y[vm] - size / 2, size, size);
    }
  }

  drawBase() {
    const context = this.base;
    const { layout } = this;
    this.begin(context);
    context.lineWidth = this.pixel;
    context.textBaseline = "top";
    const label = (text, x, y, most, width) => {
      const size = Math.min(most, 13 * this.pixel); // units
      if (size / this.pixel >= 7) {
        context.fillStyle = "#444";
        context.font = `${size}px system-ui, "DejaVu Sans", sans-serif`;
        context.fillText(text, x, y, width);
      }
    };
    layout.datacenters.forEach(({ x, y }, i) => layout.datacenters.length > 1 && label(`data center ${i}`, x, y, 16));
    context.strokeStyle = "#c3cad0";
    layout.racks.forEach(({ x, y, width, height }, i) => {
      context.fillStyle = "#f3f5f7";
      context.fillRect(x, y, width, height);
      context.strokeRect(x, y, width, height);
      label(`rack ${i}`, x + 6, y + 2, 12, width - 8);
    });
    context.fillStyle = "white";
    context.beginPath();
    layout.hosts.forEach(({ x, y, width, height }) => context.rect(x, y, width, height));
    context.fill();
    context.stroke();

    const all = [...this.cloud.vms.keys()];
    const changing = new Set(this.recording.presence.keys()); // drawn with the state
    const still = all.filter((vm) => !changing.has(vm));
    context.fillStyle = COLOURS.vm;
    context.strokeStyle = COLOURS.vmEdge;
    context.lineWidth = Math.min(this.pixel, 1.2);
    this.squares(context, still, VM_SIZE);
    context.fill();
    if (this.pixels() >= 5) {
      context.stroke();
    }
    if (this.vm != null) {
      context.fillStyle = COLOURS.reaches;
      context.strokeStyle = COLOURS.chosen;
      context.lineWidth = 1.2;
      this.squares(context, this.reachers, VM_SIZE + 0.8);
      context.fill();
      context.stroke();
      context.beginPath();
      for (const vm of this.reachers) {
        context.moveTo(layout.x[vm] + 1.5, layout.y[vm]);
        context.arc(layout.x[vm], layout.y[vm], 1.5, 0, 7);
      }
      context.fillStyle = COLOURS.chosen;
      context.fill();
    }
  }

  /** Who is compromised, and VMs that come and go; only what is new where time goes forward. */
  drawState() {
    const context = this.state;
    const { recording, t, layout } = this;
    const count = countUntil(recording.fallenTimes, t);
    const there = [...recording.presence.keys()].map((vm) => recording.isThere(vm, t)).join();
    let from = 0;
    if (this.drawn && this.drawn.there === there && this.drawn.count <= count) {
      from = this.drawn.count;
      this.place(context);
    } else {
      this.begin(context);
      const changing = [...recording.presence.keys()];
      context.strokeStyle = COLOURS.vmEdge;
      context.lineWidth = Math.min(this.pixel, 1.2);
      context.fillStyle = COLOURS.vm;
      this.squares(context, changing.filter((vm) => recording.isThere(vm, t)), VM_SIZE);
      context.fill();
      context.stroke();
      context.setLineDash([1.5, 1.5]);
      this.squares(context, changing.filter((vm) => !recording.isThere(vm, t)), VM_SIZE);
      context.stroke();
      context.setLineDash([]);
    }
    this.drawn = { there, count };
    const fallen = recording.fallen.slice(from, count).map(({ vm }) => vm);
    context.fillStyle = COLOURS.fallen;
    this.squares(context, fallen, VM_SIZE - 0.6);
    context.fill();
    if (this.pixels() >= 5) {
      context.strokeStyle = "white";
      context.lineWidth = 1.3;
      context.beginPath();
      for (const vm of fallen) {
        const [x, y, d] = [layout.x[vm], layout.y[vm], 2.2];
        context.moveTo(x - d, y - d);
        context.lineTo(x + d, y + d);
        context.moveTo(x - d, y + d);
        context.lineTo(x + d, y - d);
      }
      context.stroke();
    }
  }

  drawMoving() {
    const context = this.moving;
    this.begin(context);
    this.recording.links.forEach((link) => this.drawLink(context, link));
    const { attempts } = this.recording;
    const end = countUntil(attempts.times, this.t);
    const begin = Math.max(countUntil(attempts.times, this.t - this.window), end - MOST_PACKETS);
    for (let i = begin; i < end; ++i) {
      this.drawAttempt(context, i);
    }
    if (this.vm != null) {
      context.globalAlpha = 1;
      context.strokeStyle = COLOURS.chosen;
      context.lineWidth = Math.max(2.5 * this.pixel, 1.5);
      this.squares(context, [this.vm], VM_SIZE + 3);
      context.stroke();
    }
  }

  /** A line from one VM towards another, or a part of it. @returns its end */
  line(context, a, b, begin = 0, end = 1) {
    const { x, y } = this.layout;
    const at = (part) => [x[a] + part * (x[b] - x[a]), y[a] + part * (y[b] - y[a])];
    context.beginPath();
    context.moveTo(...at(begin));
    context.lineTo(...at(end));
    context.stroke();
    return at(end);
  }

  /** A changed link: dashed until packets obey; a removed one fades when it is cut. */
  drawLink(context, { a, b, at, effective, isAdded }) {
    if (at > this.t) {
      return;
    }
    const since = this.t - effective;
    const isDone = since >= 0;
    if (!isAdded && since > 4 * this.window) {
      return;
    }
    context.globalAlpha = isAdded ? 0.8 : isDone ? 0.9 - (0.8 * since) / (4 * this.window) : 0.9;
    context.strokeStyle = isAdded ? COLOURS.added : isDone ? COLOURS.lost : COLOURS.removed;
    context.lineWidth = (isAdded && isDone ? 1.6 : 2.2) * this.pixel;
    context.setLineDash(isAdded === isDone ? [] : [5 * this.pixel, 4 * this.pixel]);
    this.line(context, a, b);
    context.setLineDash([]);
    context.globalAlpha = 1;
  }

  /** An exploit on its way, with a tail; what is lost ends in a cross before its target. */
  drawAttempt(context, i) {
    const { times, from, to, outcome } = this.recording.attempts;
    const age = (this.t - times[i]) / this.window;
    const arrives = outcome[i] !== "0";
    const reach = (arrives ? 1 : 0.6) * (this.isCalm ? 1 : Math.min(1, age * 2));
    context.globalAlpha = this.isCalm ? 0.7 : Math.min(1, 1.6 * (1 - age));
    context.strokeStyle = arrives ? COLOURS.fallen : COLOURS.lost;
    context.lineWidth = (outcome[i] === "2" ? 2 : 1.1) * this.pixel;
    context.setLineDash(arrives ? [] : [3 * this.pixel, 3 * this.pixel]);
    const tail = this.isCalm ? 0 : Math.min(Math.max(0, 2 * age - 0.5), 0.85 * reach);
    const [x, y] = this.line(context, from[i], to[i], tail, reach);
    context.setLineDash([]);
    const size = 3.5 * this.pixel;
    if (arrives) {
      context.fillStyle = COLOURS.fallen;
      context.beginPath();
      context.arc(x, y, outcome[i] === "2" ? size * 1.4 : size * 0.8, 0, 7);
      context.fill();
    } else if (reach >= 0.6) {
      context.lineWidth = 1.6 * this.pixel;
      context.beginPath();
      context.moveTo(x - size, y - size);
      context.lineTo(x + size, y + size);
      context.moveTo(x - size, y + size);
      context.lineTo(x + size, y - size);
      context.stroke();
    }
    context.globalAlpha = 1;
  }
}
