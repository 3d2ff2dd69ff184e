// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_RUN_H
#define VNLAB_TEST_RUN_H

#include "analysis/kernel/map-state.h"

#include <span>

namespace ns3::vnlab
{

/// What the kernel says of one run of a program.
struct TestRun
{
    int verdict;
    uint32_t size; ///< of the frame afterwards
    /// From before the program to after it, with one reading of the kernel's clock.
    uint32_t duration_ns;
};

/**
 * @brief Runs a loaded program once (BPF_PROG_TEST_RUN with repeat = 1: more would run on what the
 * first run left).
 * @param program descriptor
 * @param ifindex the interface of a TC program; never 0
 * @param output gets the frame afterwards; empty where nobody wants it
 * @throws CannotRunHere, std::runtime_error as FailLibbpf
 */
TestRun RunOnce(
    int program, HookPoint point, uint32_t ifindex, const Bytes& frame, std::span<uint8_t> output);

} // namespace ns3::vnlab

#endif // VNLAB_TEST_RUN_H
