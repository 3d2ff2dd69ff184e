// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_KEEPER_H
#define VNLAB_TEST_KEEPER_H

#include <filesystem>
#include <string>
#include <sys/types.h>
#include <vector>

namespace ns3::vnlab::test
{

/// A program to be kept at work, and the file that takes what it prints.
struct Kept
{
    std::vector<std::string> words;
    std::filesystem::path log;
};

/// Daemons that end with the test, however it ends, and all that they have started too, even where
/// that made itself a daemon: a process between them and the test takes in whoever loses its parent,
/// and kills all when the test closes a pipe or dies.
class Keeper
{
  public:
    explicit Keeper(const std::vector<Kept>& programs);
    /// Comes back when all are gone.
    ~Keeper();
    Keeper(const Keeper&) = delete;
    Keeper& operator=(const Keeper&) = delete;

  private:
    pid_t m_process;
    int m_pipe; // closed: the end
};

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_KEEPER_H
