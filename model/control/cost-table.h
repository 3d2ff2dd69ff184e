// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_COST_TABLE_H
#define VNLAB_COST_TABLE_H

#include <map>
#include <span>
#include <string>
#include <string_view>

namespace ns3::vnlab
{

/// What operations cost; one field per entry of CostEntries(). Seconds, unless the name says else.
struct CostTable
{
    double hookEncapsulate_s{121e-9};
    double hookDecapsulate_s{40e-9};
    double hookWhitelist_s{32e-9};
    double switchForward_s{41.6e-9};
    double switchEncapsulate_s{121e-9};
    double switchDecapsulate_s{99e-9};
    double switchFilter_s{32e-9};
    double controllerRule_s{1.0 / 219'000};
    double softwareRuleUpdate_s{1e-6};
    double fabricRuleUpdate_s{1.0 / 275};
    double fabricRuleLag_s{0.25};
    double identitySign_s{24e-6};
    double identityVerify_s{63e-6};
};

/// One entry, as a scenario overrides it and doc/costs.md lists it.
struct CostEntry
{
    std::string_view name; ///< key in a scenario's [costs]
    double CostTable::*value;
    std::string_view source;
};

/// @return all entries in the order of the documentation
std::span<const CostEntry> CostEntries();

/**
 * @brief The defaults with a scenario's overrides.
 * @param overrides by entry name; an unknown name stops the program (the parser has checked)
 */
CostTable MakeCostTable(const std::map<std::string, double>& overrides);

} // namespace ns3::vnlab

#endif // VNLAB_COST_TABLE_H
