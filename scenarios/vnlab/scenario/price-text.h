// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PRICE_TEXT_H
#define VNLAB_PRICE_TEXT_H

#include "model/key/cost-table.h"

#include <string>

namespace ns3::vnlab
{

/// @return what rules cost at the fabric's switches: "switch prices of 2011 (275 rules/s, 250 ms lag)"
std::string SwitchPriceText(const CostTable& costs);

} // namespace ns3::vnlab

#endif // VNLAB_PRICE_TEXT_H
