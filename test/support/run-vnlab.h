// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_RUN_VNLAB_H
#define VNLAB_TEST_RUN_VNLAB_H

#include <filesystem>
#include <map>
#include <string>
#include <sys/types.h>
#include <vector>

namespace ns3::vnlab::test
{

/// What a program that has ended leaves.
struct Ended
{
    int status{0}; ///< exit status, or 128 and the number of the signal that ended it
    std::string out{};
    std::string err{};
};

/// The program `vnlab` at work: started without a shell, its standard input empty, no terminal.
class Vnlab
{
  public:
    /// @param folder becomes its working folder
    /// @param script of a shell that begins it as "$@", such as `exec "$@" >/dev/full`; empty: none
    Vnlab(const std::vector<std::string>& arguments,
          const std::filesystem::path& folder,
          const std::string& script = "");
    /// Waits where nobody has.
    ~Vnlab();
    Vnlab(const Vnlab&) = delete;
    Vnlab& operator=(const Vnlab&) = delete;

    /// @return the process of one of its runs, as soon as there is one; 0 where it ends before
    pid_t WaitForChild() const;

    /// @return what it has printed on standard error by now
    std::string ErrorSoFar() const;

    /// Sends it a signal, not its runs.
    void Signal(int number);

    /// Waits until the program has ended.
    Ended Wait();

  private:
    pid_t m_process{0};
    int m_out;
    int m_err;
};

/// Runs `vnlab` to its end.
Ended RunVnlab(const std::vector<std::string>& arguments,
               const std::filesystem::path& folder,
               const std::string& script = "");

/// @return the names of all commands, as `vnlab --help` lists them
std::vector<std::string> AllCommands();

/// @return every file below a folder with its bytes, and every folder ("name/") without
std::map<std::string, std::string> ContentsOf(const std::filesystem::path& folder);

/// Writes a file, with the folders that it is in.
void WriteFile(const std::filesystem::path& path, const std::string& bytes);

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_RUN_VNLAB_H
