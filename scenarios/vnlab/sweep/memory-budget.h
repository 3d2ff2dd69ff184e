// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_MEMORY_BUDGET_H
#define VNLAB_MEMORY_BUDGET_H

#include <cstddef>
#include <cstdint>
#include <map>

namespace ns3::vnlab
{

/**
 * @brief Decides whether another job fits into memory, from what each is thought to need and from
 *        how wrong that was for jobs that have ended.
 */
class MemoryBudget
{
  public:
    /// @param bytes for all jobs together
    explicit MemoryBudget(uint64_t bytes);

    /// @return whether a job that is thought to need this much fits beside those at work; alone,
    ///         every job does
    bool Fits(uint64_t estimate) const;

    void Begin(size_t job, uint64_t estimate);

    /// A job at work had this much at most.
    void Measured(size_t job, uint64_t most);

    void End(size_t job);

  private:
    uint64_t m_bytes;
    double m_correction{1}; ///< the largest part of its estimate that a job needed, at least 1
    std::map<size_t, uint64_t> m_atWork;
};

/// @return bytes that the system can give without swapping (MemAvailable of /proc/meminfo); where it
///         does not say, the largest number
uint64_t AvailableMemory();

} // namespace ns3::vnlab

#endif // VNLAB_MEMORY_BUDGET_H
