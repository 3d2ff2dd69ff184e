// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/scenario/parameter-value.h"

#include "model/key/units.h"
#include "scenarios/vnlab/scenario/scenario-text.h"

#include <sstream>

namespace ns3::vnlab
{

Parameter
ParameterOf(const toml::node& value)
{
    if (const auto text = value.value_exact<std::string>())
    {
        const auto in = [&text](const UnitFamily& family, double base)
        {
            const auto quantity = ParseQuantity(*text, family).value;
            return quantity ? std::optional(static_cast<double>(*quantity) / base) : std::nullopt;
        };
        constexpr double nanoseconds = 1e9;
        for (const auto& number : {in(kDurations, nanoseconds), in(kRates, 1), in(kSizes, 1)})
        {
            if (number)
            {
                return {*text, number};
            }
        }
        return {*text, std::nullopt};
    }
    if (value.is_number())
    {
        const double number = *value.value<double>();
        return {NumberText(number), number};
    }
    std::ostringstream text;
    value.visit([&text](const auto& node) { text << node; });
    return {text.str(), std::nullopt};
}

} // namespace ns3::vnlab
