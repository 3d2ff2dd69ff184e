// SPDX-License-Identifier: GPL-2.0-only
//
// Elements from code. Texts are text nodes: what a name holds is shown, never parsed.

const SVG = "http://www.w3.org/2000/svg";

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) {
      node.addEventListener(name.slice(2), value);
    } else if (value != null && value !== false) {
      node.setAttribute(name, value === true ? "" : value);
    }
  }
  node.append(...children.flat().filter((child) => child != null));
  return node;
}

export function element(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

export function svg(name, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

export function byId(id) {
  return document.getElementById(id);
}

/** A labelled <select>; `chosen` is called with the position of the option. */
export function choice(label, options, selected, chosen) {
  const select = element(
    "select",
    { onchange: (event) => chosen(event.target.selectedIndex) },
    options.map((option, i) => element("option", { selected: i === selected }, option)),
  );
  return element("label", {}, element("span", {}, label), select);
}
