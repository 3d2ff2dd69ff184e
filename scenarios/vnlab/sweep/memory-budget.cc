// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/sweep/memory-budget.h"

#include <algorithm>
#include <fstream>
#include <limits>
#include <string>

namespace ns3::vnlab
{

MemoryBudget::MemoryBudget(uint64_t bytes)
    : m_bytes(bytes)
{
}

bool
MemoryBudget::Fits(uint64_t estimate) const
{
    auto sum = static_cast<double>(estimate);
    for (const auto& [job, bytes] : m_atWork)
    {
        sum += static_cast<double>(bytes);
    }
    return m_atWork.empty() || sum * m_correction <= static_cast<double>(m_bytes);
}

void
MemoryBudget::Begin(size_t job, uint64_t estimate)
{
    m_atWork[job] = estimate;
}

void
MemoryBudget::Measured(size_t job, uint64_t most)
{
    m_correction =
        std::max(m_correction, static_cast<double>(most) / static_cast<double>(m_atWork.at(job)));
}

void
MemoryBudget::End(size_t job)
{
    m_atWork.erase(job);
}

uint64_t
AvailableMemory()
{
    std::ifstream file("/proc/meminfo");
    std::string name;
    uint64_t kibibytes = 0;
    std::string rest;
    while (file >> name >> kibibytes && std::getline(file, rest))
    {
        if (name == "MemAvailable:")
        {
            return kibibytes * 1024;
        }
    }
    return std::numeric_limits<uint64_t>::max();
}

} // namespace ns3::vnlab
