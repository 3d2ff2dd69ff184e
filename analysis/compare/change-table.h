// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_CHANGE_TABLE_H
#define VNLAB_CHANGE_TABLE_H

#include "analysis/compare/store-comparison.h"

#include <span>
#include <string>
#include <vector>

namespace ns3::vnlab
{

/// @return a text table of numbers before and after, a row each, in at most 80 columns, and what
///         explains it; "" where there are none
std::string ChangeTable(std::span<const IndicatorChange> changes);

/// @return the columns of ChangeTable
std::vector<std::string> ChangeHeadings();

/// @return a row of ChangeTable
std::vector<std::string> ChangeCells(const IndicatorChange& change);

/// @return "exposure.closure.guest-root of linkwire at tenants.count = 10"
std::string NameOf(const IndicatorChange& change);

/// @return how far the mean moved, as a part of the old one; +infinity from 0 or by an unknown amount
double RelativeMove(const IndicatorChange& change);

} // namespace ns3::vnlab

#endif // VNLAB_CHANGE_TABLE_H
