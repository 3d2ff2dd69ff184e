// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/kernel/cpu-model.h"
#include "test/benchmark/section.h"

#include <cstdlib>
#include <iostream>
#include <string>
#include <unistd.h>

namespace ns3::vnlab::benchmark
{

void
PrintMachine()
{
    constexpr double gibibyte = 1 << 30;
    const double ram = static_cast<double>(sysconf(_SC_PHYS_PAGES)) *
                       static_cast<double>(sysconf(_SC_PAGESIZE)) / gibibyte;
    double load = 0;
    (void)getloadavg(&load, 1);
    std::cout << "machine:  " << CpuModel() << ", " << sysconf(_SC_NPROCESSORS_ONLN) << " cores, "
              << Text(ram, 1) << " GiB RAM; load when started " << Text(load, 1) << "\n"
              << "compiler: " << VNLAB_COMPILER << ", " << VNLAB_BUILD_TYPE
              << "; ns-3 " VNLAB_NS3_VERSION ", the same library for both sides\n"
              << "figures:  median of " << kRepetitions << " runs ±half their range; CPU time of "
              << "one thread\n";
}

} // namespace ns3::vnlab::benchmark
