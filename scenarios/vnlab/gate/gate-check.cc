// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/gate/gate-check.h"

#include "analysis/compare/change-table.h"
#include "analysis/style/visible-text.h"

#include <algorithm>
#include <utility>

namespace ns3::vnlab
{

namespace
{

constexpr size_t kShown = 10; ///< reasons of one gate

} // namespace

GateCheck::GateCheck(std::vector<PlacedGate> gates)
{
    for (PlacedGate& gate : gates)
    {
        m_states.push_back({std::move(gate)});
    }
}

void
GateCheck::Break(State& state, const std::string& reason)
{
    ++state.broken;
    if (state.reasons.size() < kShown)
    {
        state.reasons.push_back(reason);
    }
}

void
GateCheck::Judge(const DesignChange& change)
{
    for (State& state : m_states)
    {
        const Gate& gate = state.gate.gate;
        if (change.nowFailed > 0 && PatternsMeet(gate.design, change.design))
        {
            Break(state,
                  std::to_string(change.nowFailed) + " of the runs of " +
                      VisibleText(change.design +
                                  (change.where.empty() ? "" : " at " + change.where)) +
                      " succeeded before and fail now");
        }
        for (const IndicatorChange& indicator : change.indicators)
        {
            if (Concerns(gate, indicator))
            {
                ++state.judged;
                if (const auto reason = Breach(gate, indicator))
                {
                    Break(state, NameOf(indicator) + " " + *reason);
                }
            }
        }
    }
}

size_t
GateCheck::Broken() const
{
    return static_cast<size_t>(std::ranges::count_if(
        m_states, [](const State& state) { return state.broken > 0 || state.judged == 0; }));
}

std::string
GateCheck::Report() const
{
    std::string report = std::to_string(Broken()) + " of " + std::to_string(m_states.size()) +
                         (m_states.size() == 1 ? " gate is" : " gates are") + " broken\n";
    for (const State& state : m_states)
    {
        const std::string place = "  " + VisibleText(state.gate.place) + ": ";
        for (const std::string& reason : state.reasons)
        {
            report += place + reason + "\n";
        }
        if (state.broken > state.reasons.size())
        {
            report +=
                place + "and " + std::to_string(state.broken - state.reasons.size()) + " more\n";
        }
        if (state.judged == 0)
        {
            report += place + "neither store has " + VisibleText(state.gate.gate.metric) + " of " +
                      VisibleText(state.gate.gate.design) + "\n";
        }
    }
    return report;
}

} // namespace ns3::vnlab
