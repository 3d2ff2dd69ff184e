// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PARAMETERS_TEXT_H
#define VNLAB_PARAMETERS_TEXT_H

#include "analysis/result/run-result.h"

#include <map>
#include <string>

namespace ns3::vnlab
{

/// @return "KEY = VALUE, …", "" without any
std::string ParametersText(const std::map<std::string, Parameter>& parameters);

} // namespace ns3::vnlab

#endif // VNLAB_PARAMETERS_TEXT_H
