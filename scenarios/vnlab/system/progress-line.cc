// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/system/progress-line.h"

#include <algorithm>
#include <cmath>
#include <iostream>
#include <unistd.h>
#include <utility>

namespace ns3::vnlab
{

namespace
{

constexpr const char* kClearLine = "\r\x1b[K"; // of a terminal

} // namespace

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

ProgressDisplay
ProgressDisplay::OfStandardError()
{
    return {.out = std::cerr, .terminal = isatty(STDERR_FILENO) == 1};
}

ProgressLine::ProgressLine(size_t runs, ProgressDisplay display)
    : m_display(std::move(display)),
      m_runs(runs),
      m_begin(m_display.now()),
      m_shown(m_begin)
{
}

ProgressLine::~ProgressLine()
{
    if (m_display.terminal)
    {
        m_display.out << kClearLine << std::flush; // the line was for waiting only
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
    if (m_display.terminal)
    {
        m_display.out << kClearLine << Text() << std::flush;
    }
    Tick();
}

void
ProgressLine::Tick()
{
    constexpr std::chrono::seconds pause{10};
    const ProgressDisplay::Time now = m_display.now();
    if (!m_display.terminal && now - m_shown >= pause)
    {
        m_display.out << Text() << std::endl;
        m_shown = now;
    }
}

void
ProgressLine::Say(const std::string& text)
{
    m_display.out << (m_display.terminal ? kClearLine : "") << text << std::endl;
}

std::string
ProgressLine::Text() const
{
    auto sum = static_cast<double>(m_finished);
    for (const auto& [atWork, part] : m_done)
    {
        sum += part;
    }
    const std::chrono::duration<double> elapsed = m_display.now() - m_begin;
    return ProgressText(sum / static_cast<double>(m_runs), m_finished, m_runs, elapsed.count());
}

} // namespace ns3::vnlab
