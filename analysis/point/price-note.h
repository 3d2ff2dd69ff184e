// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PRICE_NOTE_H
#define VNLAB_PRICE_NOTE_H

#include <string>
#include <string_view>
#include <vector>

namespace ns3::vnlab
{

/// The metric that tells who has rules at the fabric's switches, and so is charged their prices.
inline constexpr std::string_view kSwitchRules = "config.rules_switch";

/**
 * @param charged designs that have rules at the fabric's switches
 * @param prices in words, as ScenarioOutline has them
 * @return "flat: switch prices of 2011 (275 rules/s, 250 ms lag); see costs"; "" where nobody is charged
 *         or the prices are not known
 */
std::string SwitchPriceNote(const std::vector<std::string>& charged, const std::string& prices);

} // namespace ns3::vnlab

#endif // VNLAB_PRICE_NOTE_H
