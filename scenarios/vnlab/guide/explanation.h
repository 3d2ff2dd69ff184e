// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_EXPLANATION_H
#define VNLAB_EXPLANATION_H

#include <string>
#include <string_view>
#include <vector>

namespace ns3::vnlab
{

/// A name and everything that is to be said about it.
struct Explanation
{
    std::string name;
    std::string kind; ///< "metric", "design", "key of the scenario file"
    std::string text; ///< lines, each with a newline
};

/// @return every name of the program: keys, metrics, designs, changes, attacks, capabilities, generators,
///         costs, their presets and drop reasons
std::vector<Explanation> AllExplanations();

/**
 * @return what the name means, a block for each thing that it names; a key goes by its path or by
 *         the last part of it, a metric with a pattern by what matches it, and a distribution by its
 *         parts, such as "reconfig.leak p99"
 * @throws InputError with the nearest names where there is none
 */
std::string Explain(std::string_view name);

} // namespace ns3::vnlab

#endif // VNLAB_EXPLANATION_H
