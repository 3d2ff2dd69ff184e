// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PARAMETER_VALUE_H
#define VNLAB_PARAMETER_VALUE_H

#include "analysis/result/run-result.h"

#include <toml++/toml.h>

namespace ns3::vnlab
{

/// @return a value of a scenario file as results are stored with it
Parameter ParameterOf(const toml::node& value);

} // namespace ns3::vnlab

#endif // VNLAB_PARAMETER_VALUE_H
