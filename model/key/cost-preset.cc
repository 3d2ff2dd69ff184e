// SPDX-License-Identifier: GPL-2.0-only
#include "model/key/cost-preset.h"

#include "model/key/registry.h"

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <utility>

namespace ns3::vnlab
{

namespace
{

bool
IsComplete(const CostPreset& preset)
{
    return preset.name.ends_with("-" + std::to_string(preset.year)) &&
           !preset.description.empty() && !preset.costs.empty() &&
           std::ranges::all_of(preset.costs,
                               [](const PresetCost& cost) {
                                   return !cost.cost.empty() && !cost.source.empty() &&
                                          cost.value >= 0;
                               });
}

} // namespace

CostPresets::CostPresets(std::vector<CostPreset> presets)
{
    for (CostPreset& preset : presets)
    {
        if (!IsComplete(preset))
        {
            throw std::logic_error(
                "the preset of costs \"" + preset.name +
                "\" has no year at the end of its name, no description, no costs, "
                "or one without a source or below 0");
        }
        Registry<CostPreset>::Get().Add(std::make_unique<const CostPreset>(std::move(preset)));
    }
}

const CostPreset*
FindCostPreset(std::string_view name)
{
    return Registry<CostPreset>::Get().Find(name);
}

std::vector<const CostPreset*>
AllCostPresets()
{
    return Registry<CostPreset>::Get().All();
}

} // namespace ns3::vnlab
