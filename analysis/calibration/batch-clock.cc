// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/calibration/batch-clock.h"

#include <cstdint>
#include <ctime>
#include <utility>

namespace ns3::vnlab
{

namespace
{

constexpr double kBatch_s = 0.5e-3;

double
ThreadTime_s()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

double
TimeOf(const std::function<void()>& operation, uint64_t times)
{
    const double begin = ThreadTime_s();
    for (uint64_t i = 0; i < times; ++i)
    {
        operation();
    }
    return ThreadTime_s() - begin;
}

} // namespace

std::function<double()>
TimedInBatches(std::function<void()> operation)
{
    return [operation = std::move(operation), size = uint64_t{0}]() mutable
    {
        if (size == 0)
        {
            for (size = 1; TimeOf(operation, size) < kBatch_s;)
            {
                size *= 2;
            }
        }
        return TimeOf(operation, size) / static_cast<double>(size);
    };
}

std::function<double()>
TimedInBatches(std::function<void()> operation, std::function<void()> less)
{
    return [with = TimedInBatches(std::move(operation)),
            without = TimedInBatches(std::move(less))]() { return with() - without(); };
}

} // namespace ns3::vnlab
