// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PROGRAM_CLOCK_H
#define VNLAB_PROGRAM_CLOCK_H

#include "analysis/kernel/hook-runner.h"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>

namespace ns3::vnlab
{

/**
 * @brief Tells how long a hook program takes in this machine's Linux kernel, less a program that
 * does nothing and so takes as long as the kernel's two readings of its clock.
 *
 * The kernel times a run with a resolution of 1 ns. Every run starts from the same frame; the maps
 * stay as the run before left them.
 */
class ProgramClock
{
  public:
    virtual ~ProgramClock() = default;

    /**
     * @param runs of the program and, in turn, of the one that does nothing; at least 4
     * @return seconds: the mean of the middle half of the durations, less that of the other
     * program; what interrupts prolong is beyond the middle half
     * @throws std::runtime_error
     */
    virtual double Measure_s(size_t runs) = 0;
};

/**
 * @param program whose object is `objects`/<name>.bpf.o; it must pass the input
 * @throws CannotRunHere what is missing: the object, a right, or libbpf in this build
 * @throws std::runtime_error what the kernel objects to, or that the program drops the input
 */
std::unique_ptr<ProgramClock> MakeProgramClock(const HookProgram& program,
                                               const HookInput& input,
                                               const std::filesystem::path& objects);

/// @return loads a program into the kernel, with maps of its own, and takes it out again; throws as
///         MakeProgramClock does
/// @param program outlives what is returned
std::function<void()> MakeProgramLoad(const HookProgram& program,
                                      const std::filesystem::path& objects);

} // namespace ns3::vnlab

#endif // VNLAB_PROGRAM_CLOCK_H
