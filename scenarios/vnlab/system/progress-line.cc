// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/system/progress-line.h"

#include <algorithm>
#include <cmath>
#include <iostream>
#include <unistd.h>

namespace ns3::vnlab
{

std::string
ProgressText(double done, size_t finished, size_t runs, double elapsed_s)
{
    constexpr size_t width = 30;
    const auto filled = static_cast<size_t>(done * width);
    const std::string percent = std::to_string(static_cast<int>(done * 100));
    std::string text = "[" + std::string(filled, '#') + std::string(width - filled, '.') + "] " +
                       std::string(3 - std::min<size_t>(3, percent.size()), ' ') + percent +
                       " %  " + std::to_string(finished) + " of " + std::to_string(runs) + " runs";
    if (done > 0 && done < 1)
    {
        const double left_s = std::ceil(elapsed_s * (1 - done) / done);
        text += ", " + std::to_string(static_cast<long>(left_s)) + " s left";
    }
    return text;
}

ProgressLine::ProgressLine(size_t runs)
    : m_terminal(isatty(STDERR_FILENO) == 1),
      m_runs(runs),
      m_begin(std::chrono::steady_clock::now())
{
}

ProgressLine::~ProgressLine()
{
    if (m_terminal)
    {
        std::cerr << "\r\x1b[K" << std::flush; // the line was for waiting only
    }
}

void
ProgressLine::Expect(size_t runs)
{
    m_runs = runs;
}

void
ProgressLine::Update(size_t run, double done)
{
    m_done[run] = done;
    if (done == 1)
    {
        m_done.erase(run);
        ++m_finished;
    }
    if (!m_terminal)
    {
        return;
    }
    auto sum = static_cast<double>(m_finished);
    for (const auto& [atWork, part] : m_done)
    {
        sum += part;
    }
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - m_begin;
    std::cerr << "\r\x1b[K"
              << ProgressText(
                     sum / static_cast<double>(m_runs), m_finished, m_runs, elapsed.count())
              << std::flush;
}

} // namespace ns3::vnlab
