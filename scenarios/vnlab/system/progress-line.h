// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PROGRESS_LINE_H
#define VNLAB_PROGRESS_LINE_H

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <ostream>
#include <string>

namespace ns3::vnlab
{

/// @return "[#####.....]  50 %  3 of 8 runs, 12 s left"; without the rest where nothing is done yet
std::string ProgressText(double done, size_t finished, size_t runs, double elapsed_s);

/// Where progress is shown, and the clock that it goes by.
struct ProgressDisplay
{
    using Time = std::chrono::steady_clock::time_point;

    std::ostream& out;
    bool terminal; ///< one line, written over; else a line of its own every ten seconds
    std::function<Time()> now{std::chrono::steady_clock::now};

    /// @return standard error, whatever it is
    static ProgressDisplay OfStandardError();
};

/// Shows how far a set of runs is, and the time left.
class ProgressLine
{
  public:
    /// @param runs that are expected
    explicit ProgressLine(size_t runs,
                          ProgressDisplay display = ProgressDisplay::OfStandardError());
    ~ProgressLine();
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    /// Expects another number of runs from now on.
    void Expect(size_t runs);

    /// @param done 0 to 1; 1 where the run has ended
    void Update(size_t run, double done);

    /// Shows how far the runs are, where it is time to; called now and then.
    void Tick();

    /// Says something else, on a line of its own.
    void Say(const std::string& text);

  private:
    std::string Text() const;

    ProgressDisplay m_display;
    size_t m_runs;
    size_t m_finished{0};
    std::map<size_t, double> m_done; // of runs at work
    ProgressDisplay::Time m_begin;
    ProgressDisplay::Time m_shown; ///< where it is no terminal, when last
};

} // namespace ns3::vnlab

#endif // VNLAB_PROGRESS_LINE_H
