// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/point/price-note.h"

namespace ns3::vnlab
{

std::string
SwitchPriceNote(const std::vector<std::string>& charged, const std::string& prices)
{
    if (charged.empty() || prices.empty())
    {
        return "";
    }
    std::string names;
    for (const std::string& design : charged)
    {
        names += (names.empty() ? "" : ", ") + design;
    }
    return names + ": " + prices + "; see costs";
}

} // namespace ns3::vnlab
