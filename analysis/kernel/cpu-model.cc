// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/kernel/cpu-model.h"

#include <fstream>

namespace ns3::vnlab
{

std::string
CpuModel()
{
    std::ifstream file("/proc/cpuinfo");
    for (std::string line; std::getline(file, line);)
    {
        const size_t colon = line.find(": ");
        if (line.starts_with("model name") && colon != std::string::npos)
        {
            return line.substr(colon + 2);
        }
    }
    return "unknown CPU";
}

} // namespace ns3::vnlab
