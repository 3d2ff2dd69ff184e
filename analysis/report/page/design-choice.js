// SPDX-License-Identifier: GPL-2.0-only
//
// Which designs the page shows: the legend as a choice, families folded to their heads.

import { swatch } from "./design-style.js";
import { element } from "./dom.js";

/** A point without the designs that are hidden; standings stay those among all designs. */
export function shownPoint(point, hidden) {
  const shows = ({ design }) => !hidden.has(design);
  const withShown = (entries) => entries.map((entry) => ({ ...entry, curves: entry.curves.filter(shows) })).filter(({ curves }) => curves.length);
  return {
    ...point,
    runs: point.runs.filter(([design]) => !hidden.has(design)),
    rows: point.rows.map((row) => ({ ...row, cells: row.cells.filter(shows) })).filter(({ cells }) => cells.length),
    distributions: withShown(point.distributions),
    series: withShown(point.series),
  };
}

/** The families that have more than one of these designs: [head, members]. */
export function familiesOf(styles, designs) {
  const members = new Map();
  for (const design of designs) {
    const { family } = styles[design];
    members.set(family, [...(members.get(family) ?? []), design]);
  }
  return [...members].filter(([, of]) => of.length > 1).map(([family, of]) => [of.includes(family) ? family : of[0], of]);
}

/** A box to tick for each design, and a button for each family. One design always stays. */
export function designChoice(report, designs, hidden, changed) {
  const show = (design, shown) => {
    shown ? hidden.delete(design) : hidden.add(design);
    if (designs.every((each) => hidden.has(each))) {
      hidden.delete(design);
    }
  };
  const boxes = designs.map((design) =>
    element(
      "label",
      { class: "key" },
      element("input", {
        type: "checkbox",
        checked: !hidden.has(design),
        onchange: (event) => {
          show(design, event.target.checked);
          changed();
        },
      }),
      swatch(report.styles[design]),
      element("b", {}, report.designs[design]),
    ),
  );
  const buttons = familiesOf(report.styles, designs).map(([head, members]) => {
    const folded = members.every((design) => design === head || hidden.has(design));
    const fold = () => {
      members.forEach((design) => show(design, folded || design === head));
      changed();
    };
    return element("button", { type: "button", class: "fold", "aria-expanded": String(!folded), onclick: fold }, `${folded ? "unfold" : "fold"} ${report.designs[head]} (${members.length})`);
  });
  return [...boxes, ...buttons];
}
