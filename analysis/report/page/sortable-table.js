// SPDX-License-Identifier: GPL-2.0-only
//
// A table whose columns sort, by click or by key, and whose rows can be filtered.

import { element } from "./dom.js";

/** Rows in the order of `key`; equal ones keep theirs, what has no place comes last. */
export function sorted(rows, key, descending) {
  const missing = (value) => value == null || Number.isNaN(value);
  const compare = (a, b) => {
    const [x, y] = [key(a), key(b)];
    if (missing(x) || missing(y)) {
      return missing(x) - missing(y);
    }
    const order = typeof x === "number" ? (x < y ? -1 : x > y ? 1 : 0) : x < y ? -1 : x > y ? 1 : 0;
    return descending ? -order : order;
  };
  return [...rows].sort(compare);
}

/**
 * `columns`: { heading, text(row), key(row), className(row), cell(row), numeric }. `cell` may give
 * an element instead of a text; `key` is what the column sorts by. The first column heads its row.
 */
export class SortableTable {
  constructor(caption, columns, rows) {
    this.columns = columns;
    this.rows = rows;
    this.accepts = () => true;
    this.sortedBy = null;
    this.descending = false;
    this.body = element("tbody");
    this.headings = columns.map((column, i) =>
      element(
        "th",
        { scope: "col", class: column.numeric ? "numeric" : null },
        element("button", { type: "button", onclick: () => this.sortBy(i) }, column.heading),
      ),
    );
    this.node = element("table", {}, element("caption", {}, caption), element("thead", {}, element("tr", {}, this.headings)), this.body);
    this.show();
  }

  sortBy(column) {
    this.descending = this.sortedBy === column && !this.descending;
    this.sortedBy = column;
    this.show();
  }

  filter(accepts) {
    this.accepts = accepts;
    this.show();
  }

  setRows(rows) {
    this.rows = rows;
    this.show();
  }

  show() {
    const rows = this.rows.filter(this.accepts);
    const column = this.columns[this.sortedBy];
    const ordered = column ? sorted(rows, column.key, this.descending) : rows;
    this.shown = ordered.length;
    this.body.replaceChildren(...ordered.map((row) => this.rowOf(row)));
    this.headings.forEach((heading, i) => {
      const direction = this.descending ? "descending" : "ascending";
      i === this.sortedBy ? heading.setAttribute("aria-sort", direction) : heading.removeAttribute("aria-sort");
    });
  }

  rowOf(row) {
    return element(
      "tr",
      {},
      this.columns.map((column, i) => {
        const content = column.cell ? column.cell(row) : column.text(row);
        const classes = [column.numeric ? "numeric" : "", column.className?.(row) ?? ""].filter(Boolean).join(" ");
        return i === 0
          ? element("th", { scope: "row", class: classes || null }, content)
          : element("td", { class: classes || null }, content);
      }),
    );
  }
}
