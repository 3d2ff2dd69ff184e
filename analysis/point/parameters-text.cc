// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/point/parameters-text.h"

namespace ns3::vnlab
{

std::string
ParametersText(const std::map<std::string, Parameter>& parameters)
{
    std::string text;
    for (const auto& [key, value] : parameters)
    {
        text += (text.empty() ? "" : ", ") + key + " = " + value.text;
    }
    return text;
}

} // namespace ns3::vnlab
