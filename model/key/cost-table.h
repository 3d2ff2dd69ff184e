// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_COST_TABLE_H
#define VNLAB_COST_TABLE_H

#include "model/key/metric-unit.h"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace ns3::vnlab
{

/// What one operation costs, as doc/costs.md lists it and a scenario's [costs] overrides it.
struct CostEntry
{
    std::string name;     ///< key in [costs]
    double standard{0};   ///< unless overridden, in the unit; 0 or more
    std::string source{}; ///< where that is from, in one line
    uint32_t place{0};    ///< in tables: lower ones come first, then by name
    MetricUnit unit{MetricUnit::kSeconds};

    /// As a Registry asks for it.
    std::string_view Name() const
    {
        return name;
    }
};

/// Declares the cost of an operation: one static object in the file that charges it.
class Cost
{
  public:
    /// @throws std::logic_error where the name is taken, or the entry is not as it should be, which
    ///         ends the program before main
    explicit Cost(CostEntry entry);

    const CostEntry& Entry() const
    {
        return *m_entry;
    }

  private:
    const CostEntry* m_entry; ///< lives as long as the program
};

/// @return what all operations cost that something here charges, in the order of the documentation
std::vector<const CostEntry*> AllCosts();

/// What operations cost in one run: the defaults, and what is set.
class CostTable
{
  public:
    /// @param value in the cost's unit
    void Set(const Cost& cost, double value);

    /// @throws std::invalid_argument where no cost has the name, with those that there are
    void Set(std::string_view name, double value);

    /// @return in the cost's unit
    double operator[](const Cost& cost) const
    {
        return Of(cost.Entry());
    }

    /// The same for what AllCosts() lists.
    double Of(const CostEntry& entry) const;

    /// Whether work on packets delays them, as it does unless told, or is only added up.
    void SetDelaysPackets(bool delays)
    {
        m_delaysPackets = delays;
    }

    bool DelaysPackets() const
    {
        return m_delaysPackets;
    }

  private:
    std::map<std::string, double, std::less<>> m_set; // by name
    bool m_delaysPackets{true};
};

/// @return the defaults with a scenario's overrides @throws std::invalid_argument as CostTable::Set
CostTable MakeCostTable(const std::map<std::string, double>& overrides);

} // namespace ns3::vnlab

#endif // VNLAB_COST_TABLE_H
