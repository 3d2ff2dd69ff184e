// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/slurm/slurm-wait.h"

#include "analysis/style/visible-text.h"
#include "scenarios/vnlab/slurm/slurm-jobs.h"

#include <algorithm>
#include <chrono>
#include <iostream>
#include <poll.h>
#include <stdexcept>
#include <unistd.h>

namespace ns3::vnlab
{

namespace
{

using Pause = std::chrono::milliseconds;

constexpr Pause kFirstPause{500};
constexpr Pause kLongestPause{15'000};

/// A line on a terminal that is written over and goes in the end.
class TerminalLine
{
  public:
    ~TerminalLine()
    {
        Show("");
    }

    void Show(const std::string& text) const
    {
        if (m_terminal)
        {
            std::cerr << "\r\x1b[K" << text << std::flush;
        }
    }

  private:
    bool m_terminal{isatty(STDERR_FILENO) == 1};
};

} // namespace

bool
WaitForJob(const std::string& name, const Interrupts& interrupts)
{
    const TerminalLine line;
    bool complained = false;
    for (Pause pause = kFirstPause; interrupts.Count() == 0;
         pause = std::min(pause * 5 / 4, kLongestPause))
    {
        try
        {
            const std::optional<SlurmJob> job = FindJob(name);
            if (!job)
            {
                return true;
            }
            line.Show("Slurm job " + job->id + ": " + std::to_string(job->working) +
                      " tasks at work, " + std::to_string(job->waiting) + " wait");
        }
        catch (const std::runtime_error& error)
        {
            if (!complained)
            {
                std::cerr << "warning: " << VisibleText(error.what()) << "; asking again\n";
                complained = true;
            }
        }
        poll(nullptr, 0, static_cast<int>(pause.count())); // which a signal ends
    }
    return false;
}

} // namespace ns3::vnlab
