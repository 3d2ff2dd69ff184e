// SPDX-License-Identifier: GPL-2.0-only
//
// The recordings of a report as its replay uses them. analysis/report/recording-json.cc writes them.
// Times are microseconds, VMs are numbers.

/** The numbers of [left out, following, left out, following, …]. */
export function fromRanges(ranges) {
  const numbers = [];
  let next = 0;
  for (let i = 0; i < ranges.length; i += 2) {
    next += ranges[i];
    for (const end = next + ranges[i + 1]; next < end; ++next) {
      numbers.push(next);
    }
  }
  return numbers;
}

/** How many of the rising times are not after `t`. */
export function countUntil(times, t) {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    times[middle] <= t ? (low = middle + 1) : (high = middle);
  }
  return low;
}

const rising = (times) => [...times].sort((a, b) => a - b);

function readCloud(cloud) {
  const later = new Set(fromRanges(cloud.later));
  const vms = cloud.name.map((name, i) => ({
    name,
    fullName: `${cloud.tenants[cloud.tenant[i]]}/${name}`,
    tenant: cloud.tenants[cloud.tenant[i]],
    host: cloud.host[i],
    address: cloud.address[i],
    atStart: !later.has(i),
  }));
  return { datacenters: cloud.datacenters, racks: cloud.racks, hosts: cloud.hosts, vms };
}

function readAttempts({ t, attack, from, to, outcome }) {
  const times = new Float64Array(t.length);
  let now = 0;
  for (let i = 0; i < t.length; ++i) {
    now += t[i];
    times[i] = now;
  }
  return { times, attack, from, to, outcome };
}

/** When each VM comes and goes: [time, whether it is there], rising. */
function presenceOf(cloud, changes) {
  const presence = new Map();
  const note = (vm, at, there) => presence.set(vm, [...(presence.get(vm) ?? []), [at, there]]);
  cloud.vms.forEach(({ atStart }, vm) => atStart || note(vm, 0, false));
  for (const { at, came, went } of changes) {
    came.forEach((vm) => note(vm, at, true));
    went.forEach((vm) => note(vm, at, false));
  }
  return presence;
}

/** One run, with what can be asked of it at a time. */
export class Recording {
  constructor(cloud, json) {
    this.cloud = cloud;
    this.duration = json.duration;
    this.attacks = json.attacks;
    this.attempts = readAttempts(json.attempts);
    this.falls = json.falls.map(([at, attack, vm, by]) => ({ at, attack, vm, by }));
    this.changes = json.changes;
    this.links = json.changes.flatMap(({ at, added, removed }) => [
      ...added.map(([a, b, effective]) => ({ a, b, at, effective: effective ?? Infinity, isAdded: true })),
      ...removed.map(([a, b, effective]) => ({ a, b, at, effective: effective ?? Infinity, isAdded: false })),
    ]);
    this.reach = json.reach;
    this.rules = json.rules;
    this.presence = presenceOf(cloud, json.changes);
    this.firstFall = new Map(); // by VM; falls rise in time
    for (const fall of this.falls) {
      this.firstFall.has(fall.vm) || this.firstFall.set(fall.vm, fall);
    }
    this.fallen = [...this.firstFall.values()];
    this.fallenTimes = this.fallen.map(({ at }) => at);
    this.fallTimes = this.attacks.map((_, i) => this.falls.filter(({ attack }) => attack === i).map(({ at }) => at));
    this.attemptTimes = this.attacks.map((_, i) => this.attempts.times.filter((_, k) => this.attempts.attack[k] === i));
    this.events = rising(
      new Set([
        ...this.falls.map(({ at }) => at),
        ...this.changes.map(({ at }) => at),
        ...this.links.map(({ effective }) => effective).filter(Number.isFinite),
      ]),
    );
  }

  /** VMs compromised by an attack until `t`. */
  compromisedBy(attack, t) {
    return countUntil(this.fallTimes[attack], t);
  }

  /** Attempts of an attack until `t`; isMore where the recording was cut short before. */
  attemptsOf(attack, t) {
    const { attempts, cut } = this.attacks[attack];
    if (t >= this.duration) {
      return { count: attempts, isMore: false };
    }
    return { count: countUntil(this.attemptTimes[attack], t), isMore: cut != null && t >= cut };
  }

  /** Changed links: how many packets obey at `t`, and how many were submitted. */
  linksAt(t) {
    const submitted = this.links.filter(({ at }) => at <= t);
    return { effective: submitted.filter(({ effective }) => effective <= t).length, submitted: submitted.length };
  }

  isThere(vm, t) {
    const before = (this.presence.get(vm) ?? []).filter(([at]) => at <= t);
    return before.length === 0 || before[before.length - 1][1];
  }

  /** The VMs that reach one, without itself. */
  reachersOf(vm, capability) {
    const { sets, of } = this.reach[capability];
    return fromRanges(sets[of[vm]]).filter((other) => other !== vm);
  }

  /** The rules that concern a VM, by the place that holds them. */
  rulesOf(vm) {
    return this.rules.of[vm].map((list) => {
      const [place, texts] = this.rules.lists[list];
      return { place, texts: fromRanges(texts).map((text) => this.rules.texts[text]) };
    });
  }
}

/** The replay: why there is none, or recordings by design, in the report's order of designs. */
export function readReplay(replay) {
  if (!replay) {
    return null;
  }
  const { why, point, seed, run, left } = replay.head;
  const cloud = replay.cloud && readCloud(replay.cloud);
  const recordings = [...replay.recordings].sort(([a], [b]) => a - b);
  return { why, point, seed, run, left, cloud, recordings: recordings.map(([design, json]) => ({ design, json })) };
}
