// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/sweep/sweep-tables.h"

#include "analysis/file/replace-file.h"
#include "analysis/result/csv.h"

#include <algorithm>
#include <set>

namespace ns3::vnlab
{

void
WriteTables(const SweepPlan& plan, const ResultStore& store, const std::filesystem::path& folder)
{
    std::set<std::string> parameters;
    for (const auto& [key, value] : plan.points.front().parameters)
    {
        parameters.insert(key);
    }
    for (const auto& [table, name] : kCsvFiles)
    {
        ReplaceFile(folder / name,
                    [&, table = table](std::ostream& out)
                    {
                        WriteCsvHeader(table, parameters, out);
                        for (const SweepPoint& point : plan.points)
                        {
                            for (const RunResult& result : store.Read(point.identity))
                            {
                                if (std::ranges::count(plan.designs, result.key.design) > 0)
                                {
                                    WriteCsvRun(table, parameters, result, out);
                                }
                            }
                        }
                    });
    }
}

} // namespace ns3::vnlab
