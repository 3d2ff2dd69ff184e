// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PLOT_GROUPS_H
#define VNLAB_PLOT_GROUPS_H

#include "analysis/comparison.h"

#include <string>
#include <vector>

/**
 * @file
 * Runs of a sweep in groups: curves by design or by a parameter, panels by another one. A key is
 * "design" or what a sweep set, such as "tenants.generate.vms".
 */

namespace ns3::vnlab
{

inline constexpr const char* kDesignKey = "design";

/// The runs that one panel shows.
struct Facet
{
    std::string heading; ///< such as "tenants.generate.vms = 10"; "" where there is one panel only
    Comparison comparison;
};

/// @return the parameters that have different values in different runs, ascending
std::vector<std::string> VaryingKeys(const Comparison& comparison);

/// @return whether @p key is a number in every run that has it, and in at least one
bool IsNumeric(const Comparison& comparison, const std::string& key);

/// @return what @p key is set to, numbers ascending, then texts; designs in their order
std::vector<std::string> ValuesOf(const Comparison& comparison, const std::string& key);

/// @return a comparison in whose order, legends and colours the values of @p key take the place of
///         the designs
Comparison GroupedBy(const Comparison& comparison, const std::string& key);

/// @return a facet for each value of @p key; with an empty key, one for all runs. The designs of
///         each are those of @p comparison, so a design looks the same in all of them.
std::vector<Facet> FacetsBy(const Comparison& comparison, const std::string& key);

/// @return @p key with its unit, for an axis: "substrate.link.rate (bit/s)"
std::string AxisLabel(const Comparison& comparison, const std::string& key);

} // namespace ns3::vnlab

#endif // VNLAB_PLOT_GROUPS_H
