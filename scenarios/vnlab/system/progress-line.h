// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PROGRESS_LINE_H
#define VNLAB_PROGRESS_LINE_H

#include <chrono>
#include <cstddef>
#include <map>
#include <string>

namespace ns3::vnlab
{

/// @return "[#####.....]  50 %  3 of 8 runs, 12 s left"; without the rest where nothing is done yet
std::string ProgressText(double done, size_t finished, size_t runs, double elapsed_s);

/// Shows on a terminal how far a set of runs is, and the time left; silent where standard error is
/// none.
class ProgressLine
{
  public:
    /// @param runs that are expected
    explicit ProgressLine(size_t runs);
    ~ProgressLine();
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    /// Expects another number of runs from now on.
    void Expect(size_t runs);

    /// @param done 0 to 1; 1 where the run has ended
    void Update(size_t run, double done);

  private:
    bool m_terminal;
    size_t m_runs;
    size_t m_finished{0};
    std::map<size_t, double> m_done; // of runs at work
    std::chrono::steady_clock::time_point m_begin;
};

} // namespace ns3::vnlab

#endif // VNLAB_PROGRESS_LINE_H
