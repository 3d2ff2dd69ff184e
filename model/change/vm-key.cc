// SPDX-License-Identifier: GPL-2.0-only
#include "model/change/vm-key.h"

#include "model/dice.h"

#include <algorithm>
#include <boost/range/iterator_range.hpp>

namespace ns3::vnlab
{

std::optional<ChangeObjection>
ObjectionToVm(const std::string& tenant,
              const Specification& specification,
              const std::string& text)
{
    const std::vector<std::string> names = VmNamesOf(specification);
    if (text == "random" || std::ranges::binary_search(names, text))
    {
        return std::nullopt;
    }
    return ChangeObjection{"vm",
                           "is \"" + text + "\", which is no VM of " + tenant +
                               " at that time; accepted is one of its, or \"random\""};
}

std::vector<std::string>
VmNamesOf(const Specification& specification)
{
    std::vector<std::string> names;
    for (const auto vm : boost::make_iterator_range(boost::vertices(specification.graph)))
    {
        names.push_back(specification.graph[vm].name);
    }
    std::ranges::sort(names);
    return names;
}

std::string
DrawName(const std::vector<std::string>& names, const DicePurpose& purpose, uint64_t seed)
{
    const auto count = static_cast<uint32_t>(names.size());
    return names.at(Dice(seed, 0).Below(count, purpose, 0, 0));
}

} // namespace ns3::vnlab
