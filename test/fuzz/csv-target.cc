// SPDX-License-Identifier: GPL-2.0-only
// Results in CSV, as each of the two tables that are read. What is read can be written and reads back.
#include "analysis/result/csv-results.h"
#include "model/input/input-error.h"
#include "test/fuzz/fuzz-input.h"

#include <sstream>
#include <vector>

using namespace ns3::vnlab;

namespace
{

void
ReadTable(CsvTable table, std::string_view text)
{
    CsvResults read;
    try
    {
        read.Add(table, text, "input.csv");
    }
    catch (const InputError&)
    {
        return;
    }
    std::vector<RunResult> runs;
    for (const auto& [key, run] : read.Runs())
    {
        runs.push_back(run);
    }
    std::ostringstream written;
    WriteCsv(table, runs, written);
    CsvResults again;
    again.Add(table, written.str(), "written.csv");
    fuzz::Require(again.Runs().size() == runs.size(), "runs that were written are read back");
}

} // namespace

int
LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    ReadTable(CsvTable::kMetrics, fuzz::AsText(data, size));
    ReadTable(CsvTable::kSamples, fuzz::AsText(data, size));
    return 0;
}
