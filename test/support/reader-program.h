// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_READER_PROGRAM_H
#define VNLAB_TEST_READER_PROGRAM_H

#include <string>
#include <vector>

namespace ns3::vnlab::test
{

/// What a program that reads captures leaves.
struct ReaderResult
{
    int status{-1}; ///< exit status; -1 where the program was not found or did not exit
    std::string output;
};

/// Runs a program without a shell, so that no word is interpreted; what it says on standard error is
/// lost. @param words the program and its arguments
ReaderResult RunReader(std::vector<std::string> words);

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_READER_PROGRAM_H
