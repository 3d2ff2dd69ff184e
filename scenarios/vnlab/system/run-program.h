// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_RUN_PROGRAM_H
#define VNLAB_RUN_PROGRAM_H

#include <string>
#include <vector>

namespace ns3::vnlab
{

/// What a program that has ended leaves.
struct ProgramResult
{
    int status{0}; ///< exit status, or 128 and the number of the signal that ended it
    std::string out{};
    std::string err{};
};

/**
 * @brief Runs a program to its end: without a shell, with an empty standard input, and in a process
 *        group of its own, so that an interrupt of the terminal does not reach it.
 * @param words the program, which is searched in PATH, and its arguments
 * @throws std::system_error where it cannot be started, such as with ENOENT where there is none
 */
ProgramResult RunProgram(std::vector<std::string> words);

} // namespace ns3::vnlab

#endif // VNLAB_RUN_PROGRAM_H
