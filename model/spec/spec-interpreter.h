// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SPEC_INTERPRETER_H
#define VNLAB_SPEC_INTERPRETER_H

#include "model/spec/raw-graph.h"
#include "model/spec/spec-reader.h"

#include <string>

namespace ns3::vnlab
{

/**
 * @brief Gives a labelled graph its meaning as a tenant specification.
 *
 * Each vertex is a VM, each edge a virtual link. An empty label is as good as none, and labels
 * that are not listed here are left out by the readers (LabelVocabulary). Lists are separated by spaces or commas.
 *
 * | of | label | value | default |
 * |---|---|---|---|
 * | graph | `subnet` | prefix of the only path | 10.0.0.0/16 |
 * | graph | `protocol` | `vxlan`, `nvgre` or `ipip`: of every path that names none | `vxlan` |
 * | graph | `max_links` | number: of every VM that has none of its own | no limit |
 * | graph | `paths` | list of `name=prefix` or `name=prefix:protocol`; the first is path 0 | one path, `default` |
 * | graph | `chains` | `client>firewall>web, client>ids`: consecutive VMs are linked on path 0, and so are the ends, whose traffic passes all VMs between | none |
 * | vertex | `name` | the VM's name, unique | `label`, if unique, else the id |
 * | vertex | `role` | what `deny` and readers group by | none |
 * | vertex | `max_links` | most VMs that this one may be linked to, 0 or more | the graph's |
 * | vertex | `deny` | list of names or roles of VMs that this one must not be linked to | none |
 * | edge | `path` | a name from `paths` | path 0 |
 * | edge | `allow` | list of `tcp/80`, `udp/53`, `tcp`, `udp`, `icmp` | everything |
 *
 * - `subnet` together with `paths`, and `protocol` on an edge, are errors: a protocol belongs to a path.
 * - `chains` and `deny` may give a VM's id where no VM has that name. A chain adds no link where an
 *   edge joins the two VMs on path 0 already, so that it does not widen that edge's `allow`; one that
 *   joins its ends is led through the VMs between.
 * - `deny` and `max_links` bound what goes straight: a chain joins its ends in spite of them.
 * - Parallel edges on one path are merged, each but the first with a warning: their `allow` lists
 *   are united, and one without a list allows everything. Self-loops are ignored with a warning.
 * - A `deny` entry that is neither a VM nor a role has a warning.
 * - Settings (model/spec/spec-settings.h) are counted as written: before merging, and with the labels
 *   that the format's own defaults (`node [role=web]` in DOT, `<default>` in GraphML) give an element.
 *
 * @param graph what the file says
 * @param fileName names the specification and stands in messages
 * @throws InputError naming, where it is stated, every bad value and every violated constraint (CheckConstraints)
 */
ReadResult InterpretGraph(const RawGraph& graph, const std::string& fileName);

} // namespace ns3::vnlab

#endif // VNLAB_SPEC_INTERPRETER_H
