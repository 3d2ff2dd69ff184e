// SPDX-License-Identifier: GPL-2.0-only
//
// Labels beside each other: moved apart where they would overlap.

/** Heights in the order of `wanted`, each as near to its own as a gap between all of them permits. */
export function spread(wanted, top, bottom, gap) {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a] - wanted[b] || a - b);
  const least = Math.min(gap, (bottom - top) / Math.max(1, wanted.length - 1));
  const placed = [];
  order.forEach((i, rank) => {
    placed[i] = rank ? Math.max(wanted[i], placed[order[rank - 1]] + least) : Math.max(wanted[i], top);
  });
  order.reverse().forEach((i, rank) => {
    placed[i] = Math.min(placed[i], rank ? placed[order[rank - 1]] - least : bottom);
  });
  return placed;
}
