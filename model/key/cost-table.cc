// SPDX-License-Identifier: GPL-2.0-only
#include "model/key/cost-table.h"

#include "model/key/registry.h"

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <tuple>
#include <utility>

namespace ns3::vnlab
{

namespace
{

/// @return the entry where everybody finds it, for as long as the program runs @throws std::logic_error
const CostEntry*
Registered(CostEntry entry)
{
    const bool complete = !entry.name.empty() && !entry.source.empty() && entry.standard >= 0;
    if (!complete)
    {
        throw std::logic_error("the cost \"" + entry.name +
                               "\" has no name, no source, or a default below 0");
    }
    auto registered = std::make_unique<const CostEntry>(std::move(entry));
    const CostEntry* stays = registered.get();
    Registry<CostEntry>::Get().Add(std::move(registered));
    return stays;
}

} // namespace

Cost::Cost(CostEntry entry)
    : m_entry(Registered(std::move(entry)))
{
}

std::vector<const CostEntry*>
AllCosts()
{
    std::vector<const CostEntry*> all = Registry<CostEntry>::Get().All();
    std::ranges::sort(
        all, {}, [](const CostEntry* entry) { return std::tie(entry->place, entry->name); });
    return all;
}

void
CostTable::Set(const Cost& cost, double value)
{
    m_set[cost.Entry().name] = value;
}

void
CostTable::Set(std::string_view name, double value)
{
    if (!Registry<CostEntry>::Get().Find(name))
    {
        std::string accepted;
        for (const CostEntry* entry : AllCosts())
        {
            accepted += (accepted.empty() ? "" : ", ") + entry->name;
        }
        throw std::invalid_argument("no cost is called \"" + std::string(name) +
                                    "\"; accepted: " + accepted);
    }
    m_set[std::string(name)] = value;
}

double
CostTable::Of(const CostEntry& entry) const
{
    const auto set = m_set.find(entry.name);
    return set == m_set.end() ? entry.standard : set->second;
}

CostTable
MakeCostTable(const std::map<std::string, double>& overrides)
{
    CostTable table;
    for (const auto& [name, value] : overrides)
    {
        table.Set(name, value);
    }
    return table;
}

} // namespace ns3::vnlab
