// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_COST_PRESET_H
#define VNLAB_COST_PRESET_H

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ns3::vnlab
{

/// What a preset has one operation cost.
struct PresetCost
{
    std::string cost;   ///< name of a Cost
    double value{0};    ///< in the cost's unit; 0 or more
    std::string source; ///< where that is from, or "assumption: ...", in one line
};

/// Prices that belong together, of things as they were in some year: `costs = "switches-2011"`.
struct CostPreset
{
    std::string name;        ///< as scenarios have it, with the year at the end
    uint32_t year{0};        ///< of what is priced
    std::string description; ///< one line for `vnlab list`
    std::vector<PresetCost> costs;

    /// As a Registry asks for it.
    std::string_view Name() const
    {
        return name;
    }
};

/// Declares presets: one static object beside the costs that they set.
class CostPresets
{
  public:
    /// @throws std::logic_error where a name is taken, or a preset is not as it should be, which ends the
    ///         program before main
    explicit CostPresets(std::vector<CostPreset> presets);
};

/// @return the preset, or nullptr
const CostPreset* FindCostPreset(std::string_view name);

/// @return all presets, by name
std::vector<const CostPreset*> AllCostPresets();

} // namespace ns3::vnlab

#endif // VNLAB_COST_PRESET_H
