// SPDX-License-Identifier: GPL-2.0-only
//
// The replay: the cloud as a run went, under the design that the reader chooses.

import { swatch } from "./design-style.js";
import { choice, element, svg } from "./dom.js";
import { human } from "./format.js";
import { Recording, countUntil } from "./replay-data.js";
import { VmPanel } from "./replay-panel.js";
import { COLOURS, ReplayView } from "./replay-view.js";

const SLOWER = [1, 2, 5, 10, 30, 100, 1000, 10_000, 100_000];
const STEPS = 1000; // of the slider
const PACKET_SECONDS = 0.6; // that a packet is drawn for
const MOST_FOUND = 8;
const PANEL_WIDTH = 340; // as in page.css
const LEAST_WIDTH = 160;
const WANTED_SECONDS = 25; // that all events take at first

export const timeText = (t) => `${(t / 1e6).toFixed(6).replace(/(\.\d{3})(\d{3})$/, "$1 $2")} s`;

function slownessText(slower) {
  return slower === 1 ? "as fast as it was" : `${human(slower, "")} times slower`;
}

/** How slow the events of a run are worth seeing. */
function slownessFor({ events }) {
  const span = events.length ? (events[events.length - 1] - events[0]) / 1e6 : 0;
  return SLOWER.find((slower) => span * slower >= WANTED_SECONDS / 2) ?? SLOWER[SLOWER.length - 1];
}

function square(fill, stroke, ...marks) {
  return svg("svg", { width: 14, height: 14, viewBox: "-7 -7 14 14", class: "swatch", "aria-hidden": "true" }, svg("rect", { x: -6, y: -6, width: 12, height: 12, fill, stroke }), marks);
}

function stroke(colour, dash, ...marks) {
  return svg("svg", { width: 30, height: 14, viewBox: "0 -7 30 14", class: "swatch", "aria-hidden": "true" }, svg("line", { x1: 0, x2: 24, y1: 0, y2: 0, stroke: colour, "stroke-width": 2, "stroke-dasharray": dash }), marks);
}

const cross = (x, size, colour) => svg("path", { d: `M${x - size},${-size}l${2 * size},${2 * size}m0,${-2 * size}l${-2 * size},${2 * size}`, stroke: colour, "stroke-width": 1.8, fill: "none" });
const dot = (x, r, colour) => svg("circle", { cx: x, cy: 0, r, fill: colour });

function legendOf({ attacks, links }) {
  const key = (mark, text) => element("span", { class: "key" }, mark, text);
  return element(
    "p",
    { class: "keys" },
    key(square(COLOURS.vm, COLOURS.vmEdge), "VM"),
    attacks.length ? key(square(COLOURS.fallen, COLOURS.fallen, cross(0, 3.5, "white")), "compromised VM") : null,
    key(square(COLOURS.reaches, COLOURS.chosen, dot(0, 2.4, COLOURS.chosen)), "can reach the chosen VM"),
    attacks.length ? key(stroke(COLOURS.fallen, null, dot(24, 3, COLOURS.fallen)), "exploit that arrives (a large dot: and works)") : null,
    attacks.length ? key(stroke(COLOURS.lost, "3 3", cross(24, 3, COLOURS.lost)), "exploit that is stopped") : null,
    links.length ? key(stroke(COLOURS.added, "5 4"), "link added, no packet passes yet") : null,
    links.length ? key(stroke(COLOURS.added, null), "added link works") : null,
    links.length ? key(stroke(COLOURS.removed, null), "link removed, packets still pass") : null,
    links.length ? key(stroke(COLOURS.lost, "5 4"), "removed link is cut") : null,
  );
}

export class ReplayPlayer {
  constructor(report, replay) {
    this.report = report;
    this.replay = replay;
    this.decoded = new Map();
    this.vm = null;
    this.capability = 0;
    this.view = new ReplayView(replay.cloud, (vm) => this.choose(vm));
    this.panel = new VmPanel((vm) => this.find(vm), (i) => this.setCapability(i));
    this.counters = element("p", { class: "counters" });
    this.legend = element("div");
    this.note = element("p", { class: "hint" });
    this.play = element("button", { type: "button", class: "play", onclick: () => (this.timer ? this.pause() : this.start()) });
    this.slider = element("input", { type: "range", min: 0, max: STEPS, step: 1, "aria-label": "time in the run", oninput: () => this.slide() });
    this.clock = element("output", { class: "clock" });
    this.found = element("div", { class: "found" });
    const search = element("input", {
      type: "search",
      placeholder: replay.cloud.vms[0]?.fullName ?? "",
      oninput: (event) => this.search(event.target.value),
      onkeydown: (event) => event.key === "Enter" && this.found.querySelector("button")?.click(),
    });
    const step = (label, by) => element("button", { type: "button", onclick: () => this.toEvent(by), title: `to the ${label} event: a VM falls, a change is submitted, a link obeys` }, `${label} event`);
    const zoomButton = (text, label, act) => element("button", { type: "button", "aria-label": label, title: label, onclick: act }, text);
    this.timeControls = element(
      "div",
      { class: "controls time" },
      this.play,
      step("previous", -1),
      step("next", 1),
      this.slider,
      this.clock,
      element("label", {}, element("span", {}, "speed"), (this.speed = element("select", { onchange: () => this.draw() }, SLOWER.map((slower) => element("option", {}, slownessText(slower)))))),
    );
    this.node = element(
      "div",
      { class: "replay" },
      element(
        "div",
        { class: "controls" },
        choice("design", replay.recordings.map(({ design }) => report.designs[design]), 0, (i) => this.setDesign(i)),
        (this.swatch = element("span")),
        element("label", {}, element("span", {}, "find a VM"), search),
        this.found,
        element("div", { class: "zoom" }, zoomButton("+", "larger", () => this.view.zoomBy(1.6)), zoomButton("−", "smaller", () => this.view.zoomBy(1 / 1.6)), zoomButton("⤢", "all of it", () => this.view.zoomOut())),
      ),
      this.timeControls,
      this.counters,
      element(
        "div",
        { class: "stage" },
        element(
          "div",
          { class: "drawing" },
          this.view.node,
          this.legend,
          this.note,
        ),
        this.panel.node,
      ),
    );
    this.showPlaying(false);
  }

  /** Once it is in the page, and whenever the page's width changes. */
  resize() {
    const stage = this.node.clientWidth;
    const isNarrow = stage < 860;
    this.node.classList.toggle("narrow", isNarrow);
    const width = Math.max(LEAST_WIDTH, stage - 2 - (isNarrow ? 0 : PANEL_WIDTH + 20));
    this.view.resize(width, Math.round(Math.max(300, Math.min(600, width * 0.66))));
    this.recording ? this.draw() : this.setDesign(0);
  }

  setDesign(i) {
    const { design, json } = this.replay.recordings[i];
    const isFirst = !this.recording;
    this.decoded.has(i) || this.decoded.set(i, new Recording(this.replay.cloud, json));
    this.recording = this.decoded.get(i);
    const { attacks, links, duration, events } = this.recording;
    if (isFirst) {
      this.t = duration;
      this.speed.selectedIndex = SLOWER.indexOf(slownessFor(this.recording));
      this.timeControls.hidden = this.replay.recordings.every(({ json: { falls, changes } }) => falls.length + changes.length === 0);
    }
    this.swatch.replaceChildren(swatch(this.report.styles[design]));
    this.legend.replaceChildren(legendOf(this.recording));
    const never = links.filter(({ effective }) => !Number.isFinite(effective));
    const cut = attacks.filter((attack) => attack.cut != null);
    this.note.textContent = [
      events.length ? "A packet is drawn for about half a second; it really takes microseconds." : "Nothing attacks or changes this cloud.",
      ...cut.map((attack) => `Exploits of ${attack.label} are drawn until ${timeText(attack.cut)}: there are ${human(attack.attempts, "")}, too many for a page. Compromised VMs are complete.`),
      never.length ? `${human(never.length, "")} of ${human(links.length, "")} changed links never obey under this design.` : "",
    ].join(" ");
    this.capability = Math.min(this.capability, this.recording.reach.length - 1);
    this.showVm();
    this.draw();
  }

  setCapability(i) {
    this.capability = i;
    this.showVm();
  }

  choose(vm) {
    this.vm = vm;
    this.showVm();
  }

  find(vm) {
    this.choose(vm);
    this.view.showVm(vm);
  }

  showVm() {
    if (this.vm == null) {
      this.panel.clear();
      this.view.choose(null, []);
      return;
    }
    this.panel.show(this.recording, this.vm, this.capability, this.t);
    this.view.choose(this.vm, this.recording.reachersOf(this.vm, this.capability));
  }

  search(words) {
    const wanted = words.trim().toLowerCase();
    const { vms } = this.replay.cloud;
    const found = [];
    for (let vm = 0; wanted && vm < vms.length && found.length < MOST_FOUND; ++vm) {
      vms[vm].fullName.toLowerCase().includes(wanted) && found.push(vm);
    }
    const buttons = found.map((vm) => element("button", { type: "button", class: "link", onclick: () => this.find(vm) }, vms[vm].fullName));
    this.found.replaceChildren(...(wanted && !found.length ? ["no VM has this in its name"] : buttons));
  }

  slide() {
    this.pause();
    this.t = (this.slider.value / STEPS) * this.recording.duration;
    this.draw();
  }

  toEvent(by) {
    this.pause();
    const { events, duration } = this.recording;
    const now = by > 0 ? countUntil(events, this.t) : countUntil(events, this.t - 1) - 1;
    this.t = Math.min(events[now] ?? (by > 0 ? duration : 0), duration);
    this.draw();
  }

  /** Microseconds of the run in a second for the reader. */
  pace() {
    return 1e6 / SLOWER[this.speed.selectedIndex];
  }

  start() {
    const { events, duration } = this.recording;
    if (this.t >= duration) {
      this.t = Math.max(0, (events[0] ?? 0) - 0.5 * this.pace());
    }
    let before = null;
    const frame = (now) => {
      this.t += before == null ? 0 : ((now - before) / 1000) * this.pace();
      before = now;
      if (this.t >= duration) {
        this.t = duration;
        this.pause();
      } else {
        this.timer = requestAnimationFrame(frame);
      }
      this.draw();
    };
    this.timer = requestAnimationFrame(frame);
    this.showPlaying(true);
  }

  pause() {
    cancelAnimationFrame(this.timer);
    this.timer = null;
    this.showPlaying(false);
  }

  showPlaying(isPlaying) {
    this.play.textContent = isPlaying ? "❚❚ Pause" : "▶ Play";
  }

  draw() {
    const { recording, t } = this;
    this.slider.value = Math.round((t / recording.duration) * STEPS);
    this.slider.setAttribute("aria-valuetext", timeText(t));
    this.clock.textContent = timeText(t);
    this.counters.replaceChildren(...this.counterTexts().map((text) => element("span", {}, text)));
    this.view.show(recording, t, PACKET_SECONDS * this.pace());
    this.vm == null || this.panel.update(recording, this.vm, t);
  }

  counterTexts() {
    const { recording, t } = this;
    const vms = human(recording.cloud.vms.length, "");
    const attacks = recording.attacks.map(({ label }, i) => {
      const { count, isMore } = recording.attemptsOf(i, t);
      return `${label}: ${human(recording.compromisedBy(i, t), "")} of ${vms} VMs compromised, ${isMore ? "more than " : ""}${human(count, "")} exploits sent`;
    });
    const { effective, submitted } = recording.linksAt(t);
    const links = recording.links.length ? [`changed links: ${human(effective, "")} of ${human(submitted, "")} obey`] : [];
    return [...attacks, ...links];
  }
}
