// SPDX-License-Identifier: GPL-2.0-only
//
// What the replay says about a chosen VM: what it is, how it stands, its rules, who reaches it.

import { choice, element } from "./dom.js";
import { human } from "./format.js";

const MOST_LISTED = 200;
const MOST_OPEN = 24; // of a list, at first

const seconds = (t) => `${(t / 1e6).toFixed(t % 1000 ? 6 : 3)} s`;

/** The first of many items, and how many more there are. */
function listed(items, itemOf) {
  const more = items.length - MOST_LISTED;
  return [
    element("ul", {}, items.slice(0, MOST_LISTED).map((item) => element("li", {}, itemOf(item)))),
    more > 0 ? element("p", { class: "more" }, `and ${human(more, "")} more`) : null,
  ];
}

export function stateText(recording, vm, t) {
  if (!recording.isThere(vm, t)) {
    return "does not exist at this time";
  }
  const falls = recording.falls.filter((fall) => fall.vm === vm && fall.at <= t);
  if (falls.length === 0) {
    return "not compromised";
  }
  return falls
    .map(({ at, attack, by }) => {
      const how = by == null ? "it is the foothold" : `by ${recording.cloud.vms[by].fullName}`;
      return `compromised at ${seconds(at)} (${recording.attacks[attack].label}): ${how}`;
    })
    .join("; ");
}

export class VmPanel {
  /** `choose(vm)` is called for a VM that is clicked in a list, `reachChosen(i)` for a capability. */
  constructor(choose, reachChosen) {
    this.node = element("div", { class: "vm-panel", "aria-live": "polite" });
    this.choose = choose;
    this.reachChosen = reachChosen;
    this.clear();
  }

  clear() {
    this.state = null;
    this.node.replaceChildren(element("p", { class: "hint" }, "Click a VM, or find it by its name: its rules and who can reach it are shown here."));
  }

  show(recording, vm, capability, t) {
    const { fullName, tenant, address, host } = recording.cloud.vms[vm];
    const { racks, hosts, datacenters } = recording.cloud;
    const rack = Math.floor(host / hosts);
    const place = [`host ${host}`, `rack ${rack}`, datacenters > 1 ? `data center ${Math.floor(rack / racks)}` : null];
    this.state = element("dd", {});
    const facts = [
      ["tenant", tenant],
      ["address", address],
      ["where", place.filter(Boolean).join(", ")],
    ].flatMap(([name, text]) => [element("dt", {}, name), element("dd", {}, text)]);
    const rules = recording.rulesOf(vm);
    const reachers = recording.reachersOf(vm, capability);
    const capabilities = recording.reach.map((reach) => reach.capability);
    const count = rules.reduce((sum, { texts }) => sum + texts.length, 0);
    const as = capabilities.length > 1 ? [choice("attacker", capabilities, capability, this.reachChosen)] : [];
    this.node.replaceChildren(
      element("h3", {}, fullName),
      element("dl", {}, facts, element("dt", {}, "now"), this.state),
      element("h4", {}, `${human(reachers.length, "")} of ${human(recording.cloud.vms.length - 1, "")} other VMs can reach it`),
      element("p", { class: "more" }, `in one step, as ${capabilities[capability]}, with the networks as they are at the start`),
      ...as,
      element(
        "details",
        { open: reachers.length > 0 && reachers.length <= MOST_OPEN },
        element("summary", {}, "which ones"),
        listed(reachers, (other) => element("button", { type: "button", class: "link", onclick: () => this.choose(other) }, recording.cloud.vms[other].fullName)),
      ),
      element("h4", {}, count === 1 ? "1 rule at the start" : `${human(count, "")} rules at the start`),
      ...rules.map(({ place: at, texts }) =>
        element("details", { open: texts.length <= MOST_OPEN }, element("summary", {}, `${at}: ${human(texts.length, "")}`), listed(texts, (text) => text)),
      ),
    );
    this.update(recording, vm, t);
  }

  update(recording, vm, t) {
    const text = stateText(recording, vm, t);
    if (this.state && this.state.textContent !== text) {
      this.state.textContent = text;
    }
  }
}
