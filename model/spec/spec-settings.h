// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SPEC_SETTINGS_H
#define VNLAB_SPEC_SETTINGS_H

#include "model/spec/specification.h"

#include <cstdint>
#include <span>
#include <vector>

namespace ns3::vnlab
{

/// The path of a specification that names none: "default", 10.0.0.0/16, VXLAN.
Path DefaultPath();

/**
 * @name What a person writes (`config.settings_intent`)
 *
 * A setting is a vertex, an edge, or a label value that differs from its default; of a label that
 * is a list, each entry is one. What belongs to a setting is not counted beside it: a vertex has its
 * name, wherever that is written (`name`, `label` or the id), an edge its ends, a chain the links
 * that it makes, an entry of `paths` its subnet and protocol. Addresses are never typed: the subnet
 * implies them.
 * @{
 */
/// Adds role, max_links and each entry of deny.
void AddSettings(const VmSpec& vm, SpecSettings& settings);
/// Adds the link's path, unless that is path 0, and each entry of allow.
void AddSettings(const LinkSpec& link, SpecSettings& settings);
/// @param protocol of paths that name none
/// @return one for each path; nothing for the default path alone
uint64_t CountPaths(const std::vector<Path>& paths, TunnelProtocol protocol);
/// @return what a person would write for the specification, link by link and with nothing said twice
SpecSettings CountSettings(const Specification& specification);
/** @} */

/**
 * @brief Counts what a tenant states to a design that acts on some parts of a specification.
 *
 * Links say on which paths their ends are. Where they are not taken, a VM states its paths itself:
 * each one, unless path 0 is the only one, which is the default.
 *
 * @return the settings of these parts
 */
uint64_t CountStated(const Specification& specification, std::span<const SpecPart> taken);

} // namespace ns3::vnlab

#endif // VNLAB_SPEC_SETTINGS_H
