// SPDX-License-Identifier: GPL-2.0-only
//
// One box that says what is under the pointer.

import { byId, element } from "./dom.js";

/** Shows lines of text beside the pointer. */
export function showTooltip(event, heading, lines) {
  const box = byId("tooltip");
  box.replaceChildren(
    element("b", {}, heading),
    ...lines.map((line) => element("div", {}, line)),
  );
  box.hidden = false;
  const { width, height } = box.getBoundingClientRect();
  const x = Math.min(event.clientX + 14, window.innerWidth - width - 8);
  const below = event.clientY + 14;
  const y = below + height > window.innerHeight - 8 ? event.clientY - height - 10 : below;
  box.style.left = `${Math.max(x, 4)}px`;
  box.style.top = `${Math.max(y, 4)}px`;
}

export function hideTooltip() {
  byId("tooltip").hidden = true;
}
