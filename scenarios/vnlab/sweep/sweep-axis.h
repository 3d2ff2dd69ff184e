// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SWEEP_AXIS_H
#define VNLAB_SWEEP_AXIS_H

#include "model/input/text-place.h"

#include <optional>
#include <string>
#include <string_view>
#include <toml++/toml.h>
#include <vector>

namespace ns3::vnlab
{

/// One key of a scenario and the values that a sweep gives it.
struct SweptKey
{
    std::string path; ///< such as "tenants.count", "tenants[0].count" or "substrate.link.rate"
    Place place;      ///< in the file
    toml::array values;
};

/// Keys that take their values together: one key, or a zipped group.
struct SweepAxis
{
    std::vector<SweptKey> keys;

    size_t Size() const
    {
        return keys.front().values.size();
    }
};

/// What is wrong with the values of a key; the key is named by the caller.
struct AxisProblem
{
    Place place;
    std::string message;
};

/**
 * @brief Reads what stands at a key of [sweep]: a list of values, or
 *        `{ from, to, steps, scale = "linear" | "log" }` of numbers or of quantities in one unit.
 *
 * Steps between integers are rounded to integers; what comes twice so is left out.
 * @return the values, or what is wrong
 */
std::optional<AxisProblem> ReadAxisValues(const toml::node& node, toml::array& values);

/**
 * @brief Sets a key in a scenario file. Tables that are missing are made; an array of tables without
 *        an index means all of them.
 * @return what is wrong, or nothing
 */
std::optional<std::string> SetKey(toml::table& document,
                                  std::string_view path,
                                  const toml::node& value);

} // namespace ns3::vnlab

#endif // VNLAB_SWEEP_AXIS_H
