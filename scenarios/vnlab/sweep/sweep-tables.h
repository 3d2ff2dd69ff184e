// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SWEEP_TABLES_H
#define VNLAB_SWEEP_TABLES_H

#include "analysis/result/result-store.h"
#include "scenarios/vnlab/sweep/sweep-plan.h"

#include <filesystem>

namespace ns3::vnlab
{

/**
 * @brief Writes the CSV files of a sweep: the plan's runs that the store has, point by point.
 * @throws std::runtime_error where a file cannot be written whole
 */
void WriteTables(const SweepPlan& plan,
                 const ResultStore& store,
                 const std::filesystem::path& folder);

} // namespace ns3::vnlab

#endif // VNLAB_SWEEP_TABLES_H
