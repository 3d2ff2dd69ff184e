// SPDX-License-Identifier: GPL-2.0-only
//
// Where data centers, racks, hosts and VMs are drawn, in units of a tenth of a VM.

const CELL = 10;
const HOST_PAD = 3;
const HOST_GAP = 4;
const RACK_PAD = 6;
const RACK_LABEL = 16;
const RACK_GAP = 12;
const DATACENTER_LABEL = 22;
const DATACENTER_GAP = 24;

/** The sizes of everything where a host is `columns` VMs wide. */
function sizesFor(cloud, most, columns, rackColumns, datacenterColumns) {
  const host = {
    width: columns * CELL + 2 * HOST_PAD,
    height: Math.ceil(most / columns) * CELL + 2 * HOST_PAD,
  };
  const rack = {
    width: host.width + 2 * RACK_PAD,
    height: RACK_LABEL + cloud.hosts * (host.height + HOST_GAP) - HOST_GAP + RACK_PAD,
  };
  const label = cloud.datacenters > 1 ? DATACENTER_LABEL : 0;
  const datacenter = {
    width: rackColumns * (rack.width + RACK_GAP) - RACK_GAP,
    height: label + Math.ceil(cloud.racks / rackColumns) * (rack.height + RACK_GAP) - RACK_GAP,
  };
  return {
    columns, rackColumns, datacenterColumns, host, rack, label, datacenter,
    width: datacenterColumns * (datacenter.width + DATACENTER_GAP) - DATACENTER_GAP,
    height: Math.ceil(cloud.datacenters / datacenterColumns) * (datacenter.height + DATACENTER_GAP) - DATACENTER_GAP,
  };
}

/** Numbers from 1 to `most`; of many, some. */
function candidates(most) {
  const numbers = new Set();
  for (let number = 1; number < most; number = Math.max(number + 1, Math.floor(number * 1.2))) {
    numbers.add(number);
  }
  return [...numbers, most];
}

/** The sizes that use an area best. */
function bestSizes(cloud, most, area) {
  let best = null;
  for (const columns of candidates(most)) {
    for (const rackColumns of candidates(cloud.racks)) {
      for (const datacenterColumns of candidates(cloud.datacenters)) {
        const sizes = sizesFor(cloud, most, columns, rackColumns, datacenterColumns);
        sizes.scale = Math.min(area.width / sizes.width, area.height / sizes.height);
        if (!best || sizes.scale > best.scale) {
          best = sizes;
        }
      }
    }
  }
  return best;
}

export function layoutOf(cloud, area) {
  const onHost = new Map();
  cloud.vms.forEach(({ host }, vm) => onHost.set(host, [...(onHost.get(host) ?? []), vm]));
  const most = Math.max(1, ...[...onHost.values()].map((vms) => vms.length));
  const sizes = bestSizes(cloud, most, area);
  const { host: hostSize, rack: rackSize, datacenter: size } = sizes;
  const layout = { width: sizes.width, height: sizes.height, cell: CELL, datacenters: [], racks: [], hosts: [], x: [], y: [] };
  for (let datacenter = 0; datacenter < cloud.datacenters; ++datacenter) {
    const left = (datacenter % sizes.datacenterColumns) * (size.width + DATACENTER_GAP);
    const top = Math.floor(datacenter / sizes.datacenterColumns) * (size.height + DATACENTER_GAP);
    layout.datacenters.push({ x: left, y: top });
    for (let k = 0; k < cloud.racks; ++k) {
      const rack = datacenter * cloud.racks + k;
      const x = left + (k % sizes.rackColumns) * (rackSize.width + RACK_GAP);
      const y = top + sizes.label + Math.floor(k / sizes.rackColumns) * (rackSize.height + RACK_GAP);
      layout.racks.push({ x, y, ...rackSize });
      for (let i = 0; i < cloud.hosts; ++i) {
        const host = rack * cloud.hosts + i;
        const hostX = x + RACK_PAD;
        const hostY = y + RACK_LABEL + i * (hostSize.height + HOST_GAP);
        layout.hosts.push({ x: hostX, y: hostY, ...hostSize });
        (onHost.get(host) ?? []).forEach((vm, slot) => {
          layout.x[vm] = hostX + HOST_PAD + ((slot % sizes.columns) + 0.5) * CELL;
          layout.y[vm] = hostY + HOST_PAD + (Math.floor(slot / sizes.columns) + 0.5) * CELL;
        });
      }
    }
  }
  return layout;
}
