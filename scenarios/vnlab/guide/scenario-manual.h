// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SCENARIO_MANUAL_H
#define VNLAB_SCENARIO_MANUAL_H

#include "model/key/key-visitor.h"

#include <string>

namespace ns3::vnlab
{

/// @return Markdown tables of all keys of the scenario file: type, default, what is accepted, and
///         what it is; one table for each table of the file
std::string DescribeKeys(const KnownNames& known);

} // namespace ns3::vnlab

#endif // VNLAB_SCENARIO_MANUAL_H
