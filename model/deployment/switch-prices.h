// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SWITCH_PRICES_H
#define VNLAB_SWITCH_PRICES_H

#include "model/key/cost-table.h"

#include <cstdint>
#include <optional>

namespace ns3::vnlab
{

/// What a rule costs at a switch of the fabric.
struct SwitchPrices
{
    double update_s{0};           ///< one rule after the other takes this long
    double lag_s{0};              ///< from a rule's acknowledgement until packets obey it
    std::optional<uint32_t> year; ///< of the preset that has both; nothing: none has
};

SwitchPrices SwitchPricesOf(const CostTable& costs);

} // namespace ns3::vnlab

#endif // VNLAB_SWITCH_PRICES_H
