// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SPEC_SETTINGS_H
#define VNLAB_SPEC_SETTINGS_H

#include "model/spec/specification.h"

#include <cstdint>
#include <vector>

namespace ns3::vnlab
{

/// The path of a specification that names none: "default", 10.0.0.0/16, VXLAN.
Path DefaultPath();

/**
 * @name What a person writes (`config.settings`)
 *
 * A setting is a vertex, an edge, or a label value that differs from its default. A vertex includes
 * its name. Each entry of a list is a value of its own: a name in `deny`, a service in `allow`, a
 * path in `paths`, a VM in `chains`; the protocol of a path is one more.
 * @{
 */
/// @return the label values of a VM: role, max_links and each entry of deny
uint64_t CountSettings(const VmSpec& vm);
/// @return the label values of a link: its path, unless that is path 0, and each entry of allow
uint64_t CountSettings(const LinkSpec& link);
/// @return each path but the default one, and the protocol: once where all paths share it, else
///         for each path that has another than VXLAN
uint64_t CountSettings(const std::vector<Path>& paths);
/// @return what a person would write for the specification, with nothing said twice
uint64_t CountSettings(const Specification& specification);
/** @} */

} // namespace ns3::vnlab

#endif // VNLAB_SPEC_SETTINGS_H
